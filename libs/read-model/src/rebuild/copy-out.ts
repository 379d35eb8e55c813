import type { ClientBase } from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/** How much may wait to be taken: lines come in fewer, larger portions the further the server is ahead. */
const WAITING_BYTES = 64 * 1024;
const NEWLINE = 10;

/** The lines of a COPY … TO STDOUT in its text format, as they arrive: many at a time, and no faster than they are taken. */
export async function* copyLines(client: ClientBase, query: string): AsyncGenerator<readonly string[]> {
  const stream = client.query(copyTo(`copy (${query}) to stdout`, { highWaterMark: WAITING_BYTES }));
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const end = data.lastIndexOf(NEWLINE);
    rest = data.subarray(end + 1);
    if (end >= 0) yield data.toString('utf8', 0, end).split('\n');
  }
}

const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** A field of such a line as it was stored. */
export function unescaped(field: string): string {
  return field.includes('\\') ? field.replace(/\\(.)/g, (_escape, character: string) => ESCAPED[character] ?? character) : field;
}
