import { Database } from '@app/database';
import { type Actor, derivedId, type Instant } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { ReadAlike } from '../domain/personal-read.events.js';
import { personalReadId } from '../read-model/personal-read.projection.js';

/** Who read, and what for. */
export interface Reader {
  readonly actor: Actor;
  readonly roles: readonly string[];
  readonly purpose?: string;
}

/** What was read of one person. */
export interface ReadOfOne extends Omit<ReadAlike, 'leaderIds'> {
  readonly leaderId: string;
}

/** What becomes one command. */
export interface Batch {
  readonly id: string;
  readonly windowId: string;
  readonly reader: Reader;
  readonly reads: readonly ReadAlike[];
}

type Told = Omit<Batch, 'id' | 'reads'> & ReadOfOne & { readonly id: string };

const READERS = '0b1f9f0e-6c0d-4c53-9f0b-5d1a8c3e7a42';
/** People in the batches that are made at once: well within what one append takes. */
const MOST_AT_ONCE = 1_000;
const BATCHES = 100;
const HOUR = "interval '1 hour'";

/** The hour of a moment, by its beginning. */
export const hourOf = (moment: Instant): Instant => `${moment.slice(0, 13)}:00:00.000Z`;

/**
 * Reads that are written down and not yet in the log, by reader, hour and person. Whatever is read again within the hour moves the end of what is there.
 * Of each person there is told what was read first, by the next flush; what else was read of them, by the next one after; and until when, once the hour is over.
 */
@Injectable()
export class PendingReads {
  constructor(private readonly database: Database) {}

  /** @param reads of one hour, each person once @throws DatabaseUnavailable */
  async write(reader: Reader, hour: Instant, reads: readonly ReadOfOne[]): Promise<void> {
    const windowId = derivedId(READERS, `${JSON.stringify(reader)} ${hour}`);
    const rows = reads.map((read) => ({ ...read, id: personalReadId(windowId, read.leaderId) })).sort((one, other) => (one.id < other.id ? -1 : 1));
    await this.database.query(
      `with read_window as (insert into audit.read_window (id, hour, reader) values ($1, $2, $3) on conflict do nothing)
      insert into audit.read_of_one as r (id, window_id, leader_id, fields, since, until)
      select n.id, $1, n.leader_id, array(select jsonb_array_elements_text(n.fields)), n.since, n.until
      from unnest($4::uuid[], $5::uuid[], $6::jsonb[], $7::timestamptz[], $8::timestamptz[]) as n (id, leader_id, fields, since, until)
      on conflict (id) do update set since = least(r.since, excluded.since), until = greatest(r.until, excluded.until),
        fields = case when r.fields @> excluded.fields then r.fields else array(select distinct unnest(r.fields || excluded.fields) order by 1) end`,
      [
        windowId,
        hour,
        JSON.stringify(reader),
        rows.map(({ id }) => id),
        rows.map(({ leaderId }) => leaderId),
        rows.map(({ fields }) => JSON.stringify(fields)),
        rows.map(({ since }) => since),
        rows.map(({ until }) => until),
      ],
    );
  }

  /**
   * Hands on what the log is to tell next: one command for each reader and hour. What is in it is settled first and for good, so that what was handed on before
   * a crash is handed on again as the same command. Several processes may: the same command records once.
   * @throws what failed of it, once everything was tried
   */
  async handOn(now: Instant, record: (batch: Batch) => Promise<unknown>): Promise<void> {
    while (await this.database.transaction((client) => makeBatches(client, now)));
    let after = '00000000-0000-0000-0000-000000000000';
    const failures: unknown[] = [];
    for (;;) {
      const { rows } = await this.database.query<Batch>(
        `select id, window_id as "windowId", reader, reads from audit.batch where id > $1 order by id limit ${BATCHES}`,
        [after],
      );
      for (const batch of rows) {
        after = batch.id;
        try {
          await record(batch);
          await this.database.query('delete from audit.batch where id = $1', [batch.id]);
        } catch (error) {
          failures.push(error);
        }
      }
      if (rows.length < BATCHES) break;
    }
    if (failures.length > 0) throw failures[0];
  }

  /** Forgets what is told elsewhere, unless more was read since. @param shown the ids of rows and the last reads that they tell */
  async forget(now: Instant, shown: readonly { readonly id: string; readonly until: Instant }[]): Promise<void> {
    await this.database.query(
      `delete from audit.read_of_one r using unnest($1::uuid[], $2::timestamptz[]) as shown (id, until) where r.id = shown.id and r.until = shown.until`,
      [shown.map(({ id }) => id), shown.map(({ until }) => until)],
    );
    // Of an hour that nobody writes to any more.
    await this.database.query(
      `delete from audit.read_window r where hour < $1::timestamptz - 2 * ${HOUR} and not exists (select from audit.read_of_one where window_id = r.id)`,
      [now],
    );
  }
}

/** @returns whether there may be more to make batches of */
async function makeBatches(client: ClientBase, now: Instant): Promise<boolean> {
  const { rows } = await client.query<Told>(
    `select r.id, r.window_id as "windowId", read_window.reader, r.leader_id as "leaderId", r.fields, r.since, r.until
    from audit.read_of_one r join audit.read_window on read_window.id = r.window_id
    where cardinality(r.fields) > r.told_fields or (r.until > r.told_until and read_window.hour + ${HOUR} <= $1)
    order by r.id limit ${MOST_AT_ONCE} for update of r skip locked`,
    [now],
  );
  if (rows.length === 0) return false;
  const batches = [...grouped(rows, ({ windowId }) => windowId).values()];
  await client.query('insert into audit.batch (id, window_id, reader, reads) select * from unnest($1::uuid[], $2::uuid[], $3::jsonb[], $4::jsonb[])', [
    batches.map(() => randomUUID()),
    batches.map(([first]) => first?.windowId),
    batches.map(([first]) => JSON.stringify(first?.reader)),
    batches.map((reads) => JSON.stringify(alike(reads))),
  ]);
  await client.query('update audit.read_of_one set told_fields = cardinality(fields), told_until = until where id = any($1::uuid[])', [
    rows.map(({ id }) => id),
  ]);
  return rows.length === MOST_AT_ONCE;
}

/** Those of whom the same was read at the same time together. */
function alike(reads: readonly ReadOfOne[]): readonly ReadAlike[] {
  return [...grouped(reads, ({ fields, since, until }) => JSON.stringify([fields, since, until])).values()].flatMap((of) => {
    const [first] = of;
    return first ? [{ fields: first.fields, since: first.since, until: first.until, leaderIds: of.map(({ leaderId }) => leaderId) }] : [];
  });
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
