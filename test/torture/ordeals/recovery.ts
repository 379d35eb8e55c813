import { setTimeout as sleep } from 'node:timers/promises';
import { monotonic } from '../load/messages.js';
import type { Stage } from '../stage/stage.js';

/** What the product is given to recover by itself. */
const LIMIT_MS = 10_000;
/** Looked for beyond the limit, so that the figures say how late it was. */
const PATIENCE_MS = 60_000;

/** How long after a fault was over everything went on, the longest of each; and what did not within the limit. */
export class Recovery {
  readonly faults: string[] = [];
  readonly #longest = new Map<string, number>();

  constructor(private readonly stage: Stage) {}

  /** Waits until everything goes on: commands, requests over HTTP, the read model, the process managers, and what readiness says. */
  async from(since: number, after: string): Promise<void> {
    const { stage } = this;
    const answered = (kind: 'commands' | 'http') => stage.load.answer(stage.names(kind), since, PATIENCE_MS);
    const caughtUp = async (which: 'projected' | 'managed') => {
      await answered('commands');
      const head = await stage.logged(PATIENCE_MS);
      return head === undefined ? undefined : (await stage.watch.until((now) => now[which] >= head, PATIENCE_MS))?.at;
    };
    const kinds: readonly (readonly [string, Promise<number | undefined>])[] = [
      ['commands', answered('commands')],
      ['requests over HTTP', answered('http')],
      ['the read model', caughtUp('projected')],
      ['the process managers', caughtUp('managed')],
      ['readiness', this.#ready()],
    ];
    for (const [what, going] of kinds) {
      const at = await going;
      const took = at === undefined ? Number.POSITIVE_INFINITY : Math.max(0, at - since);
      this.#longest.set(what, Math.max(took, this.#longest.get(what) ?? 0));
      if (took > LIMIT_MS) this.faults.push(`${what} went on ${at === undefined ? 'never' : `only ${(took / 1_000).toFixed(1)} s`} after ${after}`);
    }
  }

  /** The longest that each took. */
  get figure(): string {
    return [...this.#longest].map(([what, ms]) => `${what} ${(ms / 1_000).toFixed(2)} s`).join(', ');
  }

  async #ready(): Promise<number | undefined> {
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(50)) if (await this.stage.ready()) return monotonic();
    return undefined;
  }
}
