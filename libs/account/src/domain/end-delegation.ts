import { Command, type Decided, onRecord } from '@app/kernel';
import type { DelegationEnded, DelegationEvent } from './delegation.events.js';
import type { Delegation } from './delegation.js';
import type { Ending } from './identity.events.js';
import { refuse } from './refusals.js';

/** Takes a delegation back, or gives it back: it counts no more from the next request on. */
export class EndDelegation extends Command<{
  readonly delegationId: string;
  /** `REQUESTED` where absent. */
  readonly cause?: Ending | undefined;
}> {}

export function endDelegation({ input }: EndDelegation, state: Delegation): Decided<DelegationEvent> {
  if (state.status === 'none') throw refuse('DELEGATION_NOT_FOUND');
  if (state.status === 'ended') return onRecord<DelegationEnded>('DelegationEnded');
  const { delegationId, principalId, deputyId } = state;
  return [{ type: 'DelegationEnded', data: { delegationId, principalId, deputyId, cause: input.cause ?? 'REQUESTED' } }];
}
