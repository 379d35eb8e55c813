import type { Database } from '@app/database';
import type { Position } from '@app/kernel';
import type pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 1_000;
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
  /** The last that this connection announced: what was announced between someone's look and their wait is not slept through. */
  #announced: Position = 0n;
  readonly #waiting = new Set<(position: Position) => void>();
  #listening: Promise<void> | undefined;
  #client: pg.Client | undefined;
  readonly #closing = new AbortController();

  /** @param channel announces positions, as the payloads of NOTIFY */
  constructor(
    readonly database: Database,
    readonly channel = 'es_head',
  ) {}

  get closed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Resolves when a position beyond `after` was announced, after a second at most, or when aborted. */
  async beyond(after: Position, signal?: AbortSignal, timeoutMs = POLL_MS): Promise<void> {
    if (signal?.aborted || this.closed) return;
    this.#listening ??= this.#listen();
    if (this.#announced > after) return;
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
    for (let failures = 0; !this.#closing.signal.aborted; failures++) {
      try {
        const client = await this.database.connect('listener');
        this.#client = client;
        const ended = new Promise<void>((resolve) => client.once('end', () => resolve()));
        client.on('notification', ({ payload }) => this.#announce((this.#announced = BigInt(payload ?? 0))));
        await client.query(`listen ${this.channel}`);
        failures = 0;
        // What was announced while nobody listened: let everyone look.
        this.#announce(2n ** 63n);
        if (!this.#closing.signal.aborted) await ended;
        await client.end().catch(() => undefined);
        this.#announced = 0n;
      } catch {
        // The database is away; whoever reads will say so.
      }
      if (!this.#closing.signal.aborted) await backOff(failures, this.#closing.signal);
    }
  }

  #announce(position: Position): void {
    for (const notified of [...this.#waiting]) notified(position);
  }
}
