import type { Remedies, Remedy } from '@app/event-store';
import { adds, type CommandRule, permit, resource, type Rules, scoped } from '@app/identity';
import type { AssignmentEvent } from './domain/assignment.events.js';
import { ChangeAssignment } from './domain/change-assignment.js';
import { ChangeEmail } from './domain/change-email.js';
import { ChangeName } from './domain/change-name.js';
import { EndAssignment } from './domain/end-assignment.js';
import { EndReportingLine } from './domain/end-reporting-line.js';
import type { LeaderEvent } from './domain/leader.events.js';
import { LeaveEmployer, ReturnToEmployer } from './domain/leave-employer.js';
import { ConfirmLeaderMerge, MergeLeaders, UndoLeaderMerge } from './domain/merge-leaders.js';
import { AgreeParticipation, WithdrawParticipation } from './domain/participation.js';
import { RegisterLeader } from './domain/register-leader.js';
import { SetLanguagePreference } from './domain/set-language-preference.js';
import { SetReportingLine } from './domain/set-reporting-line.js';
import { StartAssignment } from './domain/start-assignment.js';
import { AssignmentTimelineResolver } from './graphql/assignment-timeline.resolver.js';
import { LeaderMergeResolver, LeaderMergesResolver } from './graphql/leader-merges.resolver.js';
import { AssignmentResolver, LeaderResolver } from './graphql/leader.resolver.js';
import { LeadersResolver } from './graphql/leaders.resolver.js';
import { LeaderRecordResolver } from './graphql/record.resolver.js';
import { AssignmentLineResolver, ReportingLineResolver } from './graphql/reporting-line.resolver.js';
import { LeaderTimelineResolver } from './graphql/timeline.resolver.js';
import { LeaderMergeRow } from './read-model/leader-merge.row.js';
import { AssignmentRow, LeaderRow } from './read-model/leader.row.js';
import { ReportingLineRow } from './read-model/reporting-line.row.js';

/** A person: what they are called; their legal name; where to write to them. */
const person = ['facts', 'legalName', 'contact'];

/** Beside it whom they left, and what was recorded of them by whom and why. */
const record = [...person, 'departures', 'history'];

/** What somebody says of themselves, or has somebody say for them. */
const byPerson: CommandRule<'leaderId'> = {
  targets: { leaderId: 'Leader' },
  may: { leader: { leaderId: 'self' }, 'talent-partner': ['national', { leaderId: ['employer', 'newcomer'] }], administrator: 'national' },
};
/** Which records are of one person is decided by who employs somebody by one of them, and sees the other. */
const bySeeingBoth: CommandRule<'leaderId' | 'mergedId'> = {
  targets: { leaderId: 'Leader', mergedId: 'Leader' },
  may: {
    'talent-partner': ['national', { leaderId: 'employer', mergedId: ['employer', 'newcomer'] }, { leaderId: ['employer', 'newcomer'], mergedId: 'employer' }],
    administrator: 'national',
  },
};

/** Who employs somebody in a post. */
const byEmployer: CommandRule<'assignmentId'> = {
  targets: { assignmentId: 'Assignment' },
  may: { 'talent-partner': ['national', { assignmentId: 'organisation' }], administrator: 'national' },
};

export const leaderRules: Rules = {
  resources: [
    resource('Leader', [LeaderRow, LeaderResolver, LeaderRecordResolver, LeaderTimelineResolver], {
      groups: {
        facts: ['id', 'name', 'registeredOn', 'preferredLanguage', 'participation', 'participationSince', 'assignments', 'mergedInto', 'mergedFrom'],
        legalName: ['legalName'],
        contact: ['email'],
        departures: ['departures'],
        history: ['timeline'],
        // A former name may tell what nobody else has a right to know: it is the person's own, and the administrator's who keeps the record.
        formerNames: ['formerNames'],
        // By which accounts they sign in.
        identities: [],
        // By which roles and relationships all this is seen, and by whom.
        sight: [],
        // That nothing of theirs is destroyed for now, and why: it may be an investigation.
        holds: [],
      },
      read: {
        leader: { self: [...record, 'formerNames', 'identities', 'sight'] },
        'line-manager': { reports: person },
        // Letters and certificates need both.
        'programme-lead': { programme: person },
        // Selection goes by what is put to the panel: nobody is written to, nor looked up by another name.
        'panel-member': { panel: ['facts'] },
        'talent-partner': { employer: person, national: record },
        auditor: { employer: ['facts', 'legalName'], national: ['facts', 'legalName', 'departures', 'history', 'sight', 'holds'] },
        administrator: { national: [...record, 'formerNames', 'identities', 'holds'] },
      },
      deputies: person,
    }),
    // Of the two whom it is about neither sees why: it may tell of the other, who may be somebody else.
    resource('LeaderMerge', [LeaderMergeRow, LeaderMergeResolver], {
      groups: {
        facts: [
          'id',
          'leader',
          'merged',
          'state',
          'proposedBy',
          'proposedById',
          'proposedAt',
          'confirmedBy',
          'confirmedById',
          'confirmedAt',
          'endedBy',
          'endedById',
          'endedAt',
        ],
        reasons: ['proposalReason', 'confirmationReason', 'endReason'],
      },
      read: {
        leader: { self: ['facts'] },
        'talent-partner': { employer: ['facts', 'reasons'], national: ['facts', 'reasons'] },
        auditor: { national: ['facts'] },
        administrator: { national: ['facts', 'reasons'] },
      },
    }),
    // Each employer sees its own posts, and so does who manages one of them.
    resource('Assignment', [AssignmentRow, AssignmentResolver, AssignmentLineResolver, AssignmentTimelineResolver], {
      groups: {
        facts: ['id', 'leader', 'organisation', 'post', 'wtePercent', 'basis', 'startsOn', 'endsOn', 'ended', 'reportingLine'],
        // What is corrected is looked up there, by who may correct it.
        history: ['timeline'],
      },
      read: {
        leader: { self: ['facts', 'history'] },
        'line-manager': { reports: ['facts'] },
        'programme-lead': { programme: ['facts'] },
        'talent-partner': scoped(['facts', 'history']),
        auditor: scoped(['facts', 'history']),
        administrator: { national: ['facts', 'history'] },
      },
      deputies: ['facts'],
    }),
    resource('ReportingLine', [ReportingLineRow, ReportingLineResolver], {
      groups: {
        facts: ['managedBy', 'managerId', 'manager'],
        // Whoever is managed knows by whom. Others see the manager as far as they may: whom a line names is for its recorder to say.
        name: ['managerName'],
      },
      read: {
        leader: { self: ['facts', 'name'] },
        'line-manager': { reports: ['facts'] },
        'talent-partner': scoped(['facts']),
        auditor: scoped(['facts']),
        administrator: { national: ['facts'] },
      },
      deputies: ['facts'],
    }),
  ],
  adds: [adds('Moment', [LeadersResolver, LeaderMergesResolver], { facts: ['leaders', 'leaderMerges'] })],
  commands: [
    permit(RegisterLeader, { targets: {}, may: { 'talent-partner': 'public', administrator: 'national' } }),
    permit(ChangeName, byPerson),
    permit(ChangeEmail, byPerson),
    permit(SetLanguagePreference, byPerson),
    permit(AgreeParticipation, byPerson),
    permit(WithdrawParticipation, byPerson),
    permit(LeaveEmployer, {
      targets: { leaderId: 'Leader', organisationId: 'Organisation' },
      may: { 'talent-partner': ['national', { organisationId: 'organisation', leaderId: 'employer' }], administrator: 'national' },
    }),
    permit(ReturnToEmployer, {
      targets: { organisationId: 'Organisation' },
      may: { 'talent-partner': ['national', { organisationId: 'organisation' }], administrator: 'national' },
    }),
    // That whoever confirms it is somebody else, and that none of them has either record, is the decisions' own rule.
    permit(MergeLeaders, bySeeingBoth),
    permit(ConfirmLeaderMerge, bySeeingBoth),
    permit(UndoLeaderMerge, bySeeingBoth),
    // Whom another employer has on record is not taken over by whoever knows their id, nor by whoever employed them before: who comes back is
    // on record as having come back, and has left wherever else they were.
    permit(StartAssignment, {
      targets: { organisationId: 'Organisation', leaderId: 'Leader' },
      may: { 'talent-partner': ['national', { organisationId: 'organisation', leaderId: ['employer', 'newcomer', 'returner'] }], administrator: 'national' },
    }),
    permit(ChangeAssignment, byEmployer),
    permit(EndAssignment, byEmployer),
    permit(SetReportingLine, byEmployer),
    permit(EndReportingLine, byEmployer),
  ],
  parts: ['FormerName', 'Departure', 'HoldStep', 'LeaderStep', 'AssignmentStep'],
};

const SAID_ANEW: Remedy = {
  en: 'What was so before stays known as what was so before. Record what is right by the same mutation, from the day on from which it is.',
  cy: 'Mae’r hyn a oedd o’r blaen yn aros yn hysbys fel yr hyn a oedd o’r blaen. Cofnodwch yr hyn sy’n gywir drwy’r un mwtaniad, o’r diwrnod y mae felly.',
};
const MERGE: Remedy = {
  en: 'Two people decide about merges. Undo it by undoLeaderMerge.',
  cy: 'Mae dau berson yn penderfynu ar gyfuniadau. Dadwnewch ef drwy undoLeaderMerge.',
};
const REGISTERED: Remedy = {
  en: 'What a person’s record holds of them is destroyed by its erasure alone. Say anew what is wrong by changeName, changeEmail or setLanguagePreference; or have the record erased, or merged into another of the same person.',
  cy: 'Dim ond drwy ddileu cofnod person y dinistrir yr hyn sydd ynddo amdano. Dywedwch o’r newydd yr hyn sy’n anghywir drwy changeName, changeEmail neu setLanguagePreference; neu gofynnwch i’r cofnod gael ei ddileu, neu ei gyfuno ag un arall o’r un person.',
};
const ERASED: Remedy = { en: 'An erasure is for good.', cy: 'Mae dileu am byth.' };

/** By which command what was recorded wrongly is put right, or why it is not. */
export const assignmentFacts: Remedies<AssignmentEvent> = {
  AssignmentStarted: StartAssignment,
  AssignmentChanged: ChangeAssignment,
  AssignmentEnded: EndAssignment,
  ReportingLineSet: SetReportingLine,
  ReportingLineEnded: EndReportingLine,
};

/** By which command what was recorded wrongly is put right, or why it is not. */
export const leaderFacts: Remedies<LeaderEvent> = {
  LeaderRegistered: REGISTERED,
  NameChanged: SAID_ANEW,
  EmailChanged: SAID_ANEW,
  LanguagePreferenceRecorded: SAID_ANEW,
  ParticipationAgreed: AgreeParticipation,
  ParticipationWithdrawn: WithdrawParticipation,
  LeaderLeft: LeaveEmployer,
  LeaderReturned: ReturnToEmployer,
  LeaderMergeProposed: MERGE,
  LeaderMergeWithdrawn: MERGE,
  LeadersMerged: MERGE,
  LeaderMergeUndone: MERGE,
  LeaderRecordClosed: MERGE,
  LeaderRecordReopened: MERGE,
  LeaderErased: ERASED,
};
