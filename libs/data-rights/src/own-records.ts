import type { Viewer } from '@app/identity';

/** The records that are somebody's own. */
export function recordsOf({ grants }: Viewer): readonly string[] {
  return grants.flatMap(({ role, reach, ids, delegated }) => (role === 'leader' && reach === 'self' && !delegated ? (ids['person'] ?? []) : []));
}
