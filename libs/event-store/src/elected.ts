import type { Database } from '@app/database';
import { DatabaseUnavailable, toDatabaseError } from '@app/database';
import type { Logger } from '@nestjs/common';
import type { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { backOff } from './postgres/heads.js';

const STAND_BY_MS = 1_000;

export interface Election {
  readonly database: Database;
  /** What `pg_stat_activity` shows. */
  readonly name: string;
  /** The session-level advisory lock that elects. */
  readonly lock: number;
  readonly log: Logger;
  /** An error that no new attempt can mend. */
  readonly isFinal: (error: unknown) => boolean;
}

/** One who is elected. */
export interface Elected {
  /** The connection that holds the lock: whoever loses one loses the other. What is sent on it need not wait for what was sent before. */
  readonly client: Client;
  /** Aborted when the work is to end, or the connection is lost. */
  readonly signal: AbortSignal;
  /** Told of each step taken, so that a later failure is taken for a new one. */
  readonly succeeded: () => void;
}

/**
 * Works until aborted, as the only one in the cluster who does: others stand by and take over. Whatever fails is started again, a little
 * later each time; what is final is thrown.
 */
export async function workWhenElected(election: Election, signal: AbortSignal, work: (elected: Elected) => Promise<void>): Promise<void> {
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      await attempt(election, signal, work, () => (failures = 0));
    } catch (thrown) {
      const error = toDatabaseError(thrown);
      if (election.isFinal(error)) throw error;
      election.log.warn(`starting again: ${error instanceof Error ? error.message : String(error)}`);
      await backOff(failures, signal);
    }
  }
}

async function attempt(
  { database, name, lock, log }: Election,
  signal: AbortSignal,
  work: (elected: Elected) => Promise<void>,
  succeeded: () => void,
): Promise<void> {
  const client = await database.connect(name, { pipeline: true });
  const lost = new AbortController();
  client.once('end', () => lost.abort());
  try {
    for (let standingBy = false; ; standingBy = true) {
      const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [lock]);
      if (rows[0]?.mine) {
        if (standingBy) log.log('took over');
        break;
      }
      if (!standingBy) log.log('another process is at work: standing by');
      await sleep(STAND_BY_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
    }
    await work({ client, signal: AbortSignal.any([signal, lost.signal]), succeeded });
    if (lost.signal.aborted) throw new DatabaseUnavailable(new Error('the connection was lost'));
  } finally {
    await client.end().catch(() => undefined);
  }
}
