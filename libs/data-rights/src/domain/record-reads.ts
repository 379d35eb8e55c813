import { Command, type Fold } from '@app/kernel';
import type { ReadAlike, PersonalReadEvent } from './personal-read.events.js';

/** The most people in one event, so that none outgrows what a store takes. */
export const MOST_PEOPLE = 200;

/** Records what one reader read of others, as it was written down before. */
export class RecordReads extends Command<{
  readonly roles: readonly string[];
  readonly purpose?: string | undefined;
  readonly windowId: string;
  readonly reads: readonly ReadAlike[];
}> {}

export type Reads = { readonly status: 'none' } | { readonly status: 'recorded' };

export const reads: Fold<Reads, PersonalReadEvent> = { initialState: { status: 'none' }, evolve: () => ({ status: 'recorded' }) };

export function recordReads({ input, meta: { actor } }: RecordReads, state: Reads): readonly PersonalReadEvent[] {
  if (state.status === 'recorded') return [];
  const { roles, purpose, windowId, reads: all } = input;
  const { id: readerId, onBehalfOf } = actor;
  const reader = { readerId, ...(onBehalfOf !== undefined && { onBehalfOf }), roles, ...(purpose !== undefined && { purpose }), windowId };
  return partsOf(all).map((part) => ({ type: 'PersonalDataRead', data: { ...reader, reads: part } }));
}

/** The same in parts of so many people at most. */
function partsOf(all: readonly ReadAlike[]): readonly (readonly ReadAlike[])[] {
  const parts: ReadAlike[][] = [];
  let room = 0;
  for (const { leaderIds, ...alike } of all) {
    for (let from = 0; from < leaderIds.length;) {
      if (room === 0) {
        parts.push([]);
        room = MOST_PEOPLE;
      }
      const some = leaderIds.slice(from, from + room);
      parts.at(-1)?.push({ ...alike, leaderIds: some });
      from += some.length;
      room -= some.length;
    }
  }
  return parts;
}
