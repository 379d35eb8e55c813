import { commit, type Database } from '@app/database';
import type { Logged, Position } from '@app/kernel';
import type { ClientBase } from 'pg';
import pg from 'pg';
import { createHash } from 'node:crypto';
import type { AnyRow } from '../definition/projection.js';
import type { Entry } from '../fold/facts.js';
import { entriesOf } from '../fold/facts.js';
import { KeyFold } from '../fold/key-fold.js';
import { Fenced, lastResult } from '../live/live-writer.js';
import { standBatch } from '../live/standings.js';
import { correctionTable, createCorrections, createOpened, JOURNAL_COLUMNS, namesOf } from '../storage/ddl.js';
import { entryTexts, transposed } from '../storage/encoding.js';
import type { EventDecoder } from '../storage/log-rows.js';
import { insertion, journalOf, readJournal } from '../storage/statements.js';
import type { OpenedShape, Opening } from './opened-table.js';
import { openRows } from './opened-table.js';

/** Where a set of opened tables stands. It is kept beside them and lost with them. */
export interface OpenedCheckpoint {
  readonly position: Position;
  /** Of these very tables: recreated ones are others. */
  readonly generation: string;
}

/** How these tables are made: 3, with what the log amounted to where they stand. */
const LAYOUT = 3;
const UNDEFINED_TABLE = '42P01';

/** The version of a set of opened tables: another is recreated. */
export function openedVersion(shapes: readonly OpenedShape[]): string {
  const described = shapes.map(({ stored }) => [stored.name, stored.projection.version, [...stored.projection.types].sort(), stored.columns, stored.indices]);
  return createHash('sha256')
    .update(JSON.stringify([LAYOUT, described]))
    .digest('hex');
}

/** Empty tables and a checkpoint at the beginning, in a schema of their own. */
export async function createOpenedSchema(client: ClientBase, schema: string, shapes: readonly OpenedShape[]): Promise<OpenedCheckpoint> {
  const own = pg.escapeIdentifier(schema);
  await client.query(
    [
      `create schema ${own}`,
      `create unlogged table ${own}.checkpoint (
        only_row boolean primary key default true check (only_row), position bigint not null, hash bytea not null default '', version text not null, generation uuid not null default gen_random_uuid())`,
      createCorrections(schema, 'unlogged'),
      ...shapes.flatMap(({ stored }) => createOpened(schema, stored)),
      `insert into ${own}.checkpoint (position, version) values (0, ${pg.escapeLiteral(openedVersion(shapes))})`,
    ].join(';'),
  );
  const checkpoint = await readOpened(client, schema);
  if (!checkpoint) throw new Fenced(schema);
  return checkpoint;
}

/**
 * Where the tables of a schema stand, and their version; undefined where they are missing, as for a moment whenever they are made anew, or a crash has
 * emptied them.
 * @param client in no transaction
 */
export async function readOpened(client: Pick<Database, 'query'>, schema: string): Promise<(OpenedCheckpoint & { readonly version: string }) | undefined> {
  const text = `select position, generation, version from ${pg.escapeIdentifier(schema)}.checkpoint`;
  try {
    return (await client.query<OpenedCheckpoint & { version: string }>(text)).rows[0];
  } catch (error) {
    if ((error as { code?: unknown }).code === UNDEFINED_TABLE) return undefined;
    throw error;
  }
}

/** Whether tables of this layout were made from the log at hand: one that was set back is another, however far it has come again. */
export async function isOfThisLog(client: ClientBase, schema: string): Promise<boolean> {
  const text = `select hash = es.hash_at(position) as same from ${pg.escapeIdentifier(schema)}.checkpoint`;
  return (await client.query<{ same: boolean | null }>(text)).rows[0]?.same === true;
}

/** Folds batches of the log into opened tables. Each key is folded whole from its journal: there are few personal facts to a person. */
export class OpenedWriter {
  constructor(
    readonly schema: string,
    readonly shapes: readonly OpenedShape[],
    readonly decoder: EventDecoder,
    readonly open: Opening,
  ) {}

  /**
   * Applies what the log's next events mean to these tables.
   * @param events those among them that mean something
   * @param position the last of them all
   * @throws KeysUnreachable, CannotApply, Fenced: nothing is written
   */
  async apply(client: ClientBase, events: readonly Logged[], from: OpenedCheckpoint, position: Position): Promise<OpenedCheckpoint> {
    const standings = await standBatch(client, this.schema, events, this.decoder);
    const changes = [];
    for (const shape of this.shapes) {
      const entries = events.flatMap((event) => entriesOf(shape.sealed, event, standings.of(event)));
      if (entries.length > 0) changes.push({ shape, entries, rows: await this.#rowsAfter(client, shape, entries) });
    }
    const move = `update ${pg.escapeIdentifier(this.schema)}.checkpoint
      set position = ${position}, hash = es.hash_at(${position}) where position = ${from.position} and generation = ${pg.escapeLiteral(from.generation)} returning position`;
    // What means nothing here, as most does, costs one statement.
    if (changes.length === 0 && standings.corrections.length === 0) {
      if ((await client.query(move)).rowCount !== 1) throw new Fenced(this.schema);
      return { ...from, position };
    }
    try {
      const { rowCount } = lastResult(await client.query(`begin; set local synchronous_commit = off; ${move}`));
      if (rowCount !== 1) throw new Fenced(this.schema);
      for (const { position: at, place } of standings.corrections) {
        await client.query(`insert into ${correctionTable(this.schema)} (position, place) values ($1, $2)`, [at, place]);
      }
      for (const { shape, entries, rows } of changes) await this.#write(client, shape, entries, rows);
      await commit(client);
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
    return { ...from, position };
  }

  async #rowsAfter(client: ClientBase, { sealed, stored }: OpenedShape, entries: readonly Entry[]): Promise<readonly AnyRow[]> {
    const keys = [...new Set(entries.map(({ key }) => key))];
    const folds = new Map(keys.map((key) => [key, new KeyFold(sealed, key, () => undefined)]));
    const earlier = await readJournal(client, { text: journalOf(this.schema, sealed), values: [keys] }, this.decoder);
    for (const entry of [...earlier, ...entries]) folds.get(entry.key)?.apply(entry);
    return openRows(
      stored,
      [...folds.values()].flatMap(({ current }) => current.map(({ row }) => row)),
      this.open,
    );
  }

  async #write(client: ClientBase, { stored }: OpenedShape, entries: readonly Entry[], rows: readonly AnyRow[]): Promise<void> {
    const names = namesOf(this.schema, stored);
    const columns = stored.columns.map(({ name, sqlType }) => ({ name: pg.escapeIdentifier(name), sqlType }));
    const texts = rows.map((row) => stored.columns.map(({ property, toText }) => (row[property] === null ? null : toText(row[property]))));
    await client.query(`delete from ${names.current} where id = any($1::${stored.id.sqlType}[])`, [[...new Set(entries.map(({ key }) => key))]]);
    await client.query(insertion(names.current, columns, 1), transposed(texts, columns.length));
    await client.query(insertion(names.journal, JOURNAL_COLUMNS, 1), transposed(entries.map(entryTexts), JOURNAL_COLUMNS.length));
  }
}
