import type { Database } from '@app/database';
import type { Client } from 'pg';

/** Sorting for an index stays within this, whatever the table's size; what is more goes to disk. */
const SETTINGS = "set maintenance_work_mem = '128MB'; set synchronous_commit = off; set jit = off";
/** One builds on while the other folds; when all is folded, both build. */
const LANES = 2;

interface Lane {
  readonly client: Client;
  /** What it has been given, in rows to be gone through. */
  load: number;
  work: Promise<void>;
}

/** Runs what filled relations still need, on connections of its own, while others are being filled. */
export class Finishing {
  #failure: { readonly error: unknown } | undefined;

  private constructor(private readonly lanes: readonly Lane[]) {}

  static async start(database: Database): Promise<Finishing> {
    const lanes: Lane[] = [];
    const finishing = new Finishing(lanes);
    try {
      for (let lane = 0; lane < LANES; lane++) {
        const client = await database.connect('rebuild indexer');
        lanes.push({ client, load: 0, work: Promise.resolve() });
        await client.query(SETTINGS);
      }
      return finishing;
    } catch (error) {
      await finishing.close();
      throw error;
    }
  }

  /**
   * Runs statements one after the other, once what was given before them is done; after a failure none is begun.
   * @param rows how many each of them goes through, about
   * @param fail says what an error means
   */
  add(statements: readonly string[], rows: number, fail: (error: unknown) => unknown): void {
    const [least, ...others] = this.lanes;
    if (!least) return;
    const lane = others.reduce((lighter, other) => (other.load < lighter.load ? other : lighter), least);
    lane.load += rows * statements.length;
    lane.work = lane.work.then(async () => {
      try {
        for (const statement of statements) if (!this.#failure) await lane.client.query(statement);
      } catch (error) {
        this.#failure ??= { error: fail(error) };
      }
    });
  }

  /** @throws what has failed so far */
  check(): void {
    if (this.#failure) throw this.#failure.error;
  }

  /** Resolves when all is done. @throws what failed first */
  async done(): Promise<void> {
    await this.#settled();
    this.check();
  }

  /** Waits for what is under way: nothing goes on behind an error's back. */
  async close(): Promise<void> {
    this.#failure ??= { error: new Error('closed') };
    await this.#settled();
    await Promise.allSettled(this.lanes.map(({ client }) => client.end()));
  }

  async #settled(): Promise<void> {
    await Promise.all(this.lanes.map(({ work }) => work));
  }
}
