import { setTimeout as sleep } from 'node:timers/promises';
import { ADVISORY_LOCKS, type Database, DatabaseUnavailable } from '@app/database';

const STAND_BY_MS = 1_000;

/** What to do while another process leads: look again until it no longer does, or let it. */
export type Otherwise = 'stand-by' | 'leave-it';

/**
 * Works as the only one in the cluster who runs process managers. The lock lives as long as its connection: whoever loses one has lost the
 * other, and is told by the signal.
 * @returns false where another leads and was left to it, or the signal came first
 * @throws DatabaseUnavailable, also when the connection was lost on the way; whatever the work throws
 */
export async function whileLeading(
  database: Database,
  signal: AbortSignal,
  otherwise: Otherwise,
  work: (leading: AbortSignal) => Promise<void>,
): Promise<boolean> {
  const connection = await database.connect('process-managers');
  const lost = new AbortController();
  connection.once('end', () => lost.abort());
  try {
    for (;;) {
      const { rows } = await connection.query<{ leads: boolean }>('select pg_try_advisory_lock($1) as leads', [ADVISORY_LOCKS.processManagers]);
      if (rows[0]?.leads) break;
      if (otherwise === 'leave-it') return false;
      await sleep(STAND_BY_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return false;
    }
    await work(AbortSignal.any([signal, lost.signal]));
    if (lost.signal.aborted) throw new DatabaseUnavailable(new Error('the connection was lost'));
    return true;
  } finally {
    await connection.end().catch(() => undefined);
  }
}
