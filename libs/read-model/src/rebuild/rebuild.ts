import type { Database } from '@app/database';
import { commit, DatabaseUnavailable, toDatabaseError } from '@app/database';
import type { PostgresLog, Reader } from '@app/event-store';
import type { Position } from '@app/kernel';
import type { Client } from 'pg';
import type { ReadModelDefinition } from '../definition/read-model-definition.js';
import type { Checkpoint } from '../live/live-writer.js';
import { advance, Fenced, lastResult, LiveWriter, PROJECTION_HEAD, WRITER_SETTINGS } from '../live/live-writer.js';
import { finish } from '../storage/ddl.js';
import type { EventDecoder } from '../storage/log-rows.js';
import { passingOver } from '../storage/log-rows.js';
import { CannotBuild, isFinal, isOfTheData } from '../worker/failure.js';
import type { Reading } from './copied-event.js';
import { readingLittle } from './copied-event.js';
import { Finishing } from './finishing.js';
import { foldTable } from './folding.js';
import { createSchema, dropUnfinished, emptySchema, REBUILD_LOCK } from './schemas.js';
import { StagedFacts } from './staged-facts.js';
import { stageFacts } from './staging.js';

/** Whoever reads and fills. */
const SETTINGS = "set synchronous_commit = off; set jit = off; set TimeZone = 'UTC'";
const CATCH_UP_BATCH = 2_000;

/** How far a rebuild has come: events read, then facts folded, then events caught up with. */
export interface RebuildProgress {
  readonly phase: 'reading' | 'folding' | 'catching-up';
  readonly done: number;
  readonly total: number;
}

export interface RebuildOptions {
  readonly onProgress?: ((progress: RebuildProgress) => void) | undefined;
  /** Stops at this position and leaves the active read model as it is: to compare with. */
  readonly upTo?: Position;
}

/** Another process is rebuilding the read model. */
export class RebuildUnderWay extends Error {
  constructor() {
    super('the read model is being rebuilt by another process');
    this.name = 'RebuildUnderWay';
  }
}

interface Parts {
  readonly database: Database;
  readonly log: PostgresLog;
  readonly definition: ReadModelDefinition;
  readonly decoder: EventDecoder;
  readonly reader: Pick<Reader, 'passedOver'>;
}

type Building = Omit<Parts, 'reader'>;

/**
 * Builds the whole read model from the log in a schema of its own, catches up, and makes it the active one in one transaction; queries
 * go on meanwhile. An interrupted rebuild leaves nothing that matters: the next one starts again.
 * @returns where the new read model stands
 * @throws CannotApply naming the event that stopped it; CannotBuild; RebuildUnderWay; DatabaseUnavailable
 */
export async function rebuild({ reader, ...others }: Parts, options: RebuildOptions = {}): Promise<Checkpoint> {
  const client = await others.database.connect('rebuild');
  try {
    const parts = { ...others, decoder: passingOver(others.decoder, await reader.passedOver()) };
    const lock = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [REBUILD_LOCK]);
    if (!lock.rows[0]?.mine) throw new RebuildUnderWay();
    await dropUnfinished(client);
    await client.query(WRITER_SETTINGS);
    const built = await fill(client, await createSchema(client, parts.definition.version), parts, options);
    return options.upTo === undefined ? await activate(client, parts, built, options) : built;
  } catch (error) {
    throw toDatabaseError(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function fill(client: Client, schema: string, parts: Building, { onProgress, upTo }: RebuildOptions): Promise<Checkpoint> {
  const head = upTo ?? (await parts.log.head());
  const tell = paced(onProgress);
  await readingLittle((reading) => fillTables(client, schema, parts, head, reading, tell));
  await client.query(
    `update projection.read_model r set position = $2, hash = es.hash_at($2), recorded_at = (select e.recorded_at from es.events e where e.position = $2) where r.schema = $1`,
    [schema, head],
  );
  return { schema, position: head, epoch: 0n };
}

async function fillTables(
  client: Client,
  schema: string,
  { database, definition, decoder }: Building,
  head: Position,
  reading: Reading,
  tell: (progress: RebuildProgress) => void,
): Promise<void> {
  await emptySchema(client, schema);
  const events = Number(head);
  const facts = new StagedFacts(definition.tables, events);
  const connection = await database.connect('rebuild reader');
  const finishing = await Finishing.start(database).catch(async (error: unknown) => {
    await connection.end();
    throw error;
  });
  try {
    await connection.query(SETTINGS);
    await stageFacts({ client, reader: connection, schema, definition, decoder, facts }, head, reading, (position) =>
      tell({ phase: 'reading', done: Number(position), total: events }),
    );
    // The longest first: its indices, the most work, are built while the others are folded.
    const tables = [...definition.tables].sort((left, right) => facts.countOf(right) - facts.countOf(left));
    const total = tables.reduce((sum, table) => sum + facts.countOf(table), 0);
    let done = 0;
    for (const table of tables) {
      const means = (error: unknown): unknown => (isOfTheRows(toDatabaseError(error)) ? new CannotBuild(table.name, error) : error);
      const { journal, ...rows } = finish(schema, table);
      finishing.add(journal, facts.countOf(table), means);
      try {
        await foldTable(connection, schema, table, facts, decoder, (entries) => tell({ phase: 'folding', done: (done += entries), total }));
      } catch (error) {
        throw means(error);
      }
      for (const statements of Object.values(rows)) finishing.add(statements, facts.countOf(table), means);
      finishing.check();
    }
    await finishing.done();
  } finally {
    await finishing.close();
    await Promise.allSettled([connection.end(), facts.close()]);
  }
}

/** Whether the database refuses rows that folded well. */
function isOfTheRows(error: unknown): boolean {
  return !isFinal(error) && !(error instanceof DatabaseUnavailable) && isOfTheData(error);
}

/** Tells of progress ten times a second at most, and of the end of each phase. */
function paced(onProgress: RebuildOptions['onProgress']): (progress: RebuildProgress) => void {
  let told = 0;
  return (progress) => {
    const now = performance.now();
    if (!onProgress || (now - told < 100 && progress.done < progress.total)) return;
    told = now;
    onProgress(progress);
  };
}

async function activate(client: Client, { log, definition, decoder }: Building, built: Checkpoint, { onProgress }: RebuildOptions): Promise<Checkpoint> {
  const writer = new LiveWriter(definition, built.schema, decoder);
  let at = built;
  /** @returns false at the end of the log */
  const catchUp = async (): Promise<boolean> => {
    const events = [];
    for await (const stored of log.read({ after: at.position, limit: CATCH_UP_BATCH })) events.push(decoder.decode(stored));
    const last = events.at(-1);
    if (!last) return false;
    if (lastResult(await client.query(advance(at, last, 'building'))).rowCount !== 1) throw new Fenced(at.schema);
    await writer.write(client, events);
    at = { ...at, position: last.position };
    onProgress?.({ phase: 'catching-up', done: Number(at.position), total: Number(await log.head()) });
    return true;
  };
  for (;;) {
    // The lock on the active row holds its projector back while the last few events are caught up with.
    await client.query('begin');
    try {
      const near = (await log.head()) - at.position <= BigInt(CATCH_UP_BATCH);
      if (!near) await catchUp();
      else {
        const { rows } = await client.query<{ position: bigint }>("select position from projection.read_model where status = 'active' for update");
        // The active one may be ahead of the log, where the log was restored from a backup: then there is nothing to catch up with.
        while (at.position < (rows[0]?.position ?? 0n) && (await catchUp()));
        await client.query("update projection.read_model set status = 'retired', since = clock_timestamp() where status = 'active'");
        await client.query("update projection.read_model set status = 'active', since = clock_timestamp() where schema = $1", [at.schema]);
        await client.query('select pg_notify($1, $2)', [PROJECTION_HEAD, at.position.toString()]);
      }
      await commit(client);
      if (near) return at;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
  }
}
