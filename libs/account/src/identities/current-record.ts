import type { Streams } from '@app/event-store';
import type { LinkedPerson } from '@app/identity';
import { knownLeader, leaderStream } from '@app/leader/events';

/** Records that are merged into one that is merged in turn: far more than there are. */
const MERGES = 10;

/**
 * Somebody by one of their records: one that was merged stands for the one that it was merged into. Undefined for nobody, and who was erased.
 * @param load reads streams: as they are now for who decides, as they were last known for who answers
 */
export async function currentRecord(load: Streams['load'], id: string, merges = MERGES): Promise<LinkedPerson | undefined> {
  const person = await load(leaderStream(id), knownLeader);
  if (person.status === 'none' || person.status === 'erased') return undefined;
  return person.status === 'merged' && merges > 0 ? currentRecord(load, person.survivorId, merges - 1) : { id, language: person.language };
}
