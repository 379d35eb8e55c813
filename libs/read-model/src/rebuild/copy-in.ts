import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Bytes } from '../definition/binary.js';
import { int16, int32 } from '../definition/binary.js';

/** Large enough that a COPY's start and end cost nothing, small enough to hold for every table at once. */
const CHUNK_BYTES = 256 * 1024;
/** For what is added before a flush. */
const SLACK_BYTES = 32 * 1024;

const SIGNATURE: Bytes = `PGCOPY\n\xff\r\n\0${int32(0)}${int32(0)}`;
const TRAILER: Bytes = int16(-1);

/** Several COPYs over one connection, a chunk of one table at a time: the next is filled while the last is taken in. */
export class CopyIn {
  #sending: Promise<void> = Promise.resolve();

  constructor(readonly client: ClientBase) {}

  /** Into a table that the client's own transaction has made. */
  into(table: string, columns: readonly { readonly name: string }[]): CopyTarget {
    return new CopyTarget(this, `copy ${table} (${columns.map(({ name }) => name).join(', ')}) from stdin with (format binary, freeze)`);
  }

  /** Waits for the chunk before, then sends this one; resolves while it is still under way. */
  async send(statement: string, chunk: Buffer): Promise<void> {
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

/** Rows for one table, in PostgreSQL's binary format. */
export class CopyTarget {
  #chunk: Buffer | undefined;
  #used = 0;

  constructor(
    readonly copy: CopyIn,
    readonly statement: string,
  ) {}

  add(row: Bytes): void {
    const needed = row.length + TRAILER.length;
    if (!this.#chunk) {
      this.#chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES + SLACK_BYTES);
      this.#used = this.#chunk.write(SIGNATURE, 'latin1');
    }
    if (this.#used + needed > this.#chunk.length) this.#chunk = Buffer.concat([this.#chunk], (this.#used + needed) * 2);
    this.#used += this.#chunk.write(row, this.#used, 'latin1');
  }

  /** True once enough has gathered that `flush` is worth while. */
  get full(): boolean {
    return this.#used >= CHUNK_BYTES;
  }

  async flush(): Promise<void> {
    if (!this.#chunk) return;
    const end = this.#used + this.#chunk.write(TRAILER, this.#used, 'latin1');
    const chunk = this.#chunk.subarray(0, end);
    this.#chunk = undefined;
    this.#used = 0;
    await this.copy.send(this.statement, chunk);
  }
}
