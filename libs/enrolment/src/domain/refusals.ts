import { type CodeOf, refusals, refusalsNaming } from '@app/kernel';
import { STATUSES } from './statuses.js';

const words = { status: STATUSES };

export const refuse = refusalsNaming(words, {
  FUNNEL_OF_OTHERS: {
    en: 'Exact figures are for those who lead the programme. Ask for `figures`, which are masked and rounded: by nation, organisation, programme and characteristic, as published.',
    cy: 'Mae union ffigurau ar gyfer y rhai sy’n arwain y rhaglen. Gofynnwch am `figures`, sydd wedi’u cuddio a’u talgrynnu: yn ôl cenedl, sefydliad, rhaglen a nodwedd, fel y’u cyhoeddwyd.',
  },
  ENROLMENT_NOT_FOUND: {
    en: 'There is no enrolment under this id. Check the id, or apply for the cohort first.',
    cy: 'Nid oes ymrestriad o dan yr ID hwn. Gwiriwch yr ID, neu gwnewch gais am y garfan yn gyntaf.',
    field: 'enrolmentId',
  },
  ADJUSTMENT_NOT_FOUND: {
    en: 'No adjustment was asked for under this id. Check the id.',
    cy: 'Ni ofynnwyd am addasiad o dan yr ID hwn. Gwiriwch yr ID.',
    field: 'adjustmentId',
  },
  COHORT_NOT_FOUND: {
    en: 'No cohort is open under this id. Check the id, or open the cohort first.',
    cy: 'Nid oes carfan wedi’i hagor o dan yr ID hwn. Gwiriwch yr ID, neu agorwch y garfan yn gyntaf.',
    field: 'cohortId',
  },
  COHORT_CANCELLED: {
    en: 'This cohort is cancelled. Choose another cohort of the programme.',
    cy: 'Mae’r garfan hon wedi’i chanslo. Dewiswch garfan arall o’r rhaglen.',
    field: 'cohortId',
  },
  COHORT_ENDED: {
    en: 'The cohort ended on {endsOn}, so nobody can come to it after that. Give the day on which this was, where it was by then, or choose another cohort of the programme.',
    cy: 'Daeth y garfan i ben ar {endsOn}, felly ni all neb ymuno â hi wedi hynny. Rhowch y diwrnod y digwyddodd hyn, os oedd erbyn hynny, neu dewiswch garfan arall o’r rhaglen.',
    field: 'effectiveOn',
  },
  LEADER_NOT_FOUND: {
    en: 'No leader is registered under this id. Check the id, or register the leader first.',
    cy: 'Nid oes arweinydd wedi’i gofrestru o dan yr ID hwn. Gwiriwch yr ID, neu cofrestrwch yr arweinydd yn gyntaf.',
    field: 'leaderId',
  },
  LEADER_ERASED: {
    en: 'This person was erased, so nobody can apply for them or nominate them. If they have come back, register them anew.',
    cy: 'Cafodd y person hwn ei ddileu, felly ni all neb wneud cais drosto na’i enwebu. Os yw wedi dychwelyd, cofrestrwch ef o’r newydd.',
    field: 'leaderId',
  },
  LEADER_MERGED: {
    en: 'This record was merged into another of the same person. Give the id of that one instead: this record’s mergedInto tells it to whoever may see it, and whoever runs the installation to others.',
    cy: 'Cafodd y cofnod hwn ei gyfuno â chofnod arall o’r un person. Rhowch ID y cofnod hwnnw yn ei le: mae mergedInto y cofnod hwn yn ei ddweud wrth y rhai a gaiff ei weld, a’r sawl sy’n rhedeg y gosodiad wrth eraill.',
    field: 'leaderId',
  },
  PARTICIPATION_WITHDRAWN: {
    en: 'This person has taken no part since {since}, so nobody can apply for them or nominate them. They have to agree to take part again first.',
    cy: 'Nid yw’r person hwn yn cymryd rhan ers {since}, felly ni all neb wneud cais drosto na’i enwebu. Rhaid iddo gytuno i gymryd rhan eto yn gyntaf.',
    field: 'leaderId',
  },
  ASSIGNMENT_NOT_FOUND: {
    en: 'No post is recorded under this id. Check the id, or record the post first.',
    cy: 'Nid oes swydd wedi’i chofnodi o dan yr ID hwn. Gwiriwch yr ID, neu cofnodwch y swydd yn gyntaf.',
    field: 'assignmentId',
  },
  ASSIGNMENT_OF_ANOTHER_LEADER: {
    en: 'This post is another leader’s. Choose one of the leader’s own.',
    cy: 'Swydd arweinydd arall yw hon. Dewiswch un o swyddi’r arweinydd ei hun.',
    field: 'assignmentId',
  },
  ASSIGNMENT_ENDED: {
    en: 'This post does not hold on {effectiveOn}: its last day is {lastDay}. Choose one that does.',
    cy: 'Nid yw’r swydd hon yn ddilys ar {effectiveOn}: ei diwrnod olaf yw {lastDay}. Dewiswch un sydd.',
    field: 'assignmentId',
  },
  ALREADY_APPLIED: {
    en: 'The leader has already applied for this cohort: the enrolment’s status is “{status}”. Carry on with that one.',
    cy: 'Mae’r arweinydd eisoes wedi gwneud cais am y garfan hon: statws yr ymrestriad yw “{status}”. Ewch ymlaen â hwnnw.',
    field: 'cohortId',
  },
  ENROLLED_BY_ANOTHER_RECORD: {
    en: 'This would go on again, and another record of the same person has an enrolment in this cohort, whose status is “{status}”. Nobody has two: end that one first, or leave this as it is.',
    cy: 'Byddai hyn yn parhau eto, ac mae gan gofnod arall o’r un person ymrestriad yn y garfan hon, a’i statws yw “{status}”. Nid oes gan neb ddau: terfynwch hwnnw’n gyntaf, neu gadewch hwn fel y mae.',
  },
  ALREADY_COMPLETED: {
    en: 'The leader has already completed the programme in this cohort. There is nothing to apply for.',
    cy: 'Mae’r arweinydd eisoes wedi cwblhau’r rhaglen yn y garfan hon. Nid oes dim i wneud cais amdano.',
    field: 'cohortId',
  },
  ENROLMENT_ENDED: {
    en: 'This enrolment’s status is “{status}”, which ends it. Apply for another cohort, or use the enrolment that carries it on.',
    cy: 'Statws yr ymrestriad hwn yw “{status}”, ac felly mae wedi dod i ben. Gwnewch gais am garfan arall, neu defnyddiwch yr ymrestriad sy’n ei barhau.',
    field: 'enrolmentId',
  },
  NOT_UNDER_CONSIDERATION: {
    en: 'Only an application that awaits its selection can be endorsed or turned down; this enrolment’s status is “{status}”.',
    cy: 'Dim ond cais sy’n aros am benderfyniad y gellir ei gefnogi neu ei wrthod; statws yr ymrestriad hwn yw “{status}”.',
    field: 'enrolmentId',
  },
  NOT_AWAITING_SCREENING: {
    en: 'Only a new application or nomination can be screened; this enrolment’s status is “{status}”.',
    cy: 'Dim ond cais neu enwebiad newydd y gellir ei sgrinio; statws yr ymrestriad hwn yw “{status}”.',
    field: 'enrolmentId',
  },
  SIGNPOSTED_PROGRAMME_NOT_FOUND: {
    en: 'No programme is published under this id. Check the id, or leave it out.',
    cy: 'Nid oes rhaglen wedi’i chyhoeddi o dan yr ID hwn. Gwiriwch yr ID, neu ei hepgor.',
    field: 'signpostedTo',
  },
  NOT_FOUND_ELIGIBLE: {
    en: 'Only an applicant who was found eligible can be shortlisted; this enrolment’s status is “{status}”. Screen the applicant first.',
    cy: 'Dim ond ymgeisydd y barnwyd ei fod yn gymwys y gellir ei roi ar y rhestr fer; statws yr ymrestriad hwn yw “{status}”. Sgriniwch yr ymgeisydd yn gyntaf.',
    field: 'enrolmentId',
  },
  NOT_SHORTLISTED: {
    en: 'Only a shortlisted applicant can be offered a place; this enrolment’s status is “{status}”. Shortlist the applicant first.',
    cy: 'Dim ond i ymgeisydd ar y rhestr fer y gellir cynnig lle; statws yr ymrestriad hwn yw “{status}”. Rhowch yr ymgeisydd ar y rhestr fer yn gyntaf.',
    field: 'enrolmentId',
  },
  NOT_AWAITING_OFFER: {
    en: 'This enrolment’s status is “{status}”, so it awaits no place. Offer the place to someone who does.',
    cy: 'Statws yr ymrestriad hwn yw “{status}”, felly nid yw’n aros am le. Cynigiwch y lle i rywun sydd.',
    field: 'enrolmentId',
  },
  NOT_OFFERED: {
    en: 'There is no offer to answer: this enrolment’s status is “{status}”. Offer a place first.',
    cy: 'Nid oes cynnig i’w ateb: statws yr ymrestriad hwn yw “{status}”. Cynigiwch le yn gyntaf.',
    field: 'enrolmentId',
  },
  OFFER_PAST_ITS_DATE: {
    en: 'The last day to accept this offer was {respondBy}. Apply again.',
    cy: 'Y diwrnod olaf i dderbyn y cynnig hwn oedd {respondBy}. Gwnewch gais eto.',
    field: 'effectiveOn',
  },
  NOT_ACCEPTED: {
    en: 'Only a leader who accepted the offer can be enrolled; this enrolment’s status is “{status}”. Record the acceptance first.',
    cy: 'Dim ond arweinydd a dderbyniodd y cynnig y gellir ei ymrestru; statws yr ymrestriad hwn yw “{status}”. Cofnodwch y derbyniad yn gyntaf.',
    field: 'enrolmentId',
  },
  NOT_TAKING_PART: {
    en: 'This is possible only while the leader takes part in the programme; this enrolment’s status is “{status}”.',
    cy: 'Dim ond tra bo’r arweinydd yn cymryd rhan yn y rhaglen y mae hyn yn bosibl; statws yr ymrestriad hwn yw “{status}”.',
    field: 'enrolmentId',
  },
  ENROLMENT_INTERRUPTED: {
    en: 'This enrolment is interrupted from {since}. Resume it first, or give an earlier day.',
    cy: 'Mae’r ymrestriad hwn ar saib o {since}. Ailgydiwch ynddo yn gyntaf, neu rhowch ddiwrnod cynharach.',
    field: 'enrolmentId',
  },
  NOT_INTERRUPTED: {
    en: 'Only an interrupted enrolment can be resumed; this one’s status is “{status}”.',
    cy: 'Dim ond ymrestriad sydd ar saib y gellir ailgydio ynddo; statws hwn yw “{status}”.',
    field: 'enrolmentId',
  },
  SESSION_NOT_FOUND: {
    en: 'The enrolment’s cohort has no session under this id: it may be another cohort’s. Choose one of this cohort’s sessions.',
    cy: 'Nid oes gan garfan yr ymrestriad sesiwn o dan yr ID hwn: gall berthyn i garfan arall. Dewiswch un o sesiynau’r garfan hon.',
    field: 'sessionId',
  },
  SESSION_CANCELLED: {
    en: 'The session on {heldOn} is cancelled, so nobody attended it. Choose one that took place.',
    cy: 'Mae’r sesiwn ar {heldOn} wedi’i chanslo, felly ni fu neb yn bresennol ynddi. Dewiswch un a gynhaliwyd.',
    field: 'sessionId',
  },
  SESSION_NOT_YET_HELD: {
    en: 'The session is held on {heldOn}. Record attendance on that day or later.',
    cy: 'Cynhelir y sesiwn ar {heldOn}. Cofnodwch bresenoldeb ar y diwrnod hwnnw neu’n ddiweddarach.',
    field: 'sessionId',
  },
  MINUTES_OUT_OF_RANGE: {
    en: 'These minutes are not possible: {minutes}. Give a whole number from {least} to {most}.',
    cy: 'Nid yw’r munudau hyn yn bosibl: {minutes}. Rhowch rif cyfan o {least} i {most}.',
    field: 'minutes',
  },
  NOT_MOVABLE: {
    en: 'This enrolment’s status is “{status}”, so it cannot move to another cohort. Only one with a place, or waiting for one, can.',
    cy: 'Statws yr ymrestriad hwn yw “{status}”, felly ni all symud i garfan arall. Dim ond un sydd â lle, neu’n aros am un, all wneud.',
    field: 'enrolmentId',
  },
  PRIORITY_NEEDS_CANCELLATION: {
    en: 'Only people of a cancelled cohort go ahead of others. Transfer without priority.',
    cy: 'Dim ond pobl o garfan sydd wedi’i chanslo sy’n mynd o flaen eraill. Trosglwyddwch heb flaenoriaeth.',
    field: 'priority',
  },
  HOURS_SHORT: {
    en: 'The hours for completion are not there. Missing: {of, select, ATTENDANCE {{attendanceMissingMinutes} of attendance} REFLECTION {{reflectionMissingMinutes} of pre-work and reflection} other {{attendanceMissingMinutes} of attendance and {reflectionMissingMinutes} of pre-work and reflection}}. Record them first.',
    cy: 'Nid yw’r oriau ar gyfer cwblhau yno. Ar goll: {of, select, ATTENDANCE {{attendanceMissingMinutes} o bresenoldeb} REFLECTION {{reflectionMissingMinutes} o waith rhagbaratoi a myfyrio} other {{attendanceMissingMinutes} o bresenoldeb a {reflectionMissingMinutes} o waith rhagbaratoi a myfyrio}}. Cofnodwch nhw yn gyntaf.',
    field: 'enrolmentId',
  },
  NOT_COMPLETED: {
    en: 'There is no award before completion; this enrolment’s status is “{status}”. Record the completion first.',
    cy: 'Nid oes dyfarniad cyn cwblhau; statws yr ymrestriad hwn yw “{status}”. Cofnodwch y cwblhad yn gyntaf.',
    field: 'enrolmentId',
  },
  NO_AWARD: {
    en: 'This cohort leads to no award. There is nothing to grant.',
    cy: 'Nid yw’r garfan hon yn arwain at ddyfarniad. Nid oes dim i’w roi.',
    field: 'enrolmentId',
  },
});

/** The cohort that a deferral or transfer leads to. The same problems as a cohort's own, at another field. */
export const refuseTarget = refusalsNaming(words, {
  COHORT_NOT_FOUND: {
    en: 'No cohort is open under this id. Choose an open cohort of the same programme.',
    cy: 'Nid oes carfan wedi’i hagor o dan yr ID hwn. Dewiswch garfan agored o’r un rhaglen.',
    field: 'targetCohortId',
  },
  COHORT_CANCELLED: {
    en: 'The cohort to move to is cancelled. Choose an open cohort of the same programme.',
    cy: 'Mae’r garfan i symud iddi wedi’i chanslo. Dewiswch garfan agored o’r un rhaglen.',
    field: 'targetCohortId',
  },
  COHORT_ENDED: {
    en: 'The cohort to move to ended on {endsOn}. Choose one of the same programme that goes on.',
    cy: 'Daeth y garfan i symud iddi i ben ar {endsOn}. Dewiswch un o’r un rhaglen sy’n mynd yn ei blaen.',
    field: 'targetCohortId',
  },
  COHORT_OF_ANOTHER_PROGRAMME: {
    en: 'The cohort to move to is of another programme. Choose one of the same programme.',
    cy: 'Mae’r garfan i symud iddi yn perthyn i raglen arall. Dewiswch un o’r un rhaglen.',
    field: 'targetCohortId',
  },
  SAME_COHORT: {
    en: 'The enrolment is in this cohort already. Choose another cohort of the same programme.',
    cy: 'Mae’r ymrestriad yn y garfan hon eisoes. Dewiswch garfan arall o’r un rhaglen.',
    field: 'targetCohortId',
  },
  ALREADY_IN_TARGET_COHORT: {
    en: 'The leader has an enrolment in that cohort already, of status “{status}”. Choose another cohort, or withdraw that one first.',
    cy: 'Mae gan yr arweinydd ymrestriad yn y garfan honno eisoes, a’i statws yw “{status}”. Dewiswch garfan arall, neu tynnwch hwnnw’n ôl yn gyntaf.',
    field: 'targetCohortId',
  },
});

/** The enrolment that another carries on from. */
export const refuseSource = refusals({
  ENROLMENT_NOT_FOUND: {
    en: 'No enrolment under this id was deferred or transferred here. Name the one that was.',
    cy: 'Ni chafodd unrhyw ymrestriad o dan yr ID hwn ei ohirio na’i drosglwyddo yma. Enwch yr un a gafodd.',
    field: 'continues',
  },
});

/** Says that an enrolment is not at a stage that the request is for. */
export type WrongStage =
  | 'ENROLMENT_ENDED'
  | 'NOT_ACCEPTED'
  | 'NOT_AWAITING_OFFER'
  | 'NOT_AWAITING_SCREENING'
  | 'NOT_COMPLETED'
  | 'NOT_FOUND_ELIGIBLE'
  | 'NOT_INTERRUPTED'
  | 'NOT_MOVABLE'
  | 'NOT_OFFERED'
  | 'NOT_SHORTLISTED'
  | 'NOT_TAKING_PART'
  | 'NOT_UNDER_CONSIDERATION';

/** Some of them. */
export type Refusal<Code extends CodeOf<typeof refuse | typeof refuseTarget | typeof refuseSource>> = Code;
