import { ADVISORY_LOCKS, type Database, DatabaseUnavailable } from '@app/database';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { type Elected, workWhenElected } from '../elected.js';
import { LogCorrupt, WrongStore } from '../errors.js';
import { backOff } from '../postgres/heads.js';
import type { EventStoreDb } from './connection.js';
import { Pump, PUMP_DEFAULTS, type PumpOptions } from './mirror-pump.js';
import { type MirrorSource, mirrorSource } from './mirror-source.js';
import { standing, whereToGoOn } from './mirror-standing.js';
import { type MirrorStatus, mirrorStatus } from './mirror-status.js';
import { BatchRefused, MirrorMoved, MirrorWriter } from './mirror-writer.js';
import { adopt } from './store-of-record.js';

export type MirrorOptions = Partial<PumpOptions>;

/** Whether trying again would end the same. */
const isFinal = (error: unknown): error is Error => error instanceof LogCorrupt || error instanceof WrongStore;
const isOfTheDatabase = (error: unknown): boolean => error instanceof DatabaseUnavailable || error instanceof pg.DatabaseError;

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

  async #work({ client, signal, succeeded }: Elected): Promise<void> {
    // What a crash takes is mirrored again, and the same: the truth is elsewhere.
    await client.query('set synchronous_commit = off');
    let failures = 0;
    let oneByOne = 0;
    const events = {
      onWritten: () => {
        failures = 0;
        succeeded();
      },
      onAway: () => void client.query('select es.mirror_away()').catch(() => undefined),
    };
    while (!signal.aborted) {
      try {
        await adopt(this.database, this.#source);
        const { native, last } = await standing(client);
        const after = await whereToGoOn(this.#source, native, last);
        await new Pump(this.#source, new MirrorWriter(client, 'es', native), this.#options, events, oneByOne).run(after, signal);
      } catch (error) {
        if (isFinal(error)) await this.#stop(client, error);
        if (isFinal(error) || isOfTheDatabase(error)) throw error;
        oneByOne = error instanceof BatchRefused ? error.count : 0;
        if (oneByOne > 0 || error instanceof MirrorMoved) continue;
        this.#log.warn(`subscribing again: ${error instanceof Error ? error.message : String(error)}`);
        await client.query('select es.mirror_away()');
        await this.#source.renew();
        await backOff(failures++, signal);
      }
    }
  }

  async #stop(client: pg.Client, error: Error): Promise<void> {
    this.#log.error(`stopped: ${error.message}`);
    await client.query('select es.mirror_stopped($1)', [error.message]);
  }
}
