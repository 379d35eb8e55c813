import { Command, type Fold, type Instant } from '@app/kernel';
import type { ReadingEvent, ReadOfOne } from './reading.events.js';

/** The most people in one event, so that none outgrows what a store takes. */
export const MOST_PEOPLE = 200;

/** Records what one reader read of others, as it was written down before. */
export class RecordReads extends Command<{
  readonly roles: readonly string[];
  readonly purpose?: string | undefined;
  readonly since: Instant;
  readonly until: Instant;
  readonly reads: readonly ReadOfOne[];
}> {}

export type Reads = { readonly status: 'none' } | { readonly status: 'recorded' };

export const reads: Fold<Reads, ReadingEvent> = { initialState: { status: 'none' }, evolve: () => ({ status: 'recorded' }) };

export function recordReads({ input, meta }: RecordReads, state: Reads): readonly ReadingEvent[] {
  if (state.status === 'recorded') return [];
  const { roles, purpose, since, until, reads: all } = input;
  const parts = Array.from({ length: Math.ceil(all.length / MOST_PEOPLE) }, (_, part) => all.slice(part * MOST_PEOPLE, (part + 1) * MOST_PEOPLE));
  return parts.map((part) => ({
    type: 'PersonalDataRead',
    data: { readerId: meta.actor.id, roles, ...(purpose !== undefined && { purpose }), since, until, reads: part },
  }));
}
