import { ADVISORY_LOCKS, type Database } from '@app/database';
import { Logger } from '@nestjs/common';
import { type Elected, workWhenElected } from '../elected.js';
import type { EventStoreDb } from './connection.js';
import { PUMP_DEFAULTS, type PumpOptions } from './mirror-pump.js';
import { type Rebuilt, type RebuildOptions, rebuildMirror } from './mirror-rebuild.js';
import { type MirrorSource, mirrorSource } from './mirror-source.js';
import { type MirrorStatus, mirrorStatus } from './mirror-status.js';
import { isFinal, mirrorInto } from './mirror-work.js';

export type MirrorOptions = Partial<PumpOptions>;

/**
 * Copies what is recorded in an EventStoreDB into `es.events`, in the order of $all: positions, times and leaves are given there. Several
 * processes may: one works, the others stand by and take over.
 */
export class Mirror {
  readonly #log = new Logger(Mirror.name);
  readonly #options: PumpOptions;
  readonly #source: MirrorSource;

  /** @param store an EventStoreDB, or what stands for one */
  constructor(
    store: EventStoreDb | MirrorSource,
    private readonly database: Database,
    options: MirrorOptions = {},
  ) {
    this.#source = 'subscribe' in store ? store : mirrorSource(store);
    this.#options = { ...PUMP_DEFAULTS, ...options };
  }

  /**
   * Mirrors until aborted; mends lost connections, to either side, by itself.
   * @throws LogCorrupt for what this product did not write, or what is missing: everything before it is mirrored, nothing after it, and
   *   `status` says so; WrongStore
   */
  async run(signal: AbortSignal): Promise<void> {
    const election = { database: this.database, name: 'mirror', lock: ADVISORY_LOCKS.mirror, log: this.#log, isFinal };
    await workWhenElected(election, signal, (elected) => this.#work(elected));
  }

  /** @throws DatabaseUnavailable */
  status(): Promise<MirrorStatus> {
    return mirrorStatus(this.database);
  }

  /**
   * Makes the mirror anew from EventStoreDB, beside the one that is read meanwhile, and puts it in its place if it says the same of all that
   * was mirrored. Interrupted, it is called again and goes on.
   * @throws MirrorAtWork, LogCorrupt, WrongStore, StoreUnavailable, DatabaseUnavailable
   */
  rebuild(options: RebuildOptions = {}): Promise<Rebuilt> {
    return rebuildMirror({ source: this.#source, database: this.database, options: this.#options, log: this.#log }, options);
  }

  async #work({ client, signal, succeeded }: Elected): Promise<void> {
    // What a crash takes is mirrored again, and the same: the truth is elsewhere.
    await client.query('set synchronous_commit = off');
    try {
      await mirrorInto({
        client,
        schema: 'es',
        source: this.#source,
        database: this.database,
        options: this.#options,
        log: this.#log,
        signal,
        onWritten: succeeded,
        onAway: () => void client.query('select es.mirror_away()').catch(() => undefined),
      });
    } catch (error) {
      if (isFinal(error)) {
        this.#log.error(`stopped: ${error.message}`);
        await client.query('select es.mirror_stopped($1)', [error.message]);
      }
      throw error;
    }
  }
}
