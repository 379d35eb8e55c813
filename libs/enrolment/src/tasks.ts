import { settles, type TaskKind, type TasksAsked, when } from '@app/feature';
import { erasedLeader } from '@app/leader/read';
import { PromoteFromQueue } from '@app/programme/commands';
import { CohortRow, ProgrammeRow, SessionRow } from '@app/programme/read';
import { LAST_DAY } from '@app/read-model';
import sql, { join, type Sql } from 'sql-template-tag';
import { AnswerAdjustment } from './domain/answer-adjustment.js';
import { AcceptOffer } from './domain/accept-offer.js';
import { CompleteProgramme } from './domain/complete-programme.js';
import { DeclineOffer } from './domain/decline-offer.js';
import { EndorseApplication } from './domain/endorse-application.js';
import { EnrolLeader } from './domain/enrol-leader.js';
import { GrantAward } from './domain/grant-award.js';
import { NotSelectApplicant } from './domain/not-select-applicant.js';
import { OfferPlace } from './domain/offer-place.js';
import { RecordAttendance } from './domain/record-attendance.js';
import { RecordNonCompletion } from './domain/record-non-completion.js';
import { ScreenApplicant } from './domain/screen-applicant.js';
import { ShortlistApplicant } from './domain/shortlist-applicant.js';
import { APPLYING, LIVE, type Status, STATUSES, TAKING_PART } from './domain/statuses.js';
import { WithdrawEnrolment } from './domain/withdraw-enrolment.js';
import { adjusted } from './read.js';
import { AdjustmentRow } from './read-model/adjustment.row.js';
import { AttendanceRow, EnrolmentRow } from './read-model/enrolment.row.js';

const at = (...statuses: readonly Status[]): Sql => sql`enrolment.status in (${join(statuses.map((status) => STATUSES[status].code))})`;

/** Of which cohort, by its programme. */
const name = {
  en: sql`programme.name_en || ', ' || cohort.name`,
  cy: sql`coalesce(programme.name_cy, programme.name_en) || ', ' || cohort.name`,
};
const ofProgramme = (moment: TasksAsked['moment']): Sql => sql`join ${moment.from(ProgrammeRow)} on programme.id = cohort.programme_id`;

/** What every task about an enrolment has. */
const about = {
  thing: 'Enrolment',
  id: sql`enrolment.id`,
  since: sql`enrolment.status_since`,
  name,
} as const satisfies Partial<TaskKind>;
const names = { enrolmentId: sql`enrolment.id` };
/** Of others: nobody judges themselves. */
const ofAnother = { ...about, notBy: [sql`enrolment.leader_id`] } as const;
/** Where an enrolment stands by all that is on record, since today or before: what is settled from a later day is settled. */
const enrolments = ({ moment }: TasksAsked, where: Sql): Sql => sql`
  ${moment.last(EnrolmentRow)} join ${moment.last(CohortRow)} on cohort.id = enrolment.cohort_id ${ofProgramme(moment)}
  where not cohort.cancelled and enrolment.status_since <= ${moment.asOf}::date and not ${erasedLeader(moment, sql`enrolment.leader_id`)} and ${where}`;
const goesOn = ({ moment }: TasksAsked): Sql => sql`cohort.ends_on >= ${moment.asOf}::date`;

const ofOthers = (self: TasksAsked['self']): Sql => sql`enrolment.leader_id::text <> all(${[...self]}::text[])`;

/** On the way to a place: in time while the cohort has not begun. */
const before = { ...ofAnother, due: sql`cohort.starts_on` } as const;
const inCohort = (asked: TasksAsked, where: Sql): Sql => enrolments(asked, sql`${goesOn(asked)} and ${where}`);

/** That a place is free that is given by hand. */
const FREE = sql`not cohort.cancelled and not cohort.automatic_promotion and cohort.places_held < cohort.capacity`;

/** That somebody else waits for one, who was not erased. */
const waited = ({ moment, self }: TasksAsked): Sql => sql`exists (
  select from ${moment.everyone(EnrolmentRow, LAST_DAY)}
  where enrolment.cohort_id = cohort.id and ${at('waitlisted')} and ${ofOthers(self)} and not ${erasedLeader(moment, sql`enrolment.leader_id`)})`;

/** So many days a register is asked for: to look at all that ever took place is dear. */
const REGISTER_DAYS = 84;

/**
 * Sessions of the programmes that somebody leads that took place of late, for which nothing is recorded of somebody who took part that day and still does; by one such
 * enrolment each.
 */
const unmarked = ({ moment, viewer, self }: TasksAsked): Sql => sql`
  ${moment.last(SessionRow)} join ${moment.last(CohortRow)} on cohort.id = session.cohort_id ${ofProgramme(moment)}
  cross join lateral (
    select enrolment.id from ${moment.everyone(EnrolmentRow, sql`session.held_on`)}
    where enrolment.cohort_id = session.cohort_id and ${at('enrolled', 'inProgress')}
      and ${ofOthers(self)} and not ${erasedLeader(moment, sql`enrolment.leader_id`)}
      and enrolment.id in (select enrolment.id from ${moment.everyone(EnrolmentRow, LAST_DAY)} where enrolment.cohort_id = session.cohort_id and ${at(...TAKING_PART)})
      and not exists (
        select from ${moment.everyone(AttendanceRow, LAST_DAY)} where attendance.session_id = session.id and attendance.enrolment_id = enrolment.id)
    order by enrolment.id limit 1
  ) as unmarked
  where session.held_on between ${moment.asOf}::date - ${REGISTER_DAYS}::int and ${moment.asOf}::date and not cohort.cancelled and not session.cancelled
    and cohort.programme_id = any(${viewer.grants.filter(({ role }) => role === 'programme-lead').flatMap(({ ids }) => ids.programmes ?? [])}::uuid[])`;

/** What of enrolments waits for somebody. */
export const enrolmentTasks = {
  ENDORSE_APPLICATION: {
    ...before,
    description: 'An application that neither employer nor sponsor has endorsed: for who manages the post, and for talent partners.',
    en: 'Endorsement',
    cy: 'Cefnogaeth',
    title: { en: 'Decide whether to endorse an application for {name}', cy: 'Penderfynu a ddylid cefnogi cais ar gyfer {name}' },
    whose: ['line-manager', 'talent-partner'],
    settledBy: [settles(EndorseApplication, names)],
    from: (asked) => inCohort(asked, sql`${at(...APPLYING)} and not enrolment.endorsed`),
  },
  SCREEN_APPLICANT: {
    ...before,
    description: 'An applicant who is yet to be screened.',
    en: 'Screening',
    cy: 'Sgrinio',
    title: { en: 'Screen an applicant for {name}', cy: 'Sgrinio ymgeisydd ar gyfer {name}' },
    whose: ['programme-lead', 'panel-member'],
    settledBy: [settles(ScreenApplicant, names)],
    from: (asked) => inCohort(asked, at('nominated', 'applied')),
  },
  SHORTLIST_APPLICANT: {
    ...before,
    description: 'An applicant who was found eligible: on the shortlist, or not selected.',
    en: 'Shortlisting',
    cy: 'Llunio’r rhestr fer',
    title: { en: 'Decide whether to put an applicant for {name} on the shortlist', cy: 'Penderfynu a ddylid rhoi ymgeisydd ar gyfer {name} ar y rhestr fer' },
    whose: ['programme-lead', 'panel-member'],
    settledBy: [settles(ShortlistApplicant, names), settles(NotSelectApplicant, names)],
    from: (asked) => inCohort(asked, at('eligible')),
  },
  OFFER_PLACE: {
    ...before,
    description: 'An applicant on the shortlist: a place is offered, or they are not selected.',
    en: 'Offer to make',
    cy: 'Cynnig i’w wneud',
    title: { en: 'Decide whether to offer a place in {name}', cy: 'Penderfynu a ddylid cynnig lle yn {name}' },
    whose: ['programme-lead'],
    settledBy: [settles(OfferPlace, names), settles(NotSelectApplicant, names)],
    from: (asked) => inCohort(asked, at('shortlisted')),
  },
  PROMOTE_FROM_WAITLIST: {
    description: 'A cohort with a free place and somebody on its waiting list, which gives places by hand.',
    en: 'Place to give',
    cy: 'Lle i’w roi',
    title: { en: 'Give a free place in {name} to somebody on the waiting list', cy: 'Rhoi lle rhydd yn {name} i rywun ar y rhestr aros' },
    whose: ['programme-lead'],
    thing: 'Cohort',
    id: sql`cohort.id`,
    // Since its places or its list changed last.
    since: sql`cohort.effective_from`,
    name,
    settledBy: [settles(PromoteFromQueue, { cohortId: sql`cohort.id` })],
    from: (asked) => sql`
      ${asked.moment.from(CohortRow)} ${ofProgramme(asked.moment)}
      where ${FREE} and ${goesOn(asked)} and ${waited(asked)}
        and exists (select from (select cohort.id) as this join ${asked.moment.last(CohortRow)} on cohort.id = this.id where ${FREE})`,
  },
  ANSWER_OFFER: {
    ...about,
    description: 'A place that the person was offered, until the last day to answer; the offer then lapses by itself.',
    en: 'Offer to answer',
    cy: 'Cynnig i’w ateb',
    title: { en: 'Accept or decline a place in {name}', cy: 'Derbyn neu wrthod lle yn {name}' },
    whose: ['leader'],
    due: sql`enrolment.respond_by`,
    settledBy: [settles(AcceptOffer, names), settles(DeclineOffer, names)],
    from: (asked) => inCohort(asked, sql`${at('offered')} and enrolment.respond_by >= ${asked.moment.asOf}::date`),
  },
  ENROL_LEADER: {
    ...before,
    description: 'Somebody who accepted an offer, and is yet to be enrolled.',
    en: 'Enrolment to make',
    cy: 'Ymrestriad i’w wneud',
    title: { en: 'Enrol somebody who has accepted a place in {name}', cy: 'Ymrestru rhywun sydd wedi derbyn lle yn {name}' },
    whose: ['programme-lead'],
    settledBy: [settles(EnrolLeader, names)],
    from: (asked) => inCohort(asked, at('accepted')),
  },
  ANSWER_ADJUSTMENT: {
    description: 'An adjustment that somebody asked for, and that nobody has answered: they may need it to take part at all.',
    en: 'Adjustment to answer',
    cy: 'Addasiad i’w ateb',
    title: { en: 'Answer a request for an adjustment in {name}', cy: 'Ateb cais am addasiad yn {name}' },
    whose: ['programme-lead'],
    thing: 'Adjustment',
    id: sql`adjustment.id`,
    since: sql`adjustment.requested_on`,
    name,
    notBy: [sql`adjustment.leader_id`],
    settledBy: [settles(AnswerAdjustment, { adjustmentId: sql`adjustment.id` })],
    from: ({ moment }) => sql`
      ${moment.last(AdjustmentRow)} join ${moment.last(EnrolmentRow)} on enrolment.leader_id = adjustment.leader_id
      join ${moment.last(CohortRow)} on cohort.id = enrolment.cohort_id ${ofProgramme(moment)}
      where ${at(...LIVE)} and enrolment.id in ${adjusted(moment.last(EnrolmentRow))} and adjustment.answer is null and adjustment.requested_on <= ${moment.asOf}::date and not ${erasedLeader(moment, sql`adjustment.leader_id`)}`,
  },
  MARK_REGISTER: {
    description: 'A session that took place within the last 84 days, with somebody who took part then and of whom no attendance is recorded.',
    en: 'Register to mark',
    cy: 'Cofrestr i’w llenwi',
    title: { en: 'Record who attended a session: {name}', cy: 'Cofnodi pwy oedd yn bresennol mewn sesiwn: {name}' },
    whose: ['programme-lead'],
    thing: 'Session',
    id: sql`session.id`,
    since: sql`session.held_on`,
    due: sql`session.held_on`,
    name: { en: sql`${name.en} || ', ' || session.title`, cy: sql`${name.cy} || ', ' || session.title` },
    settledBy: [settles(RecordAttendance, { enrolmentId: sql`unmarked.id` }, 'recordAttendanceRegister')],
    from: unmarked,
  },
  COMPLETE_PROGRAMME: {
    ...ofAnother,
    description: 'Somebody who took part in a cohort that is over: they completed it, or they did not. Who is interrupted completes nothing until they resume.',
    en: 'Completion to record',
    cy: 'Cwblhau i’w gofnodi',
    title: { en: 'Record whether somebody completed {name}', cy: 'Cofnodi a gwblhaodd rhywun {name}' },
    whose: ['programme-lead'],
    since: sql`cohort.ends_on + 1`,
    settledBy: [when(at('enrolled', 'inProgress'), settles(CompleteProgramme, names)), settles(RecordNonCompletion, names)],
    from: (asked) => enrolments(asked, sql`not (${goesOn(asked)}) and ${at(...TAKING_PART)}`),
  },
  CLOSE_APPLICATION: {
    ...ofAnother,
    description: 'Somebody on the way to a place in a cohort that is over, who was not told that there is none.',
    en: 'Application to close',
    cy: 'Cais i’w gau',
    title: { en: 'Close an application for {name}', cy: 'Cau cais ar gyfer {name}' },
    whose: ['programme-lead'],
    since: sql`cohort.ends_on + 1`,
    settledBy: [when(at(...APPLYING), settles(NotSelectApplicant, names)), settles(WithdrawEnrolment, names)],
    from: (asked) => enrolments(asked, sql`not (${goesOn(asked)}) and ${at(...APPLYING, 'waitlisted', 'accepted')}`),
  },
  GRANT_AWARD: {
    ...ofAnother,
    description: 'Somebody who completed a programme that leads to an award, and was not granted it yet.',
    en: 'Award to grant',
    cy: 'Dyfarniad i’w roi',
    title: { en: 'Grant the award for {name}', cy: 'Rhoi’r dyfarniad ar gyfer {name}' },
    whose: ['programme-lead'],
    settledBy: [settles(GrantAward, names)],
    from: (asked) => enrolments(asked, sql`${at('completed')} and cohort.award is not null`),
  },
} as const satisfies Readonly<Record<string, TaskKind>>;
