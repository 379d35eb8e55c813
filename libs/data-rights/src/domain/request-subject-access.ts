import { addDays, type CalendarDate, Command, type Decided, onRecord } from '@app/kernel';
import { refuse } from './refusals.js';
import type { KnownLeader } from './request-erasure.js';
import type { SubjectAccessEvent, SubjectAccessRequested } from './subject-access.events.js';
import type { SubjectAccess } from './subject-access.js';

/** Days to answer in: the shortest month there is, so that no calendar makes it late. */
export const DAYS_TO_ANSWER = 28;

/** Asks for everything that is held about somebody: they themselves, or an administrator who has their letter. */
export class RequestSubjectAccess extends Command<{
  readonly requestId: string;
  readonly leaderId: string;
  /** When a letter arrived; today where absent. */
  readonly receivedOn?: CalendarDate | undefined;
}> {}

export function requestSubjectAccess({ input, meta }: RequestSubjectAccess, state: SubjectAccess, leader: KnownLeader): Decided<SubjectAccessEvent> {
  const { requestId, leaderId, receivedOn = meta.today } = input;
  if (state.status !== 'none') return onRecord<SubjectAccessRequested>('SubjectAccessRequested', { leaderId, receivedOn: input.receivedOn });
  if (leader.status === 'none') throw refuse('LEADER_NOT_FOUND');
  if (leader.status === 'erased') throw refuse('LEADER_ERASED');
  const isOwn = meta.actor.id === leaderId;
  if (receivedOn > meta.today) throw refuse('RECEIVED_IN_FUTURE', { today: meta.today });
  if (isOwn && receivedOn !== meta.today) throw refuse('RECEIVED_TODAY', { today: meta.today });
  return [
    {
      type: 'SubjectAccessRequested',
      data: {
        requestId,
        leaderId,
        requesterId: meta.actor.id,
        requestedBy: isOwn ? 'LEADER' : 'ADMINISTRATOR',
        receivedOn,
        dueOn: addDays(receivedOn, DAYS_TO_ANSWER),
      },
    },
  ];
}
