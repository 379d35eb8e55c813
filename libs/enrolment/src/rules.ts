import type { Remedies, Remedy } from '@app/event-store';
import { adds, type CommandRule, permit, resource, type Rules, scoped } from '@app/identity';
import type { AdjustmentEvent } from './domain/adjustment.events.js';
import { AnswerAdjustment } from './domain/answer-adjustment.js';
import { AcceptOffer } from './domain/accept-offer.js';
import { ApplyForCohort } from './domain/apply-for-cohort.js';
import { CompleteProgramme } from './domain/complete-programme.js';
import { DeclineOffer } from './domain/decline-offer.js';
import { DeferEnrolment } from './domain/defer-enrolment.js';
import { EndorseApplication } from './domain/endorse-application.js';
import { EnrolLeader } from './domain/enrol-leader.js';
import type { EnrolmentEvent } from './domain/enrolment.events.js';
import { GrantAward } from './domain/grant-award.js';
import { InterruptEnrolment } from './domain/interrupt-enrolment.js';
import { NominateLeader } from './domain/nominate-leader.js';
import { NotSelectApplicant } from './domain/not-select-applicant.js';
import { OfferPlace } from './domain/offer-place.js';
import { RecordAttendance } from './domain/record-attendance.js';
import { RecordNonCompletion } from './domain/record-non-completion.js';
import { RecordStudyHours } from './domain/record-study-hours.js';
import { RequestAdjustment } from './domain/request-adjustment.js';
import { ResumeEnrolment } from './domain/resume-enrolment.js';
import { ScreenApplicant } from './domain/screen-applicant.js';
import { ShortlistApplicant } from './domain/shortlist-applicant.js';
import { TransferEnrolment } from './domain/transfer-enrolment.js';
import { WithdrawEnrolment } from './domain/withdraw-enrolment.js';
import { AdjustmentTimelineResolver } from './graphql/adjustment-timeline.resolver.js';
import { AdjustmentResolver, EnrolmentAdjustmentsResolver } from './graphql/adjustment.resolver.js';
import { CohortTimelineResolver } from './graphql/cohort-timeline.resolver.js';
import { EnrolmentResolver, EnrolmentsResolver } from './graphql/enrolment.resolver.js';
import {
  AttendanceResolver,
  CohortEnrolmentsResolver,
  LeaderEnrolmentsResolver,
  OrganisationEnrolmentsResolver,
  SessionRegisterResolver,
} from './graphql/enrolments-of-others.resolver.js';
import { CohortFunnelResolver, FunnelResolver } from './graphql/funnel.resolver.js';
import { ProgrammeLeadResolver, SelectionPanelMemberResolver } from './graphql/appointed-people.resolver.js';
import { TimelineResolver } from './graphql/timeline.resolver.js';
import { AdjustmentRow } from './read-model/adjustment.row.js';
import { AttendanceRow, EnrolmentRow } from './read-model/enrolment.row.js';

const enrolmentId = { enrolmentId: 'Enrolment' };

/** Steps of the person's own. */
const byLeader: CommandRule<'enrolmentId'> = { targets: enrolmentId, may: { leader: { enrolmentId: 'self' }, administrator: 'national' }, deputies: true };
/** Steps that the programme takes. */
const byProgramme: CommandRule<'enrolmentId'> = { targets: enrolmentId, may: { 'programme-lead': { enrolmentId: 'programme' }, administrator: 'national' } };
/** Steps of selection. */
const bySelection: CommandRule<'enrolmentId'> = {
  targets: enrolmentId,
  may: { 'programme-lead': { enrolmentId: 'programme' }, 'panel-member': { enrolmentId: 'panel' }, administrator: 'national' },
};

export const enrolmentRules: Rules = {
  resources: [
    resource('Enrolment', [EnrolmentRow, EnrolmentResolver, TimelineResolver], {
      groups: {
        facts: [
          'id',
          'leader',
          'cohort',
          'programme',
          'organisation',
          'assignment',
          'status',
          'statusSince',
          'applications',
          'endorsed',
          'everOffered',
          'everEnrolled',
          'respondBy',
          'continues',
          'continuedBy',
        ],
        progress: ['attendanceMinutes', 'reflectionMinutes', 'cpdHours', 'remaining', 'completedOn', 'award'],
        reason: ['reason'],
        // Leave and illness: the person's own alone. The field is `reason`, of an enrolment that is interrupted.
        interruption: [],
        // What is put to a selection panel: application, endorsement, screening, shortlist.
        selection: [],
        history: ['timeline'],
      },
      read: {
        leader: { self: ['facts', 'progress', 'reason', 'interruption', 'selection', 'history'] },
        'line-manager': { reports: ['facts', 'progress', 'reason'] },
        'programme-lead': { programme: ['facts', 'progress', 'reason', 'selection', 'history'] },
        'panel-member': { panel: ['facts', 'selection'] },
        'talent-partner': scoped(['facts', 'progress', 'reason', 'selection', 'history']),
        auditor: scoped(['facts', 'progress', 'reason', 'selection', 'history']),
        administrator: { national: ['facts', 'progress', 'reason', 'selection', 'history'] },
      },
      // Why somebody is away is theirs alone to know.
      deputies: ['facts', 'progress', 'reason', 'selection', 'history'],
    }),
    // It may tell of health: nobody sees it but the person and whoever is to make it, nor that there is one.
    resource('Adjustment', [AdjustmentRow, AdjustmentResolver, AdjustmentTimelineResolver], {
      groups: { facts: ['id', 'enrolment', 'request', 'requestedOn', 'answer', 'explanation', 'answeredOn', 'timeline'] },
      read: { leader: { self: ['facts'] }, 'programme-lead': { programme: ['facts'] } },
    }),
    resource('Attendance', [AttendanceRow, AttendanceResolver], {
      groups: { facts: ['enrolment', 'minutes'] },
      read: {
        leader: { self: ['facts'] },
        'line-manager': { reports: ['facts'] },
        'programme-lead': { programme: ['facts'] },
        'talent-partner': scoped(['facts']),
        auditor: scoped(['facts']),
        administrator: { national: ['facts'] },
      },
      deputies: ['facts'],
    }),
  ],
  adds: [
    adds('Moment', [EnrolmentsResolver, FunnelResolver], { facts: ['enrolments', 'funnel'] }),
    adds('Enrolment', [EnrolmentAdjustmentsResolver], { facts: ['adjustments'] }),
    adds('Leader', [LeaderEnrolmentsResolver], { facts: ['enrolments'] }),
    adds('Organisation', [OrganisationEnrolmentsResolver], { facts: ['enrolments'] }),
    adds('Cohort', [CohortEnrolmentsResolver, CohortFunnelResolver, CohortTimelineResolver], {
      facts: ['enrolments', 'funnel'],
      places: ['waitingList'],
      history: ['timeline'],
    }),
    adds('Session', [SessionRegisterResolver], { facts: ['register'] }),
    adds('ProgrammeLead', [ProgrammeLeadResolver], { facts: ['leader', 'person'] }),
    adds('SelectionPanelMember', [SelectionPanelMemberResolver], { facts: ['leader', 'person'] }),
  ],
  commands: [
    permit(ApplyForCohort, {
      targets: { leaderId: 'Leader', assignmentId: 'Assignment' },
      may: { leader: { leaderId: 'self', assignmentId: 'self' }, administrator: 'national' },
      deputies: true,
    }),
    permit(NominateLeader, {
      targets: { leaderId: 'Leader', assignmentId: 'Assignment' },
      may: {
        'line-manager': { leaderId: 'reports', assignmentId: 'reports' },
        'talent-partner': ['national', { leaderId: 'employer', assignmentId: 'organisation' }],
        administrator: 'national',
      },
    }),
    permit(RequestAdjustment, { targets: enrolmentId, may: { leader: { enrolmentId: 'self' }, administrator: 'national' } }),
    permit(AnswerAdjustment, { targets: { adjustmentId: 'Adjustment' }, may: { 'programme-lead': { adjustmentId: 'programme' } } }),
    permit(EndorseApplication, {
      targets: enrolmentId,
      may: {
        'line-manager': { enrolmentId: 'reports' },
        'talent-partner': ['national', { enrolmentId: 'organisation' }],
        administrator: 'national',
      },
    }),
    permit(ScreenApplicant, bySelection),
    permit(ShortlistApplicant, bySelection),
    permit(NotSelectApplicant, bySelection),
    permit(OfferPlace, byProgramme),
    permit(AcceptOffer, byLeader),
    permit(DeclineOffer, byLeader),
    permit(EnrolLeader, byProgramme),
    permit(RecordAttendance, byProgramme),
    permit(RecordStudyHours, byProgramme),
    permit(InterruptEnrolment, byProgramme),
    permit(ResumeEnrolment, byProgramme),
    permit(DeferEnrolment, byProgramme),
    permit(TransferEnrolment, byProgramme),
    permit(WithdrawEnrolment, {
      targets: enrolmentId,
      may: { leader: { enrolmentId: 'self' }, 'programme-lead': { enrolmentId: 'programme' }, administrator: 'national' },
      deputies: true,
    }),
    permit(CompleteProgramme, byProgramme),
    permit(RecordNonCompletion, byProgramme),
    permit(GrantAward, byProgramme),
  ],
  sends: { recordAttendanceRegister: RecordAttendance },
  // The steps that a timeline shows follow from the groups `selection` and `history`; a funnel counts what its reader may see.
  parts: ['AdjustmentStep', 'CohortStep', 'EnrolmentStep', 'Funnel', 'RemainingMinutes'],
};

const OF_THE_COHORT: Remedy = {
  en: 'The cohort gave the place, or put somebody on its waiting list, and others were served by that. Record that the offer was declined, or that the enrolment was withdrawn.',
  cy: 'Y garfan a roddodd y lle, neu a roddodd rywun ar ei rhestr aros, a gwasanaethwyd eraill ar sail hynny. Cofnodwch fod y cynnig wedi’i wrthod, neu fod yr ymrestriad wedi’i dynnu’n ôl.',
};
const LAPSED: Remedy = {
  en: 'Nobody recorded that: the last day to answer passed. The person may apply again.',
  cy: 'Ni chofnododd neb hynny: aeth y diwrnod olaf i ateb heibio. Gall y person wneud cais eto.',
};
const ELSEWHERE: Remedy = {
  en: 'The enrolment has carried on in another cohort since, where others were served after it. Transfer that one back instead.',
  cy: 'Mae’r ymrestriad wedi parhau mewn carfan arall ers hynny, lle gwasanaethwyd eraill ar ei ôl. Trosglwyddwch hwnnw yn ôl yn lle hynny.',
};
const CANCELLED: Remedy = {
  en: 'It ended with its cohort, which was cancelled for everybody.',
  cy: 'Daeth i ben gyda’i garfan, a ganslwyd i bawb.',
};

/** Whoever asked takes back by it what they asked for. */
export const adjustmentFacts: Remedies<AdjustmentEvent> = {
  AdjustmentRequested: RequestAdjustment,
  AdjustmentAnswered: { byAnother: AnswerAdjustment },
};

/** By which command what was recorded wrongly is put right, or why it is not. */
export const enrolmentFacts: Remedies<EnrolmentEvent> = {
  ApplicationSubmitted: ApplyForCohort,
  NominationMade: NominateLeader,
  ApplicationEndorsed: { byAnother: EndorseApplication },
  ApplicantFoundEligible: { byAnother: ScreenApplicant },
  ApplicantFoundIneligible: { byAnother: ScreenApplicant },
  ApplicantShortlisted: { byAnother: ShortlistApplicant },
  ApplicantNotSelected: { byAnother: NotSelectApplicant },
  PlaceOffered: OF_THE_COHORT,
  WaitlistJoined: OF_THE_COHORT,
  OfferAccepted: AcceptOffer,
  OfferDeclined: DeclineOffer,
  OfferLapsed: LAPSED,
  LeaderEnrolled: { byAnother: EnrolLeader },
  AttendanceRecorded: { byAnother: RecordAttendance },
  StudyHoursRecorded: { byAnother: RecordStudyHours },
  EnrolmentInterrupted: { byAnother: InterruptEnrolment },
  EnrolmentResumed: { byAnother: ResumeEnrolment },
  EnrolmentDeferred: ELSEWHERE,
  EnrolmentTransferred: ELSEWHERE,
  EnrolmentWithdrawn: WithdrawEnrolment,
  EnrolmentClosedWithCohort: CANCELLED,
  ProgrammeCompleted: { byAnother: CompleteProgramme },
  ProgrammeNotCompleted: { byAnother: RecordNonCompletion },
  AwardGranted: { byAnother: GrantAward },
};
