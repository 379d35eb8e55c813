import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Bytes } from '../definition/binary.js';
import { int32 } from '../definition/binary.js';
import { RowSink } from '../storage/row-sink.js';

/** Large enough that a COPY's start and end cost nothing, small enough to hold for every table at once. */
const CHUNK_BYTES = 256 * 1024;

const SIGNATURE: Bytes = `PGCOPY\n\xff\r\n\0${int32(0)}${int32(0)}`;
/** In the place of a row's width. */
const TRAILER = -1;

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

/** Rows for one table. */
export class CopyTarget {
  readonly rows = new RowSink();

  constructor(
    readonly copy: CopyIn,
    readonly statement: string,
  ) {
    this.rows.bytes(SIGNATURE);
  }

  /** True once enough has gathered that `flush` is worth while. */
  get full(): boolean {
    return this.rows.length >= CHUNK_BYTES;
  }

  async flush(): Promise<void> {
    if (this.rows.length === SIGNATURE.length) return;
    this.rows.width(TRAILER);
    // Once this is under way the chunk before it is taken in, and its bytes may be written over.
    await this.copy.send(this.statement, this.rows.take());
    this.rows.bytes(SIGNATURE);
  }
}
