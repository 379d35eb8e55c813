import type { ClientBase } from 'pg';
import pg from 'pg';
import type { Logged, Position } from '@app/kernel';
import type { ReadModelDefinition } from '../definition/read-model-definition.js';
import type { Table } from '../definition/table.js';
import type { Entry } from '../fold/facts.js';
import { entriesOf } from '../fold/facts.js';
import { correctionTable } from '../storage/ddl.js';
import type { EventDecoder } from '../storage/log-rows.js';
import { standBatch } from './standings.js';
import { foldBatch } from './table-batch.js';
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
   * @param client a connection of the caller's own, with `WRITER_SETTINGS`, in no transaction
   * @returns the checkpoint after them
   * @throws CannotApply naming the event that cannot be folded
   * @throws Fenced when the checkpoint is not where the caller believes
   */
  async apply(client: ClientBase, events: readonly Logged[], checkpoint: Checkpoint): Promise<Checkpoint> {
    const last = events.at(-1);
    if (!last) return checkpoint;
    try {
      const { rowCount } = lastResult(await client.query(`begin; ${advance(checkpoint, last, 'active')}`));
      if (rowCount !== 1) throw new Fenced(this.schema);
      await this.write(client, events);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
    return { ...checkpoint, position: last.position };
  }

  /** Writes a batch's rows within a transaction of the caller's, which also moves the checkpoint. */
  async write(client: ClientBase, events: readonly Logged[]): Promise<void> {
    const first = events[0]?.position ?? 0n;
    const standings = await standBatch(client, this.schema, events, this.decoder);
    if (standings.corrections.length > 0) {
      await client.query(`insert into ${correctionTable(this.schema)} (position, place) select * from unnest($1::bigint[], $2::bigint[])`, [
        standings.corrections.map(({ position }) => position),
        standings.corrections.map(({ place }) => place),
      ]);
    }
    for (const statements of this.#statements) {
      const entries = entriesOfBatch(statements.table, events, standings.of);
      if (entries.length === 0) continue;
      await statements.write(client, await foldBatch(client, statements, entries, first, this.decoder));
    }
  }
}

function entriesOfBatch(table: Table, events: readonly Logged[], standingOf: Awaited<ReturnType<typeof standBatch>>['of']): Entry[] {
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
      update projection.read_model set position = ${to.position}, recorded_at = ${pg.escapeLiteral(to.recordedAt)}, failure = null
      where schema = ${pg.escapeLiteral(schema)} and position = ${position} and epoch = ${epoch} and status = '${status}' returning position
    ) select ${tell} from moved`;
}
