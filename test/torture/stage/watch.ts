import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { monotonic } from '../load/messages.js';
import { connected } from './database.js';

/** How far the log, what is read from it and what reacts to it stood at a moment. */
export interface Standing {
  readonly at: number;
  readonly head: bigint;
  readonly projected: bigint;
  readonly managed: bigint;
}

const EVERY_MS = 100;
const STANDING = `select h.position as head, coalesce((select position from projection.read_model where status = 'active'), 0) as projected,
  coalesce((select min(position) from process.manager), 0) as managed from es.log_head h`;

/** Looks at the database ten times a second, for as long as there is one. */
export class Watch {
  last: Standing = { at: 0, head: 0n, projected: 0n, managed: 0n };
  readonly #waiting = new Set<(standing: Standing) => void>();
  #client: pg.Client | undefined;
  #ended = false;
  readonly #looking: Promise<void>;

  constructor(private readonly url: () => string) {
    this.#looking = this.#look();
  }

  /** The first standing from now on that satisfies; undefined when none did in time. */
  until(satisfies: (standing: Standing) => boolean, withinMs: number): Promise<Standing | undefined> {
    return new Promise((resolve) => {
      const done = (standing: Standing | undefined) => {
        clearTimeout(late);
        this.#waiting.delete(seen);
        resolve(standing);
      };
      const seen = (standing: Standing) => {
        if (satisfies(standing)) done(standing);
      };
      const late = setTimeout(() => done(undefined), withinMs);
      this.#waiting.add(seen);
    });
  }

  /** Where an event stands in the log, once it does. */
  async positionOf(eventId: string): Promise<bigint | undefined> {
    const result = await this.#client?.query<{ position: string }>('select position from es.events where event_id = $1', [eventId]);
    const position = result?.rows[0]?.position;
    return position === undefined ? undefined : BigInt(position);
  }

  async end(): Promise<void> {
    this.#ended = true;
    await this.#looking;
  }

  async #look(): Promise<void> {
    for (; !this.#ended; await sleep(EVERY_MS)) {
      try {
        this.#client ??= await connected(this.url());
        const { rows } = await this.#client.query<Record<'head' | 'projected' | 'managed', string>>({ text: STANDING, query_timeout: 5_000 } as pg.QueryConfig);
        const [row] = rows;
        if (!row) continue;
        this.last = { at: monotonic(), head: BigInt(row.head), projected: BigInt(row.projected), managed: BigInt(row.managed) };
        for (const seen of [...this.#waiting]) seen(this.last);
      } catch {
        await this.#client?.end().catch(() => undefined);
        this.#client = undefined;
      }
    }
    await this.#client?.end().catch(() => undefined);
  }
}
