import type { Database } from '@app/database';
import type pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';

const RETRY_MS = 500;
/** A connection that does not answer within this is taken for lost, and what was remembered on its strength is forgotten. */
const PULSE_MS = 5_000;

/**
 * Hears when keys are destroyed, in whichever process. `heard` is true only while nothing can have been missed: what was remembered
 * before that is not to be used.
 */
export class KeysAnnounced {
  #client: pg.Client | undefined;
  #heard = false;
  #running: Promise<void> | undefined;
  readonly #closing = new AbortController();

  /** @param onDestroyed called when keys were destroyed, or may have been unheard (`told`), and once it begins to listen */
  constructor(
    private readonly database: Database,
    private readonly onDestroyed: (told: boolean) => void,
  ) {}

  private get closed(): boolean {
    return this.#closing.signal.aborted || this.database.abandoned;
  }

  get heard(): boolean {
    if (!this.#running && !this.closed) this.#running = this.#listen();
    return this.#heard;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#client?.end().catch(() => undefined);
    await this.#running;
  }

  async #listen(): Promise<void> {
    while (!this.closed) {
      await this.#listenOnce().catch(() => undefined);
      const told = this.#heard;
      this.#heard = false;
      this.onDestroyed(told);
      await this.#client?.end().catch(() => undefined);
      if (!this.closed) await sleep(RETRY_MS, undefined, { signal: this.#closing.signal }).catch(() => undefined);
    }
  }

  async #listenOnce(): Promise<void> {
    const client = await this.database.connect('keys', { query_timeout: PULSE_MS });
    this.#client = client;
    const lost = new Promise<void>((resolve) => client.once('end', () => resolve()));
    client.on('notification', () => this.onDestroyed(true));
    await client.query('listen privacy_keys');
    this.onDestroyed(false);
    this.#heard = true;
    for (let alive = true; alive && !this.closed;) {
      alive = await Promise.race([lost.then(() => false), sleep(PULSE_MS, true, { signal: this.#closing.signal, ref: false })]);
      if (alive) await client.query('select 1');
    }
  }
}
