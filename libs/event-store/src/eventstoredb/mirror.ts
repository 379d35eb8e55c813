import { ADVISORY_LOCKS, type Database } from '@app/database';
import { Logger } from '@nestjs/common';
import { ForeignEvent, LogCorrupt, StreamCut } from '../errors.js';
import { type Elected, workWhenElected } from '../elected.js';
import { backOff } from '../postgres/heads.js';
import { MIRROR_READER, Reader, type StoppedAt } from '../readers/reader.js';
import type { EventStoreDb } from './connection.js';
import { PUMP_DEFAULTS, type PumpOptions } from './mirror-pump.js';
import { type Rebuilt, type RebuildOptions, rebuildMirror } from './mirror-rebuild.js';
import { type MirrorSource, mirrorSource } from './mirror-source.js';
import { type MirrorStatus, mirrorStatus } from './mirror-status.js';
import { lastOf } from './mirror-standing.js';
import { isFinal, mirrorInto } from './mirror-work.js';
import { mustBeWhole } from './stream-metadata.js';
import { type StoreVerification, verifyStore, type VerifyStoreOptions } from './verify-store.js';

/** So many of its looks at the store after it stopped. */
const LOOKS_UNTIL_AGAIN = 3;

function stoppedAt(error: LogCorrupt): StoppedAt | { readonly stream: string } | undefined {
  if (error instanceof StreamCut) return { stream: error.native };
  return error instanceof ForeignEvent ? { ...error.event, position: null } : undefined;
}

export type MirrorOptions = Partial<PumpOptions>;

/**
 * Copies what is recorded in an EventStoreDB into `es.events`, in the order of $all: positions, times and leaves are given there. Several
 * processes may: one works, the others stand by and take over.
 */
export class Mirror {
  readonly #log = new Logger(Mirror.name);
  readonly #options: PumpOptions;
  readonly #source: MirrorSource;
  readonly #reader: Reader;

  /** @param store an EventStoreDB, or what stands for one */
  constructor(
    private readonly store: EventStoreDb | MirrorSource,
    private readonly database: Database,
    options: MirrorOptions = {},
  ) {
    this.#source = 'subscribe' in store ? store : mirrorSource(store);
    this.#reader = new Reader(database, MIRROR_READER);
    this.#options = { ...PUMP_DEFAULTS, ...options };
  }

  /**
   * Mirrors until aborted; mends lost connections, to either side, by itself. What it cannot go on at, `status` says, with everything before it mirrored and
   * nothing after it; it looks again every few seconds, and goes on once that is mended.
   */
  async run(signal: AbortSignal): Promise<void> {
    let said: string | undefined;
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        await this.untilStopped(signal);
      } catch (error) {
        if (!isFinal(error)) throw error;
        if (error.message !== said) this.#log.error(`stopped: ${error.message}`);
        said = error.message;
        await this.#untilWorthTrying(error, failures, signal);
      }
    }
  }

  /** What stopped at the store itself looks again often; at what an operator has to see to, at once when that is done. */
  async #untilWorthTrying(error: Error, failures: number, signal: AbortSignal): Promise<void> {
    if (!(error instanceof LogCorrupt)) return backOff(failures, signal);
    await this.#reader.worthTrying(signal, LOOKS_UNTIL_AGAIN * this.#options.lookMs).catch(() => backOff(failures, signal));
  }

  /** As `run`, once. @throws LogCorrupt for what this product did not write, or what is missing; WrongStore */
  async untilStopped(signal: AbortSignal): Promise<void> {
    const election = { database: this.database, name: 'mirror', lock: ADVISORY_LOCKS.mirror, log: this.#log, isFinal };
    await workWhenElected(election, signal, (elected) => this.#work(elected));
  }

  /** @throws DatabaseUnavailable */
  status(): Promise<MirrorStatus> {
    return mirrorStatus(this.database, this.#db?.readsInOutageMs ?? 0);
  }

  /** Why this process cannot ask EventStoreDB now, in words; `isHopeless` where no waiting will mend it. Undefined where it can, or did not ask. */
  get trouble(): { readonly reason: string; readonly isHopeless: boolean } | undefined {
    const reason = this.#db?.trouble;
    return reason === undefined ? undefined : { reason, isHopeless: this.#db?.isHopeless ?? false };
  }

  get #db(): EventStoreDb | undefined {
    return 'subscribe' in this.store ? undefined : this.store;
  }

  /**
   * Makes the mirror anew from EventStoreDB, beside the one that is read meanwhile, and puts it in its place if it says the same of all that
   * was mirrored. Interrupted, it is called again and goes on.
   * @throws MirrorAtWork, LogCorrupt, WrongStore, StoreUnavailable, DatabaseUnavailable
   */
  rebuild(options: RebuildOptions = {}): Promise<Rebuilt> {
    return this.#anyhow((source) => rebuildMirror({ source, database: this.database, options: this.#options, log: this.#log }, options));
  }

  /** Whether EventStoreDB shows what is mirrored, as it is mirrored: of some streams, or of all. @throws StoreUnavailable, DatabaseUnavailable */
  verify(options: VerifyStoreOptions = {}): Promise<StoreVerification> {
    return this.#anyhow((source) => verifyStore(this.database, source, options));
  }

  /** Also with a store that no longer holds what was mirrored: that is to be found out. */
  async #anyhow<T>(work: (source: MirrorSource) => Promise<T>): Promise<T> {
    if ('subscribe' in this.store) return work(this.#source);
    const store = this.store.unconfirmed();
    return work(mirrorSource(store)).finally(() => store.onApplicationShutdown());
  }

  /** What stopped it before, or a command found, is looked at again: also after a restart, and whatever is said of the stream by now. */
  async #mustBeWhole(): Promise<void> {
    const native = await this.#reader.cut();
    if (native === undefined) return;
    await mustBeWhole(this.#source, native, (stream) => lastOf(this.database, stream));
    await this.#reader.foundWhole(native);
  }

  async #work({ client, signal, succeeded }: Elected): Promise<void> {
    // What a crash takes is mirrored again, and the same: the truth is elsewhere.
    await client.query('set synchronous_commit = off');
    let going = Promise.resolve();
    try {
      await mirrorInto({
        client,
        schema: 'es',
        source: this.#source,
        database: this.database,
        options: this.#options,
        log: this.#log,
        signal,
        onWritten: () => {
          succeeded();
          going = going.then(() => this.#reader.goesOn()).catch(() => undefined);
        },
        onLook: () => this.#mustBeWhole(),
        onAway: (error) => {
          void client.query('select es.mirror_away()').catch(() => undefined);
          // Every other process may be let do what it does, and would not find out that nothing more of it is seen.
          const reason = this.#source.whyHopeless(error);
          if (reason !== undefined) going = going.then(() => this.#reader.stopped(reason)).catch(() => undefined);
        },
      });
    } catch (error) {
      await going;
      if (error instanceof LogCorrupt) await this.#reader.stopped(error.message, stoppedAt(error));
      // Where one event is at fault the store is not: appends go on, that of what is passed over too, and are seen once it is.
      if (isFinal(error)) await client.query('select es.mirror_stopped($1)', [error instanceof ForeignEvent ? null : error.message]);
      throw error;
    }
  }
}
