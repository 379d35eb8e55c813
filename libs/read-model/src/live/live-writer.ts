import { commit } from '@app/database';
import type { Client } from 'pg';
import pg from 'pg';
import type { Logged, Position } from '@app/kernel';
import type { ReadModelDefinition } from '../definition/read-model-definition.js';
import type { Table } from '../definition/table.js';
import type { Entry } from '../fold/facts.js';
import { entriesOf } from '../fold/facts.js';
import { correctionTable } from '../storage/ddl.js';
import type { EventDecoder } from '../storage/log-rows.js';
import type { Standings } from './standings.js';
import { standBatch } from './standings.js';
import { foldBatch } from './table-batch.js';
import type { TableChanges } from './table-statements.js';
import { TableStatements } from './table-statements.js';

/** Another projector has taken over, or the schema is no longer the active one: nothing was written. */
export class Fenced extends Error {
  constructor(schema: string) {
    super(`another projector, or another read model, has taken over from ${schema}`);
    this.name = 'Fenced';
  }
}

/** Where a writer believes its schema to stand. */
export interface Checkpoint {
  readonly schema: string;
  readonly position: Position;
  readonly epoch: bigint;
}

/** The channel on which the position of the active read model is told. */
export const PROJECTION_HEAD = 'projection_head';

/**
 * Settings of a connection that projects: the log is the truth, so a lost commit is only done again; and every statement looks up by
 * key, however small the tables were when it was planned.
 */
export const WRITER_SETTINGS = 'set synchronous_commit = off; set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off; set jit = off';

/** Writes batches of the log into one schema's tables, each batch with its checkpoint in one transaction. */
export class LiveWriter {
  readonly #statements: readonly TableStatements[];

  constructor(
    readonly definition: ReadModelDefinition,
    readonly schema: string,
    readonly decoder: EventDecoder,
  ) {
    this.#statements = definition.tables.map((table, number) => new TableStatements(schema, table, number));
  }

  /**
   * Applies the log's next events, one to thousands, all or none. What is written does not depend on how the log was cut into batches.
   * @param client a connection of the caller's own, with `WRITER_SETTINGS` and `pipeline`, in no transaction
   * @returns the checkpoint after them
   * @throws CannotApply naming the event that cannot be folded
   * @throws Fenced when the checkpoint is not where the caller believes
   */
  async apply(client: Client, events: readonly Logged[], checkpoint: Checkpoint): Promise<Checkpoint> {
    const last = events.at(-1);
    if (!last) return checkpoint;
    try {
      // What is read while the checkpoint moves counts only if it did.
      const [moved, folded] = await Promise.allSettled([client.query(`begin; ${advance(checkpoint, last, 'active')}`), this.#fold(client, events)]);
      if (moved.status === 'rejected') throw moved.reason;
      if (lastResult(moved.value).rowCount !== 1) throw new Fenced(this.schema);
      if (folded.status === 'rejected') throw folded.reason;
      await this.#store(client, folded.value);
      await commit(client);
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
    return { ...checkpoint, position: last.position };
  }

  /** Writes a batch's rows within a transaction of the caller's, which also moves the checkpoint. */
  async write(client: Client, events: readonly Logged[]): Promise<void> {
    await this.#store(client, await this.#fold(client, events));
  }

  async #fold(client: Client, events: readonly Logged[]): Promise<Folded> {
    const first = events[0]?.position ?? 0n;
    const { of, corrections } = await standBatch(client, this.schema, events, this.decoder);
    const concerned = this.#statements.flatMap((statements) => {
      const entries = entriesOfBatch(statements.table, events, of);
      return entries.length > 0 ? [{ statements, entries }] : [];
    });
    const tables = await together(client, concerned, async ({ statements, entries }) => ({
      statements,
      changes: await foldBatch(client, statements, entries, first, this.decoder),
    }));
    return { corrections, tables };
  }

  async #store(client: Client, { corrections, tables }: Folded): Promise<void> {
    if (corrections.length > 0) {
      await client.query(`insert into ${correctionTable(this.schema)} (position, place) select * from unnest($1::bigint[], $2::bigint[])`, [
        corrections.map(({ position }) => position),
        corrections.map(({ place }) => place),
      ]);
    }
    await together(client, tables, ({ statements, changes }) => statements.write(client, changes));
  }
}

/** What a batch comes to, before any of it is written. */
interface Folded {
  readonly corrections: Standings['corrections'];
  readonly tables: readonly { readonly statements: TableStatements; readonly changes: TableChanges }[];
}

/**
 * Works through items whose statements need not wait for one another: side by side on a connection that pipelines, so that it takes as many trips to the
 * server as the longest of them. When it fails, nothing is under way any more.
 * @throws what failed first: whatever was sent after it fails because of it
 */
async function together<Item, Result>(client: Client, items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  if (client.pipeline) {
    const working = items.map(work);
    return Promise.all(working).finally(() => Promise.allSettled(working));
  }
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

function entriesOfBatch(table: Table, events: readonly Logged[], standingOf: Standings['of']): Entry[] {
  const entries: Entry[] = [];
  for (const event of events) for (const entry of entriesOf(table, event, standingOf(event))) entries.push(entry);
  return entries;
}

/** node-postgres answers several statements with several results, which its types do not say. */
export function lastResult(results: pg.QueryResult | pg.QueryResult[]): pg.QueryResult {
  const last = Array.isArray(results) ? results.at(-1) : results;
  if (!last) throw new Error('a statement without a result');
  return last;
}

/** Compare-and-swap of the checkpoint; the active one's move is told to who waits for it when the transaction commits. */
export function advance(
  { schema, position, epoch }: Checkpoint,
  to: { readonly position: Position; readonly recordedAt: string },
  status: 'active' | 'building',
): string {
  const tell = status === 'active' ? `pg_notify('${PROJECTION_HEAD}', position::text)` : 'position';
  return `with moved as (
      update projection.read_model set position = ${to.position}, hash = es.hash_at(${to.position}), recorded_at = ${pg.escapeLiteral(to.recordedAt)}
      where schema = ${pg.escapeLiteral(schema)} and position = ${position} and epoch = ${epoch} and status = '${status}' returning position
    ) select ${tell} from moved`;
}
