import type { ClientBase } from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/** How much may wait to be taken: lines come in fewer, larger portions the further the server is ahead. */
const WAITING_BYTES = 64 * 1024;
const NEWLINE = 10;

/** Lines of a COPY in its text format, both as they came and as text. */
export interface Lines {
  readonly bytes: Buffer;
  readonly texts: readonly string[];
  /** Whether each byte is a character of the text. */
  readonly ascii: boolean;
}

/** The lines of a COPY … TO STDOUT, as they arrive: many at a time, and no faster than they are taken. */
export async function* copyLines(client: ClientBase, query: string): AsyncGenerator<Lines> {
  const stream = client.query(copyTo(`copy (${query}) to stdout`, { highWaterMark: WAITING_BYTES }));
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const end = data.lastIndexOf(NEWLINE);
    rest = data.subarray(end + 1);
    if (end < 0) continue;
    const bytes = data.subarray(0, end);
    const text = bytes.toString('utf8');
    yield { bytes, texts: text.split('\n'), ascii: text.length === bytes.length };
  }
}
