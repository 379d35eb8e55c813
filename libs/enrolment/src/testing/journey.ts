import { type CalendarDate, type CommandMeta, seal } from '@app/kernel';
import { metaFor, recorded } from '@app/kernel/testing';
import type { Continued, EnrolmentEvent, Sponsor } from '../domain/enrolment.events.js';
import { type Enrolment, enrolment } from '../domain/enrolment.js';
import { enrolmentIdOf } from '../domain/enrolment-id.js';
import type { KnownCohort } from '../domain/known.js';

// One leader's way through one cohort, as specifications tell it.

export const COHORT = '11111111-1111-4111-8111-111111111111';
export const PROGRAMME = '22222222-2222-4222-8222-222222222222';
export const LEADER = '33333333-3333-4333-8333-333333333333';
export const ENROLMENT = enrolmentIdOf(COHORT, LEADER);
export const OTHER_COHORT = '44444444-4444-4444-8444-444444444444';
export const OTHER_ENROLMENT = enrolmentIdOf(OTHER_COHORT, LEADER);
export const SESSION = '55555555-5555-4555-8555-555555555555';
export const sponsor: Sponsor = { assignmentId: '66666666-6666-4666-8666-666666666666', organisationId: '77777777-7777-4777-8777-777777777777' };

export const ref = { enrolmentId: ENROLMENT, cohortId: COHORT, programmeId: PROGRAMME, leaderId: LEADER };
export const otherRef = { enrolmentId: OTHER_ENROLMENT, cohortId: OTHER_COHORT, programmeId: PROGRAMME, leaderId: LEADER };
export const moving = { targetCohortId: OTHER_COHORT, targetEnrolmentId: OTHER_ENROLMENT };
/** The last day to answer. */
export const RESPOND_BY = '2026-03-16';

/** The day before anything of these journeys holds, for commands dated too early. */
export const early: CommandMeta = metaFor({ effectiveOn: '2026-02-28' });
export const on = (effectiveOn: CalendarDate): CommandMeta => metaFor({ effectiveOn, today: effectiveOn });
export const text = (words: string) => seal({ subject: LEADER, purpose: 'enrolment' }, words);

export const cohort: KnownCohort = {
  status: 'open',
  cohortId: COHORT,
  programmeId: PROGRAMME,
  since: '2026-03-01',
  endsOn: '2026-12-18',
  hours: { attendanceMinutes: 55 * 60, reflectionMinutes: 20 * 60 },
  award: 'Certificate',
  sessions: new Map([[SESSION, { heldOn: '2026-03-02', minutes: 420, cancelled: false }]]),
};
export const otherCohort = { ...cohort, cohortId: OTHER_COHORT };

const just = <T extends EnrolmentEvent['type']>(type: T) => ({ type, data: ref });
export const submitted = (application = 1): EnrolmentEvent => ({ type: 'ApplicationSubmitted', data: { ...ref, ...sponsor, application } });
export const nominated: EnrolmentEvent = { type: 'NominationMade', data: { ...ref, ...sponsor, application: 1 } };
export const endorsed = just('ApplicationEndorsed');
export const eligible = just('ApplicantFoundEligible');
export const ineligible = just('ApplicantFoundIneligible');
export const shortlisted = just('ApplicantShortlisted');
export const notSelected = just('ApplicantNotSelected');
export const offered: EnrolmentEvent = { type: 'PlaceOffered', data: { ...ref, respondBy: RESPOND_BY } };
export const waitlisted = just('WaitlistJoined');
export const accepted = just('OfferAccepted');
export const declined = just('OfferDeclined');
export const lapsed = just('OfferLapsed');
export const enrolled = just('LeaderEnrolled');
export const attended = (minutes: number, sessionId = SESSION): EnrolmentEvent => ({ type: 'AttendanceRecorded', data: { ...ref, sessionId, minutes } });
export const studied = (minutes: number): EnrolmentEvent => ({ type: 'StudyHoursRecorded', data: { ...ref, minutes } });
export const interrupted = just('EnrolmentInterrupted');
export const resumed = just('EnrolmentResumed');
export const deferred: EnrolmentEvent = { type: 'EnrolmentDeferred', data: { ...ref, ...moving } };
export const transferred: EnrolmentEvent = { type: 'EnrolmentTransferred', data: { ...ref, ...moving, priority: false } };
export const withdrawn = just('EnrolmentWithdrawn');
export const closed = just('EnrolmentClosedWithCohort');
export const completed: EnrolmentEvent = { type: 'ProgrammeCompleted', data: { ...ref, attendanceMinutes: 3300, reflectionMinutes: 1200 } };
export const notCompleted = just('ProgrammeNotCompleted');
export const awarded: EnrolmentEvent = { type: 'AwardGranted', data: { ...ref, award: 'Certificate' } };

/** The way there, up to each stage. */
export const way = {
  none: [],
  nominated: [nominated],
  applied: [submitted()],
  eligible: [submitted(), eligible],
  ineligible: [submitted(), ineligible],
  shortlisted: [submitted(), eligible, shortlisted],
  notSelected: [submitted(), eligible, notSelected],
  offered: [submitted(), eligible, shortlisted, offered],
  waitlisted: [submitted(), eligible, shortlisted, waitlisted],
  accepted: [submitted(), eligible, shortlisted, offered, accepted],
  declined: [submitted(), eligible, shortlisted, offered, declined],
  lapsed: [submitted(), eligible, shortlisted, offered, lapsed],
  enrolled: [submitted(), eligible, shortlisted, offered, accepted, enrolled],
  inProgress: [submitted(), eligible, shortlisted, offered, accepted, enrolled, attended(60)],
  interrupted: [submitted(), eligible, shortlisted, offered, accepted, enrolled, attended(60), interrupted],
  deferred: [submitted(), eligible, shortlisted, offered, accepted, enrolled, attended(60), deferred],
  transferred: [submitted(), eligible, shortlisted, offered, accepted, enrolled, attended(60), transferred],
  withdrawn: [submitted(), eligible, shortlisted, offered, accepted, enrolled, attended(60), withdrawn],
  closed: [submitted(), eligible, shortlisted, offered, accepted, enrolled, attended(60), closed],
  completed: [submitted(), eligible, shortlisted, offered, accepted, enrolled, attended(3300), studied(1200), completed],
  notCompleted: [submitted(), eligible, shortlisted, offered, accepted, enrolled, attended(60), notCompleted],
  awarded: [submitted(), eligible, shortlisted, offered, accepted, enrolled, attended(3300), studied(1200), completed, awarded],
} satisfies Record<Enrolment['status'], readonly EnrolmentEvent[]>;

export type Stage = keyof typeof way;
export const STAGES = Object.keys(way) as Stage[];

export const stateAfter = (events: readonly EnrolmentEvent[]): Enrolment =>
  recorded(events).reduce((state, event) => enrolment.evolve(state, event), enrolment.initialState);

export const continued = (attendanceMinutes: number, reflectionMinutes = 0, enrolmentId = ENROLMENT): Continued => ({
  enrolmentId,
  attendanceMinutes,
  reflectionMinutes,
});
