import type { Actor } from '@app/kernel';
import type { Delegated, Role } from '../principal.js';

/**
 * How somebody stands to a thing: it is about them; about one who reports to them; of a programme that they lead; of a cohort whose
 * selection panel they sit on; about one whom an organisation of theirs employs; of an organisation of theirs, or one accountable to it;
 * about one who is newly registered and whom nobody employs yet; about one who came back to an organisation of theirs and whom nobody
 * employs now; anywhere, for who has a role for the whole installation; or open to whoever has any role at all.
 */
export const REACHES = ['self', 'reports', 'programme', 'panel', 'employer', 'organisation', 'newcomer', 'returner', 'national', 'public'] as const;
export type Reach = (typeof REACHES)[number];

/** Reaches that need no look at the thing itself. */
export const UNBOUNDED: readonly Reach[] = ['national', 'public'];

const claimed = ['employer', 'organisation', 'newcomer', 'returner', 'national', 'public'] as const;

/** How far each role can reach: the matrix has a cell for each of these, and for no other. */
export const REACHES_OF: Readonly<Record<Role, readonly Reach[]>> = {
  leader: ['self', 'public'],
  'line-manager': ['reports', 'public'],
  'programme-lead': ['programme', 'public'],
  'panel-member': ['panel', 'public'],
  'talent-partner': claimed,
  auditor: claimed,
  'board-member': claimed,
  administrator: claimed,
};

/** What a reach is told by: ids of people, of their assignments, of programmes, cohorts or organisations. */
export const ID_KINDS = ['person', 'leaders', 'assignments', 'programmes', 'cohorts', 'organisations'] as const;
export type IdKind = (typeof ID_KINDS)[number];
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
