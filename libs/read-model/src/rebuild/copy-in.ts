import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** Large enough that a COPY's start and end cost nothing, small enough to hold for every table at once. */
const CHUNK_CHARACTERS = 128 * 1024;

/** Several COPYs over one connection, a chunk of one table at a time: the next is filled while the last is taken in. */
export class CopyIn {
  #sending: Promise<void> = Promise.resolve();

  constructor(readonly client: ClientBase) {}

  /** @param into `table (columns)`, with COPY's options after it if any */
  into(target: string, options = ''): CopyTarget {
    return new CopyTarget(this, `copy ${target} from stdin${options}`);
  }

  /** Waits for the chunk before, then sends this one; resolves while it is still under way. */
  async send(statement: string, chunk: string): Promise<void> {
    await this.#sending;
    this.#sending = new Promise<void>((resolve, reject) => {
      const stream = this.client.query(copyFrom(statement));
      stream.once('error', reject);
      stream.once('finish', resolve);
      stream.end(chunk);
    });
    // Told to the next who waits; until then it must not count as unhandled.
    this.#sending.catch(() => undefined);
  }

  /** Resolves once everything that was sent is taken in. */
  settled(): Promise<void> {
    return this.#sending;
  }
}

/** Lines for one table. */
export class CopyTarget {
  #lines = '';
  rows = 0;

  constructor(
    readonly copy: CopyIn,
    readonly statement: string,
  ) {}

  add(line: string): void {
    this.#lines += line;
    this.rows++;
  }

  /** True once enough has gathered that `flush` is worth while. */
  get full(): boolean {
    return this.#lines.length >= CHUNK_CHARACTERS;
  }

  async flush(): Promise<void> {
    if (this.#lines === '') return;
    const lines = this.#lines;
    this.#lines = '';
    await this.copy.send(this.statement, lines);
  }
}
