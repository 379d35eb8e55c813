import type { CommandRule, Rules } from '../rules.js';
import { scoped } from '../rules.js';

const enrolmentId = { enrolmentId: 'Enrolment' };

/** Steps of the person's own. */
const byLeader: CommandRule = { targets: enrolmentId, may: { leader: { enrolmentId: 'self' }, administrator: 'national' }, deputies: true };
/** Steps that the programme takes. */
const byProgramme: CommandRule = { targets: enrolmentId, may: { 'programme-lead': { enrolmentId: 'programme' }, administrator: 'national' } };
/** Steps of selection. */
const bySelection: CommandRule = {
  targets: enrolmentId,
  may: { 'programme-lead': { enrolmentId: 'programme' }, 'panel-member': { enrolmentId: 'panel' }, administrator: 'national' },
};

export const enrolmentRules: Rules = {
  resources: {
    Enrolment: {
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
        progress: ['attendanceMinutes', 'reflectionMinutes', 'cpdHours', 'completedOn', 'award'],
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
    },
    Attendance: {
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
    },
  },
  commands: {
    ApplyForCohort: {
      targets: { leaderId: 'Leader', assignmentId: 'Assignment' },
      may: { leader: { leaderId: 'self', assignmentId: 'self' }, administrator: 'national' },
      deputies: true,
    },
    NominateLeader: {
      targets: { leaderId: 'Leader', assignmentId: 'Assignment' },
      may: {
        'line-manager': { leaderId: 'reports', assignmentId: 'reports' },
        'talent-partner': ['national', { leaderId: 'employer', assignmentId: 'organisation' }],
        administrator: 'national',
      },
    },
    EndorseApplication: {
      targets: enrolmentId,
      may: {
        'line-manager': { enrolmentId: 'reports' },
        'talent-partner': ['national', { enrolmentId: 'organisation' }],
        administrator: 'national',
      },
    },
    ScreenApplicant: bySelection,
    ShortlistApplicant: bySelection,
    NotSelectApplicant: bySelection,
    OfferPlace: byProgramme,
    AcceptOffer: byLeader,
    DeclineOffer: byLeader,
    EnrolLeader: byProgramme,
    RecordAttendance: byProgramme,
    RecordStudyHours: byProgramme,
    InterruptEnrolment: byProgramme,
    ResumeEnrolment: byProgramme,
    DeferEnrolment: byProgramme,
    TransferEnrolment: byProgramme,
    WithdrawEnrolment: {
      targets: enrolmentId,
      may: { leader: { enrolmentId: 'self' }, 'programme-lead': { enrolmentId: 'programme' }, administrator: 'national' },
      deputies: true,
    },
    CompleteProgramme: byProgramme,
    RecordNonCompletion: byProgramme,
    GrantAward: byProgramme,
  },
  sends: { recordAttendanceRegister: 'RecordAttendance' },
  // The steps that a timeline shows follow from the groups `selection` and `history`; a funnel counts what its reader may see.
  parts: ['CohortStep', 'EnrolmentStep', 'Funnel'],
};
