import { commandsIn, repeatable, repeatedIn } from '@app/kernel/testing';
import { EMPLOYER, LEADER, left, merged, OTHER, proposed, recordAfter, registered, THIRD } from '../testing/people.js';
import type { AssignmentEvent } from './assignment.events.js';
import { assignment } from './assignment.js';
import { change, ChangeAssignment } from './change-assignment.js';
import { changeEmail, ChangeEmail } from './change-email.js';
import { changeName, ChangeName } from './change-name.js';
import { end, EndAssignment } from './end-assignment.js';
import { endLine, EndReportingLine } from './end-reporting-line.js';
import { leader } from './leader.js';
import { comeBack, leave, LeaveEmployer, ReturnToEmployer } from './leave-employer.js';
import { confirm, ConfirmLeaderMerge, MergeLeaders, propose, undoMerge, UndoLeaderMerge } from './merge-leaders.js';
import { agree, AgreeParticipation, withdrawParticipation, WithdrawParticipation } from './participation.js';
import { register, RegisterLeader } from './register-leader.js';
import { setLanguage, SetLanguagePreference } from './set-language-preference.js';
import { setLine, SetReportingLine } from './set-reporting-line.js';
import { start, StartAssignment } from './start-assignment.js';
import type { TermsInput } from './terms.js';

const employer = { status: 'open', since: '2026-01-01' } as const;
const post = { assignmentId: THIRD, leaderId: LEADER, organisationId: EMPLOYER };
const terms = { post: 'Nurse', wtePercent: 100, basis: 'SUBSTANTIVE', endsOn: '2026-12-31' } as TermsInput;
const otherTerms = { post: 'Matron', wtePercent: 50, basis: 'SECONDMENT', endsOn: '2027-12-31' } as TermsInput;
const started: AssignmentEvent = {
  type: 'AssignmentStarted',
  data: { ...post, wtePercent: 100, basis: 'SUBSTANTIVE', post: { toSeal: { subject: LEADER, purpose: 'assignment' }, value: 'Nurse' } },
};
const lineSet: AssignmentEvent = { type: 'ReportingLineSet', data: { ...post, managerId: OTHER } };
const other = recordAfter(registered(OTHER));
const nobody: ReadonlySet<string> = new Set();
const of = ['leaderId'] as ['leaderId'];
const ofPost = ['assignmentId'] as ['assignmentId'];
const reasoned = { input: { leaderId: LEADER, reason: 'One.' }, names: of, otherwise: { reason: 'Another.' } };
const merging = {
  input: { leaderId: LEADER, mergedId: OTHER, reason: 'One.' },
  names: ['leaderId', 'mergedId'] as ('leaderId' | 'mergedId')[],
  otherwise: { reason: 'Another.' },
};

const COMMANDS = [
  repeatable(RegisterLeader, leader, register, {
    before: [],
    input: { leaderId: LEADER, legalName: 'A', knownAs: 'B', sortName: 'C', email: 'a@b', language: 'cy' },
    names: of,
    otherwise: { legalName: 'D', knownAs: 'E', sortName: 'F', email: 'd@e', language: 'en' },
  }),
  repeatable(ChangeName, leader, changeName, {
    before: [registered()],
    input: { leaderId: LEADER, legalName: 'A', knownAs: 'B', sortName: 'C', reason: 'One.' },
    names: of,
    otherwise: { legalName: 'D', knownAs: 'E', sortName: 'F', reason: 'Another.' },
    adds: true,
  }),
  repeatable(ChangeEmail, leader, changeEmail, {
    before: [registered()],
    input: { leaderId: LEADER, email: 'a@b' },
    names: of,
    otherwise: { email: 'd@e' },
    adds: true,
  }),
  repeatable(SetLanguagePreference, leader, setLanguage, {
    before: [registered()],
    input: { leaderId: LEADER, language: 'en' },
    names: of,
    otherwise: { language: 'cy' },
  }),
  repeatable(AgreeParticipation, leader, agree, { before: [registered()], input: { leaderId: LEADER }, names: of, otherwise: {} }),
  repeatable(WithdrawParticipation, leader, withdrawParticipation, { ...reasoned, before: [registered()] }),
  repeatable(LeaveEmployer, leader, leave, {
    before: [registered()],
    input: { leaderId: LEADER, organisationId: EMPLOYER, lastDay: '2026-03-01', reason: 'One.' },
    names: ['leaderId', 'organisationId'],
    otherwise: { lastDay: '2026-03-02', reason: 'Another.' },
    known: [employer],
  }),
  repeatable(ReturnToEmployer, leader, comeBack, {
    before: [registered(), left()],
    input: { leaderId: LEADER, organisationId: EMPLOYER },
    names: ['leaderId', 'organisationId'],
    otherwise: {},
  }),
  repeatable(MergeLeaders, leader, propose, { ...merging, before: [registered()], known: [other, nobody] }),
  repeatable(ConfirmLeaderMerge, leader, confirm, {
    ...merging,
    before: [registered(), proposed()],
    known: [other, { self: nobody, records: nobody, mergers: [] }],
  }),
  repeatable(UndoLeaderMerge, leader, undoMerge, { ...merging, before: [registered(), merged()], known: [nobody] }),
  repeatable(StartAssignment, assignment, start, {
    before: [],
    input: { ...post, ...terms },
    names: ofPost,
    otherwise: { leaderId: OTHER, organisationId: OTHER, ...otherTerms },
    known: [{ leader: recordAfter(registered()), employer }],
  }),
  repeatable(ChangeAssignment, assignment, change, {
    before: [started],
    input: { assignmentId: THIRD, ...terms },
    names: ofPost,
    otherwise: otherTerms,
    adds: true,
  }),
  repeatable(EndAssignment, assignment, end, { before: [started], input: { assignmentId: THIRD }, names: ofPost, otherwise: {} }),
  repeatable(SetReportingLine, assignment, setLine, {
    before: [started],
    input: { assignmentId: THIRD, managerId: OTHER },
    names: ofPost,
    otherwise: { managerId: EMPLOYER },
    known: [other],
  }),
  repeatable(EndReportingLine, assignment, endLine, { before: [started, lineSet], input: { assignmentId: THIRD }, names: ofPost, otherwise: {} }),
];

/** Sent by process managers alone, which say nothing of their own: what they carry on is decided elsewhere. */
const CARRIED = ['CloseRecord', 'EraseLeader', 'ReopenRecord'];

describe('a leader’s command that is repeated', () => {
  it.each(COMMANDS)('$command drops nothing of what it says', ({ check }) => check());
  it('is each of them', () => expect([...repeatedIn(import.meta.dirname), ...CARRIED].sort()).toEqual(commandsIn(import.meta.dirname)));
});
