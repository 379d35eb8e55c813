import { derivedId, type Logged } from '@app/kernel';
import type { LeaderMergeProposed, LeadersMerged, LeaderMergeUndone, LeaderMergeWithdrawn } from '@app/leader/events';
import { projection } from '@app/read-model';
import type { PersonalDataRead, ReadAlike, PersonalReadEvent } from '../domain/personal-read.events.js';
import { PersonalReadRow, type RecordsSaid } from './personal-read.row.js';

type Merge = LeaderMergeProposed | LeadersMerged | LeaderMergeWithdrawn | LeaderMergeUndone;

/** The row’s id: of one person and one reader’s hour. */
export const personalReadId = (windowId: string, leaderId: string): string => derivedId(windowId, leaderId);

interface OfOne {
  readonly leaderId: string;
  readonly reads: readonly ReadAlike[];
}

const told = new WeakMap<PersonalDataRead['data'], ReadonlyMap<string, OfOne>>();

/** What an event tells of each person, by the row’s id. Made once for each event: it is asked for by each of its people. */
function toldBy({ id, data }: Logged<PersonalDataRead>): ReadonlyMap<string, OfOne> {
  const known = told.get(data);
  if (known) return known;
  const byRow = new Map<string, OfOne>();
  for (const read of data.reads) {
    for (const leaderId of read.leaderIds) {
      const row = personalReadId(data.windowId ?? id, leaderId);
      byRow.set(row, { leaderId, reads: [...(byRow.get(row)?.reads ?? []), read] });
    }
  }
  told.set(data, byRow);
  return byRow;
}

/** All that was told of one person, in whatever order and however often: every field, from the first read to the last. */
export const together = <Read extends Omit<ReadAlike, 'leaderIds'>>(all: readonly Read[]): Omit<ReadAlike, 'leaderIds'> => ({
  fields: [...new Set(all.flatMap(({ fields }) => fields))].sort(),
  since: all.map(({ since }) => since).reduce((earliest, since) => (since < earliest ? since : earliest)),
  until: all.map(({ until }) => until).reduce((latest, until) => (until > latest ? until : latest)),
});

/** Whoever takes two records for one person's, or no longer does, is told to both. */
const said =
  (recordsSaid: RecordsSaid) =>
  (_row: unknown, { id, data, meta: { actor }, recordedAt }: Logged<Merge>, key: string): PersonalReadRow => ({
    id: key,
    leaderId: key === personalReadId(id, data.leaderId) ? data.leaderId : data.mergedId,
    readerId: actor.id,
    onBehalfOf: actor.onBehalfOf ?? null,
    roles: [actor.role],
    purpose: null,
    since: recordedAt,
    until: recordedAt,
    fields: [],
    recordsSaid,
  });

export const personalReadProjection = projection<PersonalReadEvent | Merge, PersonalReadRow>(PersonalReadRow, {
  version: 4,
  key: (event) =>
    event.type === 'PersonalDataRead'
      ? [...toldBy(event).keys()]
      : [event.data.leaderId, event.data.mergedId].map((leaderId) => personalReadId(event.id, leaderId)),
  on: {
    PersonalDataRead: (row, event, key) => {
      const { readerId, roles, purpose, windowId, onBehalfOf } = event.data;
      const ofOne = toldBy(event).get(key);
      if (!ofOne) return row;
      return {
        id: key,
        leaderId: ofOne.leaderId,
        readerId,
        // Version 1 has it in the envelope alone, which a rebuild reads only where it must.
        onBehalfOf: (windowId === undefined ? event.meta.actor.onBehalfOf : onBehalfOf) ?? null,
        roles,
        purpose: purpose ?? null,
        ...together([...(row ? [row] : []), ...ofOne.reads]),
        recordsSaid: null,
      };
    },
    LeaderMergeProposed: said('PROPOSED'),
    LeadersMerged: said('MERGED'),
    LeaderMergeWithdrawn: said('WITHDRAWN'),
    LeaderMergeUndone: said('UNDONE'),
  },
});
