import { Command } from '@app/kernel';
import type { Equality } from './equality.js';
import type { EqualityEvent } from './equality.events.js';
import { ownOnly } from './own-only.js';

/** Takes back whatever somebody said of themselves: figures published from then on count them as not known. */
export class WithdrawEqualityAnswers extends Command<{ readonly leaderId: string }> {}

export function withdrawAnswers({ input, meta }: WithdrawEqualityAnswers, state: Equality): readonly EqualityEvent[] {
  ownOnly(meta.actor, input.leaderId);
  return state.status === 'none' ? [] : [{ type: 'EqualityAnswersWithdrawn', data: { leaderId: input.leaderId } }];
}
