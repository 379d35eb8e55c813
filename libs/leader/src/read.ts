import { byId, seenAs } from '@app/graphql-kit';
import type { Moment } from '@app/read-model';
import { AssignmentRow, LeaderRow } from './read-model/leader.row.js';

export { AssignmentRow, LeaderRow } from './read-model/leader.row.js';

/** The same snapshot, as of now: what a table of names is read at, whatever moment is asked about. */
export const atPresent = ({ snapshot }: Moment): Moment => snapshot.moment({ asOf: snapshot.today });

/** Leaders by their UUIDs, as they are now: a name is of now in every answer, also in answers about the past. */
export const leaders = byId('Leader', LeaderRow, atPresent);
export const seenLeader = seenAs('Leader');

/** Assignments by their UUIDs. */
export const assignments = byId('Assignment', AssignmentRow);
