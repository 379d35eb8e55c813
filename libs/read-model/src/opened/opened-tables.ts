import { ADVISORY_LOCKS } from '@app/database';
import type { Database } from '@app/database';
import { toDatabaseError } from '@app/database';
import type { Correlated, Elected, Log, LoggedEvent } from '@app/event-store';
import { Reader, workWhenElected } from '@app/event-store';
import type { Logged, Position } from '@app/kernel';
import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { EventDecoder } from '../storage/log-rows.js';
import { naming, passingOver } from '../storage/log-rows.js';
import { asFarAsPossible } from '../worker/apply.js';
import { isFinal } from '../worker/failure.js';
import { sayingWhatStops } from '../worker/stopped.js';
import type { OpenedShape, OpenedTable, Opening } from './opened-table.js';
import { shapesOf } from './opened-table.js';
import type { OpenedCheckpoint } from './opened-writer.js';
import { createOpenedSchema, isOfThisLog, openedVersion, OpenedWriter, readOpened } from './opened-writer.js';

/** Where opened tables are read; `Moment.from` gives their names. */
export const OPENED = 'opened';
/** Their name among the readers of the log. */
export const OPENED_READER = 'directory';
const BUILDING = 'opened_building';
const OPENED_LOCK = ADVISORY_LOCKS.openedTables;
const RECREATE_LOCK = ADVISORY_LOCKS.recreateOpened;
const BATCH = 1_000;

const PATIENCE_MS = 100;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Drops tables that are being read. Whoever reads one of them and asks for another waits for who holds that one and waits for the first: PostgreSQL ends
 * one of the two after a second. Before that this gives way, and begins again.
 */
async function withoutDeadlock(client: Client, statements: string): Promise<void> {
  for (;;) {
    try {
      await client.query(`begin; set local lock_timeout = ${PATIENCE_MS}; ${statements}; commit`);
      return;
    } catch (error) {
      await client.query('rollback');
      if ((error as { code?: unknown }).code !== LOCK_NOT_AVAILABLE) throw error;
      await sleep(PATIENCE_MS * Math.random());
    }
  }
}

/**
 * Keeps the tables of personal values in the open up with the log, apart from the read model: they alone stand still while keys cannot be
 * reached. All of them share a checkpoint, which is lost with them in a crash; then they are filled again from the log.
 */
export class OpenedTables {
  readonly #log = new Logger(OpenedTables.name);
  readonly #shapes: readonly OpenedShape[];
  readonly #decoder: EventDecoder;
  readonly reader: Reader;

  constructor(
    readonly database: Database,
    readonly log: Log,
    decoder: EventDecoder,
    readonly open: Opening,
    tables: readonly OpenedTable[],
    /** Events folded together. */
    readonly batchSize = BATCH,
  ) {
    this.#shapes = shapesOf(tables);
    this.#decoder = naming(decoder);
    this.reader = new Reader(database, OPENED_READER);
  }

  /**
   * Follows the log until aborted. Several may run: one works. Unreachable keys and lost connections are tried again.
   * @throws CannotApply when an event cannot be applied
   */
  async run(signal: AbortSignal): Promise<void> {
    try {
      await workWhenElected({ database: this.database, name: 'opened tables', lock: OPENED_LOCK, log: this.#log, isFinal }, signal, (elected) =>
        sayingWhatStops(this.reader, this.log, () => this.#work(elected)),
      );
    } catch (error) {
      this.#log.error(`stopped: ${error instanceof Error ? error.message : String(error)}`);
      throw error;
    }
  }

  /**
   * Makes the tables where they are missing, empty until `run` has filled them: so that they can be read from the first.
   * @throws DatabaseUnavailable
   */
  async ensure(): Promise<void> {
    const client = await this.database.connect('opened tables');
    try {
      await this.#checkpoint(client);
    } catch (error) {
      throw toDatabaseError(error);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /**
   * Fills new tables from the log beside the old ones, then drops those with all they held: for what an erasure left in them.
   * @throws KeysUnreachable, CannotApply, DatabaseUnavailable: the old tables stay
   */
  async recreate(): Promise<void> {
    const client = await this.database.connect('opened tables');
    try {
      await client.query('select pg_advisory_lock($1)', [RECREATE_LOCK]);
      await client.query(`drop schema if exists ${BUILDING} cascade`);
      let at = await createOpenedSchema(client, BUILDING, this.#shapes);
      const writer = await this.#writer(BUILDING);
      const head = await this.log.head();
      while (at.position < head) {
        const events: LoggedEvent[] = [];
        for await (const event of this.log.read({ after: at.position, limit: this.batchSize })) events.push(event);
        at = await this.#apply(writer, client, events, at);
      }
      await withoutDeadlock(client, `drop schema if exists ${OPENED} cascade; alter schema ${BUILDING} rename to ${OPENED}`);
    } catch (error) {
      throw toDatabaseError(error);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** How far the tables are; null where they are missing. */
  async position(): Promise<Position | null> {
    return (await readOpened(this.database, OPENED))?.position ?? null;
  }

  /** Whether the tables have yet to show some of these events, as far as they are made from them. @throws DatabaseUnavailable */
  async isBehind(events: readonly Correlated[]): Promise<boolean> {
    const last = events.findLast(({ type, amends }) => amends || this.#isOfType(type));
    return last !== undefined && ((await this.position()) ?? -1n) < last.position;
  }

  #isOfType(type: string): boolean {
    return this.#shapes.some(({ stored }) => stored.projection.types.has(type));
  }

  async #work({ client, signal, succeeded }: Elected): Promise<void> {
    let at = await this.#checkpoint(client);
    const writer = await this.#writer(OPENED);
    for await (const item of this.log.follow({ after: at.position, signal, batchSize: this.batchSize })) {
      if (item.kind === 'batch') {
        at = await this.#apply(writer, client, item.events, at);
        succeeded();
      }
      await this.reader.goesOn();
    }
  }

  async #writer(schema: string): Promise<OpenedWriter> {
    return new OpenedWriter(schema, this.#shapes, passingOver(this.#decoder, await this.reader.passedOver()), this.open);
  }

  #apply(writer: OpenedWriter, client: Client, events: readonly LoggedEvent[], from: OpenedCheckpoint): Promise<OpenedCheckpoint> {
    return asFarAsPossible(`the ${OPENED_READER}`, events, from, (some, at) => this.#applyTogether(writer, client, some, at));
  }

  #applyTogether(writer: OpenedWriter, client: Client, stored: readonly LoggedEvent[], at: OpenedCheckpoint): Promise<OpenedCheckpoint> {
    const events: Logged[] = [];
    for (const event of stored) {
      const { corrects, voids } = event.meta;
      if (corrects !== undefined || voids !== undefined || this.#isOfType(event.type)) events.push(writer.decoder.decode(event));
    }
    return writer.apply(client, events, at, stored.at(-1)?.position ?? at.position);
  }

  /** Where the tables stand: at the beginning, new, where they were lost, are of another version, or were made from another log. */
  async #checkpoint(client: Client): Promise<OpenedCheckpoint> {
    await client.query('select pg_advisory_lock($1)', [RECREATE_LOCK]);
    try {
      const known = await readOpened(client, OPENED);
      if (known?.version === openedVersion(this.#shapes) && (await isOfThisLog(client, OPENED))) return known;
      await withoutDeadlock(client, `drop schema if exists ${OPENED} cascade`);
      return await createOpenedSchema(client, OPENED, this.#shapes);
    } finally {
      await client.query('select pg_advisory_unlock($1)', [RECREATE_LOCK]).catch(() => undefined);
    }
  }
}
