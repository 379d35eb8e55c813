import type { ClientBase } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { BinaryRows } from '../lazy-event.js';

/** How much may wait to be taken: rows come in fewer, larger portions the further the server is ahead. */
const WAITING_BYTES = 64 * 1024;
/** A signature, flags, and the length of what may follow them. */
const HEAD_BYTES = 19;
const EXTENSION_AT = 15;

/** Rows that arrived together. */
export interface CopiedRows extends BinaryRows {
  /** Where each row begins, and where the last one ends. */
  readonly bounds: readonly number[];
}

/** The rows of a query, through COPY in its binary format, as they arrive: many at a time, and no faster than they are taken. */
export async function* copyRows(client: ClientBase, query: string): AsyncGenerator<CopiedRows> {
  const stream = client.query(copyTo(`copy (${query}) to stdout (format binary)`, { highWaterMark: WAITING_BYTES }));
  let rest: Buffer = Buffer.alloc(0);
  let begun = false;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    rest = bytes;
    let at = 0;
    if (!begun) {
      if (bytes.length < HEAD_BYTES) continue;
      at = HEAD_BYTES + bytes.readInt32BE(EXTENSION_AT);
      begun = true;
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const bounds = [at];
    for (let end = endOfRow(view, at); end !== undefined; end = endOfRow(view, end)) bounds.push(end);
    rest = bytes.subarray(bounds.at(-1));
    if (bounds.length > 1) yield { bytes, view, bounds };
  }
}

/** Undefined where the row is not here whole, or the end of all has come. */
function endOfRow(view: DataView, start: number): number | undefined {
  if (start + 2 > view.byteLength) return undefined;
  const values = view.getInt16(start);
  if (values < 0) return undefined;
  let at = start + 2;
  for (let value = 0; value < values; value++) {
    if (at + 4 > view.byteLength) return undefined;
    at += 4 + Math.max(0, view.getInt32(at));
  }
  return at <= view.byteLength ? at : undefined;
}
