import { type CalendarDate, type CodeOf, type CommandMeta, notBefore, refusals } from '@app/kernel';
import type { CancelledCohort, Cohort, OpenCohort } from './cohort.js';

export const refuse = refusals({
  PROGRAMME_NOT_FOUND: {
    en: 'No programme is published under this id. Check the id, or publish the programme first.',
    cy: 'Nid oes rhaglen wedi’i chyhoeddi o dan yr ID hwn. Gwiriwch yr ID, neu cyhoeddwch y rhaglen yn gyntaf.',
    field: 'programmeId',
  },
  PROGRAMME_ALREADY_PUBLISHED: {
    en: 'A programme with other particulars is published with this code. Revise that one, or choose another code.',
    cy: 'Mae rhaglen â manylion eraill wedi’i chyhoeddi â’r cod hwn. Diwygiwch honno, neu dewiswch god arall.',
    field: 'code',
  },
  PROGRAMME_CODE_FIXED: {
    en: 'A programme’s code never changes; this one’s is {code}. Give that, or publish another programme.',
    cy: 'Nid yw cod rhaglen byth yn newid; cod hon yw {code}. Rhowch hwnnw, neu cyhoeddwch raglen arall.',
    field: 'code',
  },
  MONTHS_OUT_OF_RANGE: {
    en: 'A programme cannot last {months} months. Give a whole number from 1 to {most}.',
    cy: 'Ni all rhaglen bara {months} mis. Rhowch rif cyfan o 1 i {most}.',
    field: 'months',
  },
  COHORT_SIZE_OUT_OF_RANGE: {
    en: 'A cohort cannot have {cohortSize} places. Give a whole number from {least} to {most}.',
    cy: 'Ni all carfan gael {cohortSize} lle. Rhowch rif cyfan o {least} i {most}.',
    field: 'cohortSize',
  },
  HOURS_OUT_OF_RANGE: {
    en: 'Required hours are whole minutes, none negative and no more than 10,000 hours. Correct them.',
    cy: 'Munudau cyfan yw’r oriau gofynnol, heb yr un yn negyddol a dim mwy na 10,000 awr. Cywirwch nhw.',
    field: 'hours',
  },
  COHORT_NOT_FOUND: {
    en: 'No cohort is open under this id. Check the id, or open the cohort first.',
    cy: 'Nid oes carfan wedi’i hagor o dan yr ID hwn. Gwiriwch yr ID, neu agorwch y garfan yn gyntaf.',
    field: 'cohortId',
  },
  COHORT_ALREADY_OPENED: {
    en: 'Another cohort is open under this id. Choose a new id.',
    cy: 'Mae carfan arall wedi’i hagor o dan yr ID hwn. Dewiswch ID newydd.',
    field: 'cohortId',
  },
  COHORT_CANCELLED: {
    en: 'This cohort is cancelled. Choose another cohort of the programme.',
    cy: 'Mae’r garfan hon wedi’i chanslo. Dewiswch garfan arall o’r rhaglen.',
    field: 'cohortId',
  },
  COHORT_ENDED: {
    en: 'This cohort ended on {endsOn}, so nothing of this can be from a later day. Give the day on which it was, where it was by then, or choose another cohort of the programme.',
    cy: 'Daeth y garfan hon i ben ar {endsOn}, felly ni all hyn fod o ddiwrnod diweddarach. Rhowch y diwrnod y digwyddodd, os oedd erbyn hynny, neu dewiswch garfan arall o’r rhaglen.',
    field: 'effectiveOn',
  },
  CAPACITY_REQUIRED: {
    en: 'The programme has no usual cohort size. Give the number of places.',
    cy: 'Nid oes maint carfan arferol gan y rhaglen. Rhowch nifer y lleoedd.',
    field: 'capacity',
  },
  CAPACITY_OUT_OF_RANGE: {
    en: 'A cohort cannot have {capacity} places. Give a whole number from {least} to {most}.',
    cy: 'Ni all carfan gael {capacity} lle. Rhowch rif cyfan o {least} i {most}.',
    field: 'capacity',
  },
  OFFER_DAYS_OUT_OF_RANGE: {
    en: 'An offer cannot stay open for {offerDays} days. Give a whole number from {least} to {most}.',
    cy: 'Ni all cynnig aros ar agor am {offerDays} diwrnod. Rhowch rif cyfan o {least} i {most}.',
    field: 'offerDays',
  },
  COHORT_ENDS_BEFORE_IT_STARTS: {
    en: 'The last day, {endsOn}, is before the first, {startsOn}. Give the first day or a later one.',
    cy: 'Mae’r diwrnod olaf, {endsOn}, cyn y cyntaf, {startsOn}. Rhowch y diwrnod cyntaf neu un diweddarach.',
    field: 'endsOn',
  },
  NOTHING_SAID: {
    en: 'Nothing is said that could be so from now on. Give at least one of the particulars anew.',
    cy: 'Ni ddywedir dim a allai fod felly o hyn ymlaen. Rhowch o leiaf un o’r manylion o’r newydd.',
  },
  CAPACITY_BELOW_PLACES_HELD: {
    en: 'There cannot be {capacity} places from {effectiveOn} on: {held} are held then or on a later day. Give that number or more, a later day, or wait until places fall free.',
    cy: 'Ni all fod {capacity} lle o {effectiveOn} ymlaen: mae {held} wedi’u cadw bryd hynny neu ar ddiwrnod diweddarach. Rhowch y nifer hwnnw neu fwy, diwrnod diweddarach, neu arhoswch nes daw lleoedd yn rhydd.',
    field: 'capacity',
  },
  SESSION_BEFORE_COHORT: {
    en: 'The session “{title}” on {heldOn} would be before the first day, {startsOn}. Move or cancel it first, or give its day or an earlier one.',
    cy: 'Byddai’r sesiwn “{title}” ar {heldOn} cyn y diwrnod cyntaf, {startsOn}. Symudwch neu canslwch hi yn gyntaf, neu rhowch ei diwrnod hi neu un cynharach.',
    field: 'startsOn',
  },
  SESSION_AFTER_COHORT: {
    en: 'The session “{title}” on {heldOn} would be after the last day, {endsOn}. Move or cancel it first, or give its day or a later one.',
    cy: 'Byddai’r sesiwn “{title}” ar {heldOn} ar ôl y diwrnod olaf, {endsOn}. Symudwch neu canslwch hi yn gyntaf, neu rhowch ei diwrnod hi neu un diweddarach.',
    field: 'endsOn',
  },
  PLACE_HELD_AFTER_COHORT: {
    en: 'Somebody has a place from {since}, which would be after the last day, {endsOn}. Give that day or a later one.',
    cy: 'Mae gan rywun le o {since}, a fyddai ar ôl y diwrnod olaf, {endsOn}. Rhowch y diwrnod hwnnw neu un diweddarach.',
    field: 'endsOn',
  },
  ORGANISATION_NOT_FOUND: {
    en: 'No organisation is registered under this id. Check the id, or leave it out.',
    cy: 'Nid oes sefydliad wedi’i gofrestru o dan yr ID hwn. Gwiriwch yr ID, neu ei hepgor.',
    field: 'organisationId',
  },
  ORGANISATION_CLOSED: {
    en: 'This organisation is closed, so it cannot deliver anything. Choose an open one, or leave it out.',
    cy: 'Mae’r sefydliad hwn wedi cau, felly ni all gyflwyno dim. Dewiswch un sydd ar agor, neu ei hepgor.',
    field: 'organisationId',
  },
  SESSION_ALREADY_SCHEDULED: {
    en: 'Another session of this cohort is scheduled under this id. Choose a new id.',
    cy: 'Mae sesiwn arall o’r garfan hon wedi’i threfnu o dan yr ID hwn. Dewiswch ID newydd.',
    field: 'sessionId',
  },
  SESSION_NOT_FOUND: {
    en: 'The cohort has no session under this id: it may be another cohort’s. Choose one of this cohort’s sessions.',
    cy: 'Nid oes gan y garfan sesiwn o dan yr ID hwn: gall berthyn i garfan arall. Dewiswch un o sesiynau’r garfan hon.',
    field: 'sessionId',
  },
  SESSION_CANCELLED: {
    en: 'This session is cancelled, so it cannot be moved. Schedule another one.',
    cy: 'Mae’r sesiwn hon wedi’i chanslo, felly ni ellir ei symud. Trefnwch un arall.',
    field: 'sessionId',
  },
  REGISTER_RECORDED: {
    en: 'A register of this session is recorded, so it took place on its day. If that is wrong, correct or void what is recorded of it first.',
    cy: 'Mae cofrestr o’r sesiwn hon wedi’i chofnodi, felly fe’i cynhaliwyd ar ei diwrnod. Os yw hynny’n anghywir, cywirwch neu ddirymwch yr hyn sydd wedi’i gofnodi ohoni yn gyntaf.',
    field: 'sessionId',
  },
  SESSION_OUTSIDE_COHORT: {
    en: 'The session on {heldOn} is outside the cohort, which runs from {startsOn} to {endsOn}. Give a day within it.',
    cy: 'Mae’r sesiwn ar {heldOn} y tu allan i’r garfan, sy’n rhedeg o {startsOn} i {endsOn}. Rhowch ddiwrnod o’i mewn.',
    field: 'heldOn',
  },
  SESSION_MINUTES_OUT_OF_RANGE: {
    en: 'A session cannot last {minutes} minutes. Give a whole number from {least} to {most}.',
    cy: 'Ni all sesiwn bara {minutes} munud. Rhowch rif cyfan o {least} i {most}.',
    field: 'minutes',
  },
  PERSON_NOT_FOUND: {
    en: 'Nobody is registered under this id. Check the id, or register the person first.',
    cy: 'Nid oes neb wedi’i gofrestru o dan yr ID hwn. Gwiriwch yr ID, neu cofrestrwch y person yn gyntaf.',
    field: 'personId',
  },
  PERSON_MERGED: {
    en: 'This record was merged into another of the same person. Give the id of that one instead: this record’s mergedInto tells it to whoever may see it, and whoever runs the installation to others.',
    cy: 'Cafodd y cofnod hwn ei gyfuno â chofnod arall o’r un person. Rhowch ID y cofnod hwnnw yn ei le: mae mergedInto y cofnod hwn yn ei ddweud wrth y rhai a gaiff ei weld, a’r sawl sy’n rhedeg y gosodiad wrth eraill.',
    field: 'personId',
  },
  NOT_A_PROGRAMME_LEAD: {
    en: 'This person has never led the programme, so cannot stand down. Check the id.',
    cy: 'Nid yw’r person hwn erioed wedi arwain y rhaglen, felly ni all roi’r gorau iddi. Gwiriwch yr ID.',
    field: 'personId',
  },
  NOT_ON_SELECTION_PANEL: {
    en: 'This person has never sat on the cohort’s selection panel, so cannot be released from it. Check the id.',
    cy: 'Nid yw’r person hwn erioed wedi eistedd ar banel dethol y garfan, felly ni ellir ei ryddhau ohono. Gwiriwch yr ID.',
    field: 'personId',
  },
  NOT_ON_WAITING_LIST: {
    en: 'This enrolment is not on the cohort’s waiting list. Choose one that is.',
    cy: 'Nid yw’r ymrestriad hwn ar restr aros y garfan. Dewiswch un sydd arni.',
    field: 'enrolmentId',
  },
  PROMOTION_REASON_REQUIRED: {
    en: 'Number {number} on the waiting list would be served before those ahead. Give the reason, or promote the first.',
    cy: 'Byddai rhif {number} ar y rhestr aros yn cael lle cyn y rhai sydd o’i flaen. Rhowch y rheswm, neu dyrchafwch y cyntaf.',
    field: 'reason',
  },
  COHORT_FULL: {
    en: 'All {capacity} places are taken. Wait until one falls free, or choose another cohort.',
    cy: 'Mae pob un o’r {capacity} lle wedi’i gymryd. Arhoswch nes daw un yn rhydd, neu dewiswch garfan arall.',
    field: 'cohortId',
  },
});

/** Where a cancelled cohort's people are to go. The same problems as a cohort's own, at another field. */
export const refuseTarget = refusals({
  COHORT_NOT_FOUND: {
    en: 'No cohort is open under this id. Give the id of an open cohort of the same programme, or leave it out.',
    cy: 'Nid oes carfan wedi’i hagor o dan yr ID hwn. Rhowch ID carfan agored o’r un rhaglen, neu ei hepgor.',
    field: 'transferTo',
  },
  COHORT_ENDED: {
    en: 'The cohort to move to ended on {endsOn}. Give one of the same programme that goes on, or leave it out.',
    cy: 'Daeth y garfan i symud iddi i ben ar {endsOn}. Rhowch un o’r un rhaglen sy’n mynd yn ei blaen, neu ei hepgor.',
    field: 'transferTo',
  },
  COHORT_CANCELLED: {
    en: 'The cohort to move to is cancelled too. Give an open cohort of the same programme, or leave it out.',
    cy: 'Mae’r garfan i symud iddi wedi’i chanslo hefyd. Rhowch garfan agored o’r un rhaglen, neu ei hepgor.',
    field: 'transferTo',
  },
  COHORT_OF_ANOTHER_PROGRAMME: {
    en: 'The cohort to move to is of another programme. Give one of the same programme, or leave it out.',
    cy: 'Mae’r garfan i symud iddi yn perthyn i raglen arall. Rhowch un o’r un rhaglen, neu ei hepgor.',
    field: 'transferTo',
  },
  SAME_COHORT: {
    en: 'A cohort cannot move to itself. Give another cohort of the same programme, or leave it out.',
    cy: 'Ni all carfan symud iddi hi ei hun. Rhowch garfan arall o’r un rhaglen, neu ei hepgor.',
    field: 'transferTo',
  },
});

/** The cohort as it stands, open or cancelled. */
export function knownCohort(state: Cohort): OpenCohort | CancelledCohort {
  if (state.status === 'none') throw refuse('COHORT_NOT_FOUND');
  return state;
}

/** The cohort as it stands, where it is not cancelled and was open on the day of the new fact. */
export function openCohort(state: Cohort, meta: CommandMeta): OpenCohort {
  const known = knownCohort(state);
  if (known.status === 'cancelled') throw refuse('COHORT_CANCELLED');
  notBefore(known.since, meta.effectiveOn);
  return known;
}

/** Refuses what is to be in a cohort from a day on which it is over. What was by its last day may be recorded after. */
export function notOver({ current: { endsOn } }: Pick<OpenCohort, 'current'>, day: CalendarDate): void {
  if (day > endsOn) throw refuse('COHORT_ENDED', { endsOn });
}

/** Some of them. */
export type Refusal<Code extends CodeOf<typeof refuse>> = Code;
