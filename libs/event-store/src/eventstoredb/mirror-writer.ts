import { toDatabaseError } from '@app/database';
import type { Position } from '@app/kernel';
import pg from 'pg';
import type { MirrorRows } from './mirror-rows.js';
import { lastOf } from './mirror-standing.js';
import type { NativePosition } from './native-event.js';

/** The mirror does not stand where this process left it: another one wrote. */
export class MirrorMoved extends Error {
  constructor(cause: unknown) {
    super('another process has written the mirror', { cause });
    this.name = 'MirrorMoved';
  }
}

/** The database refuses an event of a batch for what it is, without saying which. */
export class BatchRefused extends Error {
  /** @param isOutOfOrder its revision does not follow the one before it in its stream */
  constructor(
    readonly count: number,
    readonly isOutOfOrder: boolean,
    cause: Error,
  ) {
    super(cause.message, { cause });
    this.name = 'BatchRefused';
  }
}

/** What an event itself is to blame for: the classes of data and integrity, and a revision that does not follow. */
const OUT_OF_ORDER = 'TS005';
const OF_THE_EVENTS = /^(2[23]|TS005)/;

/** Writes one mirror, from one native position to the next. */
export class MirrorWriter {
  #failure: Error | undefined;

  /** @param at where the mirror stands in $all */
  constructor(
    private readonly client: pg.ClientBase,
    private readonly schema: string,
    private at: NativePosition,
  ) {}

  /** The last revision that is mirrored of a stream; undefined where none is. @throws DatabaseUnavailable */
  lastOf(stream: string): Promise<bigint | undefined> {
    return lastOf(this.client, stream, this.schema);
  }

  /**
   * Everything of ours up to a native position, in one transaction; `rows` may be empty.
   * @param levelMs how long ago nothing was recorded beyond it, in milliseconds, where that is known
   * @returns the position of the log's last event
   * @throws BatchRefused, MirrorMoved, DatabaseUnavailable
   */
  async write(rows: MirrorRows, to: NativePosition, levelMs: number | undefined): Promise<Position> {
    // What failed may have to be written first: nothing is skipped.
    if (this.#failure) throw this.#failure;
    const text = `select ${this.schema}.mirror_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) as position`;
    const values = [this.at.commit, this.at.prepare, to.commit, to.prepare, levelMs === undefined ? null : Math.round(levelMs), ...rows.columns()];
    const result = await this.client.query<{ position: Position }>({ name: `mirror ${this.schema}`, text, values }).catch((error: unknown) => {
      throw (this.#failure = refusal(error, rows.count));
    });
    this.at = to;
    return result.rows[0]?.position ?? 0n;
  }
}

function refusal(thrown: unknown, count: number): Error {
  const error = toDatabaseError(thrown);
  if (!(error instanceof pg.DatabaseError)) return error instanceof Error ? error : new Error(String(error));
  const code = error.code ?? '';
  if (code === 'TS004') return new MirrorMoved(error);
  if (OF_THE_EVENTS.test(code)) return new BatchRefused(count, code === OUT_OF_ORDER, error);
  return error;
}
