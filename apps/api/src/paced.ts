/** How fast whoever is answered at length has to take it. */
export interface Pace {
  /** Bytes of which each next so many are to be taken… */
  readonly bytes: number;
  /** …within so many milliseconds. */
  readonly withinMs: number;
  /** Milliseconds for which all of it together may wait for its reader. */
  readonly altogetherMs: number;
}

/** A system's buffers empty by leaps, so that one who reads evenly is seen to take nothing for seconds. */
export const PACE: Pace = { bytes: 16_384, withinMs: 15_000, altogetherMs: 60_000 };

/**
 * A text in pieces of so many bytes, each of which its reader has to ask for in time. How long it takes to make the text is not its reader's fault.
 * @param giveUp called, once, when the reader is too slow: to end what the pieces go to
 */
export async function* paced(parts: AsyncIterable<string>, { bytes, withinMs, altogetherMs }: Pace, giveUp: () => void): AsyncGenerator<Buffer> {
  let left = altogetherMs;
  for await (const piece of pieces(parts, bytes)) {
    const since = performance.now();
    const late = setTimeout(giveUp, Math.max(0, Math.min(withinMs, left)));
    try {
      yield piece;
    } finally {
      clearTimeout(late);
    }
    left -= performance.now() - since;
  }
}

async function* pieces(parts: AsyncIterable<string>, bytes: number): AsyncGenerator<Buffer> {
  let kept: Buffer[] = [];
  let size = 0;
  for await (const part of parts) {
    const more = Buffer.from(part);
    kept.push(more);
    size += more.length;
    if (size < bytes) continue;
    const all = Buffer.concat(kept, size);
    const whole = size - (size % bytes);
    for (let from = 0; from < whole; from += bytes) yield all.subarray(from, from + bytes);
    kept = [all.subarray(whole)];
    size -= whole;
  }
  if (size > 0) yield Buffer.concat(kept, size);
}
