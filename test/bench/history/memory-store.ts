import type { Appended, EventStore, EventToAppend, Expected, Log, LoggedEvent, StoredEvent } from '@app/event-store';
import { StreamConflict } from '@app/event-store';
import type { CalendarDate, Position } from '@app/kernel';

const NO_LEAF = new Uint8Array();
/** Events that may still be continued, or reacted to. */
const RECENT = 200_000;

/**
 * An event store without a database: fast enough to tell a long history by real commands. What is old is handed over, as if it had been
 * recorded on the day on which it holds, or on that of what it followed from (its stream's last event, or the one that caused it), and
 * forgotten, so that memory does not grow with the history.
 */
export class MemoryStore implements EventStore, Pick<Log, 'head' | 'read' | 'recordedSoFar'> {
  readonly era = 0;
  readonly #streams = new Map<string, LoggedEvent[]>();
  readonly #forgotten = new Set<string>();
  /** Of recent events, by id. */
  readonly #days = new Map<string, CalendarDate>();
  #recordedAt = '';
  #events: LoggedEvent[] = [];
  #handedOver = 0;
  #ground = 0n;

  /** @param latest the last day on which anything was recorded */
  constructor(private readonly latest: CalendarDate) {}

  get count(): number {
    return this.#handedOver + this.#events.length;
  }

  /** What is there now is what the history stands on: it is never forgotten. */
  isGround(): void {
    this.#ground = BigInt(this.count);
  }

  isPassedOver(): Promise<boolean> {
    return Promise.resolve(false);
  }

  async append(stream: string, events: readonly EventToAppend[], { expected }: { readonly expected: Expected }): Promise<Appended> {
    const known = this.#stream(stream);
    const last = known.length === 0 ? 'none' : BigInt(known.length - 1);
    if (last !== expected) throw new StreamConflict(stream, expected, last);
    const now = new Date().toISOString();
    if (now > this.#recordedAt) this.#recordedAt = now;
    for (const event of events) {
      this.#days.set(event.id, this.#dayOf(event, known.at(-1)));
      const logged = { ...event, stream, revision: BigInt(known.length), recordedAt: this.#recordedAt, position: BigInt(this.count + 1), leaf: NO_LEAF };
      known.push(logged);
      this.#events.push(logged);
    }
    this.#streams.set(stream, known);
    return { revision: BigInt(known.length - 1), token: String(this.count) };
  }

  async *readStream(stream: string, { from = 0n, limit }: { readonly from?: bigint; readonly limit?: number } = {}): AsyncIterable<StoredEvent> {
    const first = Number(from);
    yield* this.#stream(stream).slice(first, limit === undefined ? undefined : first + limit);
  }

  readLastKnown(stream: string, from: bigint): AsyncIterable<StoredEvent> {
    return this.readStream(stream, { from });
  }

  async tokenOf(event: StoredEvent): Promise<string> {
    return String(this.#stream(event.stream)[Number(event.revision)]?.position ?? 0n);
  }

  async head(): Promise<Position> {
    return BigInt(this.count);
  }

  recordedSoFar(): Promise<Position> {
    return this.head();
  }

  async *read({
    after = 0n,
    before,
    limit,
  }: { readonly after?: Position; readonly before?: Position; readonly limit?: number } = {}): AsyncIterable<LoggedEvent> {
    const first = Number(after) - this.#handedOver;
    if (first < 0) throw new Error(`what follows position ${after} was handed over`);
    const last = before === undefined ? this.#events.length : Number(before) - 1 - this.#handedOver;
    yield* this.#events.slice(first, limit === undefined ? last : Math.min(last, first + limit));
  }

  /** Hands over what is old, or everything, and forgets it. */
  async handOver(to: (events: readonly LoggedEvent[]) => Promise<void>, keep = RECENT): Promise<void> {
    if (this.#events.length <= keep) return;
    const old = this.#events.slice(0, this.#events.length - keep);
    await to(old.map((event) => ({ ...event, recordedAt: `${this.#days.get(event.id)}T06:00:00.000Z` })));
    this.#events = this.#events.slice(old.length);
    this.#handedOver += old.length;
    for (const { id, stream } of old) {
      const events = this.#streams.get(stream);
      const isLast = events?.at(-1)?.id === id;
      if (isLast && (events?.[0]?.position ?? 0n) <= this.#ground) continue;
      this.#days.delete(id);
      if (!isLast) continue;
      this.#streams.delete(stream);
      this.#forgotten.add(stream);
    }
  }

  #stream(stream: string): LoggedEvent[] {
    if (this.#forgotten.has(stream)) throw new Error(`${stream} was handed over`);
    return this.#streams.get(stream) ?? [];
  }

  #dayOf({ effectiveOn, meta }: EventToAppend, before: LoggedEvent | undefined): CalendarDate {
    const days = [effectiveOn, this.#days.get(before?.id ?? '') ?? '', this.#days.get(meta.causationId ?? '') ?? ''];
    const day = days.sort().at(-1) ?? effectiveOn;
    return day < this.latest ? day : this.latest;
  }
}
