import { Command, type Decided, onRecord } from '@app/kernel';
import type { Equality } from './equality.js';
import type { EqualityAnswersWithdrawn, EqualityEvent } from './equality.events.js';
import { ownOnly } from './own-only.js';

/** Takes back whatever somebody said of themselves: figures published from then on count them as not known. */
export class WithdrawEqualityAnswers extends Command<{ readonly leaderId: string }> {}

export function withdrawAnswers({ input, meta }: WithdrawEqualityAnswers, state: Equality): Decided<EqualityEvent> {
  ownOnly(meta.actor, input.leaderId);
  return state.status === 'none'
    ? onRecord<EqualityAnswersWithdrawn>('EqualityAnswersWithdrawn')
    : [{ type: 'EqualityAnswersWithdrawn', data: { leaderId: input.leaderId } }];
}
