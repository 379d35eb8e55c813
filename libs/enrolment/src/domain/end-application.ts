import { Command, type Instant, latest } from '@app/kernel';
import type { EnrolmentEvent, WithdrawalCause } from './enrolment.events.js';
import { type Enrolment, RECORDED_AT } from './enrolment.js';
import { isAt } from './stage.js';

/** What somebody has applied for ends with something else: they withdrew participation, or left the post that sponsors it. */
export class EndApplication extends Command<{
  readonly enrolmentId: string;
  readonly cause: Exclude<WithdrawalCause, 'MERGED'>;
  /** When what ends it was recorded: word of it may arrive late, when they have applied again since, which stays. */
  readonly endedAt: Instant;
}> {}

/** It follows what was decided elsewhere, so it is never refused: what has ended by itself is left as it is. */
export function endApplication({ input, meta }: EndApplication, state: Enrolment): readonly EnrolmentEvent[] {
  if (!isAt(state, RECORDED_AT.EnrolmentWithdrawn)) return [];
  const { begunAt } = state.been;
  if (begunAt !== undefined && begunAt > input.endedAt) return [];
  return [{ type: 'EnrolmentWithdrawn', data: { ...state.ref, cause: input.cause }, effectiveOn: latest(meta.effectiveOn, state.since) }];
}
