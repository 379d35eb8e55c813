import type { ClientBase } from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/** The lines of a COPY … TO STDOUT in its text format, as they arrive: many at a time, and no faster than they are taken. */
export async function* copyLines(client: ClientBase, query: string): AsyncGenerator<readonly string[]> {
  const stream = client.query(copyTo(`copy (${query}) to stdout`));
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) yield lines;
  }
}

const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** A field of such a line as it was stored. */
export function unescaped(field: string): string {
  return field.includes('\\') ? field.replace(/\\(.)/g, (_escape, character: string) => ESCAPED[character] ?? character) : field;
}
