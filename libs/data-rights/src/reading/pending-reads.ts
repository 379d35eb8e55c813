import { Database } from '@app/database';
import type { Actor, Instant } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { ReadOfOne } from '../domain/reading.events.js';

/** Who read, and what for. */
export interface Reader {
  readonly actor: Actor;
  readonly roles: readonly string[];
  readonly purpose?: string;
}

/** What one reader read of others. */
export interface Pending {
  readonly reader: Reader;
  readonly since: Instant;
  readonly until: Instant;
  readonly reads: readonly ReadOfOne[];
}

/** People in one row: a batch of rows then stays well within what one append takes. */
const MOST_IN_ROW = 200;
const ROWS_IN_BATCH = 10;
const BATCHES = 100;

/** Reads that are written down and not yet in the log: `audit.pending`. */
@Injectable()
export class PendingReads {
  constructor(private readonly database: Database) {}

  /** @throws DatabaseUnavailable */
  async write(reader: Reader, notedAt: Instant, reads: readonly ReadOfOne[]): Promise<void> {
    const rows = Array.from({ length: Math.ceil(reads.length / MOST_IN_ROW) }, (_, row) => reads.slice(row * MOST_IN_ROW, (row + 1) * MOST_IN_ROW));
    await this.database.query('insert into audit.pending (id, noted_at, reader, reads) select i, $2, $3, r from unnest($1::uuid[], $4::jsonb[]) as n (i, r)', [
      rows.map(() => randomUUID()),
      notedAt,
      JSON.stringify(reader),
      rows.map((row) => JSON.stringify(row)),
    ]);
  }

  /**
   * Hands on what waits, each reader's together, and forgets it once that is done. Which rows belong together is settled first and for good, so that
   * what was handed on before a crash is handed on again as the same command. Several processes may: each batch is one's.
   * @returns whether there may be more
   */
  async handOn(record: (commandId: string, pending: Pending) => Promise<unknown>): Promise<boolean> {
    await this.database.query(
      `with numbered as (
        select id, reader, (row_number() over (partition by reader order by noted_at, id) - 1) / ${ROWS_IN_BATCH} as part
        from audit.pending where batch is null
      ), batches as (select reader, part, gen_random_uuid() as batch from numbered group by reader, part)
      update audit.pending p set batch = b.batch from numbered n join batches b using (reader, part) where p.id = n.id and p.batch is null`,
    );
    const { rows } = await this.database.query<{ batch: string }>(
      `select batch from audit.pending where batch is not null group by batch order by min(noted_at) limit ${BATCHES}`,
    );
    for (const { batch } of rows) await this.database.transaction((client) => handOnBatch(client, batch, record));
    return rows.length === BATCHES;
  }
}

async function handOnBatch(client: ClientBase, batch: string, record: (commandId: string, pending: Pending) => Promise<unknown>): Promise<void> {
  const { rows } = await client.query<{ notedAt: Instant; reader: string; reads: readonly ReadOfOne[] }>(
    'select noted_at as "notedAt", reader, reads from audit.pending where batch = $1 order by noted_at, id for update',
    [batch],
  );
  const [first, last] = [rows[0], rows.at(-1)];
  // Another process was quicker.
  if (!first || !last) return;
  await record(batch, {
    reader: JSON.parse(first.reader) as Reader,
    since: first.notedAt,
    until: last.notedAt,
    reads: merged(rows.flatMap(({ reads }) => reads)),
  });
  await client.query('delete from audit.pending where batch = $1', [batch]);
}

/** Each person once. */
export function merged(reads: readonly ReadOfOne[]): readonly ReadOfOne[] {
  const byPerson = new Map<string, Set<string>>();
  for (const { leaderId, fields } of reads) {
    const known = byPerson.get(leaderId) ?? new Set<string>();
    byPerson.set(leaderId, known);
    for (const field of fields) known.add(field);
  }
  return [...byPerson].map(([leaderId, fields]) => ({ leaderId, fields: [...fields].sort() }));
}
