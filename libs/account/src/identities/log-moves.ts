import { Database } from '@app/database';
import type { Position } from '@app/kernel';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

const RETRY_MS = 500;
/** A connection that does not answer within this is taken for lost. */
const PULSE_MS = 5_000;

/** Hears how far the log has come, in whichever process. What was read before it moved may be read again for nothing, but never too late. */
@Injectable()
export class LogMoves implements OnApplicationShutdown {
  #client: pg.Client | undefined;
  #position: Position | undefined;
  #running: Promise<void> | undefined;
  readonly #closing = new AbortController();

  constructor(private readonly database: Database) {}

  /** The last position that was heard of; undefined while something may be missed. */
  get position(): Position | undefined {
    if (!this.#running && !this.#closing.signal.aborted) this.#running = this.#listen();
    return this.#position;
  }

  async onApplicationShutdown(): Promise<void> {
    this.#closing.abort();
    await this.#client?.end().catch(() => undefined);
    await this.#running;
  }

  async #listen(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await this.#listenOnce(signal).catch(() => undefined);
      this.#position = undefined;
      await this.#client?.end().catch(() => undefined);
      if (!signal.aborted) await sleep(RETRY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  async #listenOnce(signal: AbortSignal): Promise<void> {
    const client = await this.database.connect('log moves', { query_timeout: PULSE_MS });
    this.#client = client;
    const lost = new Promise<void>((resolve) => client.once('end', () => resolve()));
    client.on('notification', ({ payload }) => (this.#position = BigInt(payload ?? 0)));
    await client.query('listen es_head');
    const { rows } = await client.query<{ position: Position }>('select position from es.log_head');
    this.#position ??= rows[0]?.position ?? 0n;
    for (let alive = true; alive && !signal.aborted;) {
      alive = await Promise.race([lost.then(() => false), sleep(PULSE_MS, true, { signal, ref: false })]);
      if (alive) await client.query('select 1');
    }
  }
}
