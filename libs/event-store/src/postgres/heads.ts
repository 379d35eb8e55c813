import type { Database } from '@app/database';
import type { Position } from '@app/kernel';
import type pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 1_000;
/** A connection that does not answer within this is taken for lost. */
const PULSE_MS = 5_000;
const RETRY_FROM_MS = 100;
const RETRY_UP_TO_MS = 5_000;

/** Waits, a little longer and less evenly with every failure: 0.1 s to 5 s. */
export function backOff(failures: number, signal?: AbortSignal): Promise<void> {
  const most = Math.min(RETRY_UP_TO_MS, RETRY_FROM_MS * 2 ** failures);
  return sleep(most * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
}

/**
 * Tells when the log, or what follows it, has come further: one listening connection per process, which mends itself, shared by all who wait. Who waits also
 * wakes each second, so that a lost notification costs a second and nothing else.
 */
export class Heads {
  #heard: Position | undefined;
  readonly #waiting = new Set<(position: Position) => void>();
  #listening: Promise<void> | undefined;
  #client: pg.Client | undefined;
  readonly #closing = new AbortController();

  /**
   * @param channel announces positions, as the payloads of NOTIFY
   * @param look a query of the position that was announced last
   */
  constructor(
    readonly database: Database,
    readonly channel: string,
    readonly look: string,
  ) {}

  get closed(): boolean {
    return this.#closing.signal.aborted || this.database.abandoned;
  }

  /** The position that was announced last; undefined while something may be missed, as before the first who asks. */
  get heard(): Position | undefined {
    if (!this.closed) this.#listening ??= this.#listen();
    return this.#heard;
  }

  /** Whether a position is known to be reached; false also while something may be missed. */
  reached(position: Position): boolean {
    return position <= (this.heard ?? -1n);
  }

  /** Resolves when a position beyond `after` was announced, after a second at most, or when aborted. */
  async beyond(after: Position, signal?: AbortSignal, timeoutMs = POLL_MS): Promise<void> {
    // What was announced between someone's look and their wait is not slept through.
    if (signal?.aborted || this.closed || this.reached(after + 1n)) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(notified);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const notified = (position: Position) => {
        if (position > after) wake();
      };
      const timer = setTimeout(wake, Math.min(timeoutMs, POLL_MS));
      this.#waiting.add(notified);
      signal?.addEventListener('abort', wake);
    });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#client?.end().catch(() => undefined);
    await this.#listening;
  }

  async #listen(): Promise<void> {
    const { signal } = this.#closing;
    for (let failures = 0; !this.closed; failures++) {
      // Where the database is away, whoever reads will say so.
      await this.#listenOnce(() => (failures = 0)).catch(() => undefined);
      this.#heard = undefined;
      await this.#client?.end().catch(() => undefined);
      if (!this.closed) await backOff(failures, signal);
    }
  }

  async #listenOnce(succeeded: () => void): Promise<void> {
    const { signal } = this.#closing;
    const client = await this.database.connect('listener', { query_timeout: PULSE_MS });
    this.#client = client;
    const lost = new Promise<boolean>((resolve) => client.once('end', () => resolve(false)));
    client.on('notification', ({ payload }) => this.#announce(BigInt(payload ?? 0)));
    await client.query(`listen ${this.channel}`);
    const { rows } = await client.query<{ position: Position }>(this.look);
    if (this.#heard === undefined) this.#announce(rows[0]?.position ?? 0n);
    succeeded();
    for (let alive = true; alive && !signal.aborted;) {
      alive = await Promise.race([lost, sleep(PULSE_MS, true, { signal, ref: false })]);
      if (alive) await client.query('select 1');
    }
  }

  #announce(position: Position): void {
    this.#heard = position;
    for (const notified of [...this.#waiting]) notified(position);
  }
}
