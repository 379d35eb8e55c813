import type { Actor } from '@app/kernel';
import type { Delegated, Role } from '../principal.js';

/**
 * How somebody stands to a thing: it is about them; about one who reports to them; of a programme that they lead; of a cohort whose
 * selection panel they sit on; about one whom an organisation of theirs employs; of an organisation of theirs, or one accountable to it;
 * about one who is newly registered and whom nobody employs yet; about one who came back to an organisation of theirs and whom nobody
 * employs now; anywhere, for who has a role for the whole installation; or open to whoever has any role at all.
 */
export type Reach = 'self' | 'reports' | 'programme' | 'panel' | 'employer' | 'organisation' | 'newcomer' | 'returner' | 'national' | 'public';

/** Reaches that need no look at the thing itself. */
export const UNBOUNDED: readonly Reach[] = ['national', 'public'];

/** What a reach is told by, as the features say that know who stands so: ids of people, of their assignments, of programmes. */
export type IdKind = string;
export type Ids = Readonly<Partial<Record<IdKind, readonly string[]>>>;

/** A role, with one way in which it reaches. */
export interface Grant {
  readonly role: Role;
  readonly reach: Reach;
  readonly ids: Ids;
  /** Whether it is somebody else's, and they delegated it. */
  readonly delegated?: boolean;
}

/** Who asks, with everything that the matrix goes by: as it is now, whatever moment is asked about. */
export interface Viewer {
  readonly actor: Actor;
  /** None where nothing that is claimed or recorded gives a role. */
  readonly grants: readonly Grant[];
  /** By what they have these rights, where those are somebody else's. */
  readonly delegation?: Delegated;
}

/** The roles that somebody has, in the order in which they are tried. */
export function rolesOf({ grants }: Viewer): readonly Role[] {
  return [...new Set(grants.map(({ role }) => role))];
}
