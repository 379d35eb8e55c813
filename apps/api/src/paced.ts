/** How fast whoever is answered at length has to take it. */
export interface Pace {
  /** Bytes of which each next so many are to be taken… */
  readonly bytes: number;
  /** …within so many milliseconds. */
  readonly withinMs: number;
  /** Milliseconds for which all of it together may wait for its reader. */
  readonly altogetherMs: number;
  /** The same while somebody else waits for the place that it takes. */
  readonly whileAwaitedMs: number;
}

/** A system's buffers empty by leaps, so that one who reads evenly is seen to take nothing for seconds. */
export const PACE: Pace = { bytes: 16_384, withinMs: 15_000, altogetherMs: 60_000, whileAwaitedMs: 5_000 };
/** Between two looks at whether somebody waits. */
const LOOK_MS = 100;

/**
 * A text in pieces of so many bytes, each of which its reader has to ask for in time. How long it takes to make the text is not its reader's fault.
 * @param isAwaited whether somebody else waits for the place that it takes
 * @param giveUp called when the reader is too slow: to end what the pieces go to
 */
export async function* paced(
  parts: AsyncIterable<string>,
  { bytes, withinMs, altogetherMs, whileAwaitedMs }: Pace,
  isAwaited: () => boolean,
  giveUp: () => void,
): AsyncGenerator<Buffer> {
  let before = 0;
  for await (const piece of pieces(parts, bytes)) {
    const since = performance.now();
    const look = setInterval(
      () => {
        const waited = performance.now() - since;
        if (waited >= withinMs || before + waited >= (isAwaited() ? whileAwaitedMs : altogetherMs)) giveUp();
      },
      Math.min(LOOK_MS, withinMs),
    );
    try {
      yield piece;
    } finally {
      clearInterval(look);
    }
    before += performance.now() - since;
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
