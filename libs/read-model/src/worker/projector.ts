import { ADVISORY_LOCKS } from '@app/database';
import type { Database } from '@app/database';
import type { Elected, PostgresLog } from '@app/event-store';
import { Reader, workWhenElected } from '@app/event-store';
import { Logger } from '@nestjs/common';
import type { Client } from 'pg';
import type { ReadModelDefinition } from '../definition/read-model-definition.js';
import type { Checkpoint } from '../live/live-writer.js';
import { Fenced, LiveWriter, WRITER_SETTINGS } from '../live/live-writer.js';
import type { RebuildOptions } from '../rebuild/rebuild.js';
import { rebuild } from '../rebuild/rebuild.js';
import { dropRetired } from '../rebuild/schemas.js';
import type { EventDecoder } from '../storage/log-rows.js';
import { naming, passingOver } from '../storage/log-rows.js';
import { OF_THIS_LOG } from '../storage/of-this-log.js';
import { applyStored } from './apply.js';
import { isFinal } from './failure.js';
import { sayingWhatStops } from './stopped.js';

const PROJECTOR_LOCK = ADVISORY_LOCKS.projector;
const BATCH = 1_000;
/** Its name among the readers of the log. */
export const READ_MODEL_READER = 'read-model';

const CLEAN_EVERY_MS = 60_000;

/** Keeps the read model up with the log. Several may run: one works, the others stand by and take over. */
export class Projector {
  readonly decoder: EventDecoder;
  readonly reader: Reader;
  readonly #log = new Logger(Projector.name);

  constructor(
    readonly database: Database,
    readonly log: PostgresLog,
    readonly definition: ReadModelDefinition,
    decoder: EventDecoder,
  ) {
    this.decoder = naming(decoder);
    this.reader = new Reader(database, READ_MODEL_READER);
  }

  /**
   * Projects until aborted. Builds the read model first where there is none of this version; mends lost connections by itself.
   * @throws CannotApply when an event cannot be applied: everything before it is, nothing after it, and `status` says so;
   *   CannotBuild when the read model cannot be built at all
   */
  async run(signal: AbortSignal): Promise<void> {
    try {
      await workWhenElected({ database: this.database, name: 'projector', lock: PROJECTOR_LOCK, log: this.#log, isFinal }, signal, (elected) =>
        sayingWhatStops(this.reader, this.log, () => this.#work(elected)),
      );
    } catch (error) {
      this.#log.error(`stopped: ${error instanceof Error ? error.message : String(error)}`);
      throw error;
    }
  }

  /**
   * Builds the read model anew beside the active one, and switches to it once it has caught up.
   * @throws CannotApply, CannotBuild, RebuildUnderWay, DatabaseUnavailable
   */
  rebuild(onProgress?: RebuildOptions['onProgress']): Promise<Checkpoint> {
    return rebuild(this, { onProgress });
  }

  async #work({ client, signal, succeeded }: Elected): Promise<void> {
    await client.query(WRITER_SETTINGS);
    let checkpoint = (await this.#takeOver(client)) ?? (await this.#build(client));
    const writer = new LiveWriter(this.definition, checkpoint.schema, passingOver(this.decoder, await this.reader.passedOver()));
    let cleaned = 0;
    for await (const item of this.log.follow({ after: checkpoint.position, signal, batchSize: BATCH })) {
      if (item.kind === 'batch') checkpoint = await applyStored(writer, client, item.events, checkpoint, succeeded);
      await this.reader.goesOn();
      if (Date.now() - cleaned > CLEAN_EVERY_MS) {
        cleaned = Date.now();
        await dropRetired(this.database);
      }
    }
  }

  /**
   * The active read model under a new epoch: whoever worked on it before can write no more. Only if it is of this version, and made from this very log: one that
   * was set back is another, however far it has come again.
   */
  async #takeOver(client: Client): Promise<Checkpoint | undefined> {
    const { rows } = await client.query<Checkpoint>(
      `update projection.read_model set epoch = epoch + 1, hash = es.hash_at(position)
       where status = 'active' and version = $1 and ${OF_THIS_LOG} returning schema, position, epoch`,
      [this.definition.version],
    );
    return rows[0];
  }

  async #build(client: Client): Promise<Checkpoint> {
    this.#log.log('building the read model');
    const { position } = await this.rebuild();
    this.#log.log(`the read model is built up to position ${position}`);
    const checkpoint = await this.#takeOver(client);
    if (!checkpoint) throw new Fenced('a read model of another version');
    return checkpoint;
  }
}
