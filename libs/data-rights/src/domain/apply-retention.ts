import { Command, type Fold, unreachable } from '@app/kernel';
import { refuse } from './refusals.js';
import type { Expired, RecordType, RetentionApplied, RetentionEvent, RetentionRule } from './retention.events.js';

/** Has what is kept no longer destroyed. Of whom, is what the rules come to on the day. */
export class OrderRetention extends Command<{
  readonly runId: string;
  readonly record: RecordType;
  readonly rules: readonly RetentionRule[];
  readonly expired: readonly Expired[];
}> {}

/** Carries out what was ordered, but for those who are under a hold by now. */
export class ApplyRetention extends Command<{ readonly runId: string }> {}

/** What was destroyed of what was ordered. */
export interface Destroyed extends Pick<RetentionApplied['data'], 'keys' | 'keyEncryptionKeys' | 'unreadable'> {
  /** Those of whom nothing was: they are under a hold. */
  readonly held: readonly string[];
}

export interface Ordered {
  readonly runId: string;
  readonly record: RecordType;
  readonly rules: readonly RetentionRule[];
  readonly expired: readonly Expired[];
  readonly orderedAt: string;
}

export type Retention = { readonly status: 'none' } | ({ readonly status: 'ordered' | 'applied' } & Ordered);

export const retention: Fold<Retention, RetentionEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    switch (event.type) {
      case 'RetentionOrdered':
        return { status: 'ordered', ...event.data, orderedAt: event.recordedAt };
      case 'RetentionApplied':
        return state.status === 'none' ? state : { ...state, status: 'applied' };
      default:
        return unreachable(event);
    }
  },
};

/** @param held those of whom nothing may be destroyed */
export function orderRetention({ input }: OrderRetention, state: Retention, held: readonly string[]): readonly RetentionEvent[] {
  if (state.status !== 'none' || input.expired.length === 0) return [];
  if (input.expired.some(({ leaderId }) => held.includes(leaderId))) throw refuse('HELD', { people: held.length });
  const { runId, record, rules, expired } = input;
  return [{ type: 'RetentionOrdered', data: { runId, record, rules, expired } }];
}

export function applyRetention(_command: ApplyRetention, state: Retention, { held, ...found }: Destroyed): readonly RetentionEvent[] {
  if (state.status !== 'ordered') return [];
  const { runId, record, rules, expired } = state;
  return [
    {
      type: 'RetentionApplied',
      data: { runId, record, rules, leaderIds: expired.map(({ leaderId }) => leaderId).filter((id) => !held.includes(id)), ...found },
    },
  ];
}
