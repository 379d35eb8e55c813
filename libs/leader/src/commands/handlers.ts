import { changing, type Handler, isCorrection, on, type Streams } from '@app/event-store';
import { inTurn, Persons, whoActs } from '@app/identity';
import type { Self } from '@app/kernel';
import { knownOrganisation, organisationStream } from '@app/organisation/events';
import { assignment } from '../domain/assignment.js';
import { change, ChangeAssignment } from '../domain/change-assignment.js';
import { changeEmail, ChangeEmail } from '../domain/change-email.js';
import { ChangeName, changeName } from '../domain/change-name.js';
import { close, CloseRecord, reopen, ReopenRecord } from '../domain/close-record.js';
import { end, EndAssignment } from '../domain/end-assignment.js';
import { endLine, EndReportingLine } from '../domain/end-reporting-line.js';
import { erase, EraseLeader } from '../domain/erase-leader.js';
import { type Leader, leader } from '../domain/leader.js';
import { comeBack, leave, LeaveEmployer, ReturnToEmployer } from '../domain/leave-employer.js';
import { type Concerned, confirm, ConfirmLeaderMerge, MergeLeaders, propose, UndoLeaderMerge, undoMerge } from '../domain/merge-leaders.js';
import { agree, AgreeParticipation, WithdrawParticipation, withdrawParticipation } from '../domain/participation.js';
import { register, RegisterLeader } from '../domain/register-leader.js';
import { setLanguage, SetLanguagePreference } from '../domain/set-language-preference.js';
import { setLine, SetReportingLine } from '../domain/set-reporting-line.js';
import { start, StartAssignment } from '../domain/start-assignment.js';
import { assignmentStream, leaderStream } from '../events.js';

const onLeader = on(({ leaderId }: { readonly leaderId: string }) => leaderStream(leaderId), leader);
const onAssignment = on(({ assignmentId }: { readonly assignmentId: string }) => assignmentStream(assignmentId), assignment);

const loadLeader = (streams: Streams, leaderId: string) => streams.load(leaderStream(leaderId), leader);
const loadEmployer = (streams: Streams, organisationId: string) => streams.load(organisationStream(organisationId), knownOrganisation);

export const leaderHandlers: readonly Handler[] = [
  onLeader(RegisterLeader, register),
  onLeader(ChangeName, changeName),
  onLeader(ChangeEmail, changeEmail),
  onLeader(SetLanguagePreference, setLanguage),
  onLeader(AgreeParticipation, agree),
  onLeader(WithdrawParticipation, withdrawParticipation),
  onLeader(LeaveEmployer, leave, ({ input }, streams) => loadEmployer(streams, input.organisationId)),
  onLeader(ReturnToEmployer, comeBack),
  onLeader(CloseRecord, close),
  onLeader(ReopenRecord, reopen),
  onLeader(EraseLeader, erase),
  changing(
    'assignmentId',
    onAssignment(StartAssignment, start, async ({ input: { leaderId, organisationId } }, streams) => {
      const [person, employer] = await Promise.all([loadLeader(streams, leaderId), loadEmployer(streams, organisationId)]);
      return { leader: person, employer };
    }),
    isCorrection,
  ),
  onAssignment(ChangeAssignment, change),
  onAssignment(EndAssignment, end),
  onAssignment(SetReportingLine, setLine, ({ input }, streams) => loadLeader(streams, input.managerId)),
  onAssignment(EndReportingLine, endLine),
  inTurn(
    onLeader(
      MergeLeaders,
      (command, state, { other, self }: { readonly other: Leader; readonly self: Self }) => propose(command, state, other, self),
      async (command, streams, given) => ({ other: await loadLeader(streams, command.input.mergedId), self: await whoActs(command, streams, given) }),
      { persons: Persons },
    ),
  ),
  inTurn(
    onLeader(
      ConfirmLeaderMerge,
      (command, state, { other, concerned }: { readonly other: Leader; readonly concerned: Concerned }) => confirm(command, state, other, concerned),
      async ({ input: { leaderId, mergedId }, meta }, streams, { persons }) => ({
        other: await loadLeader(streams, mergedId),
        concerned: {
          self: await persons.of(meta.actor),
          records: await persons.couldBe([leaderId, mergedId]),
          mergers: [...(await persons.mergersOf(leaderId)), ...(await persons.mergersOf(mergedId))],
        },
      }),
      { persons: Persons },
    ),
  ),
  inTurn(onLeader(UndoLeaderMerge, undoMerge, whoActs, { persons: Persons })),
];
