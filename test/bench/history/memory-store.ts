import type { Appended, EventStore, EventToAppend, Expected, Log, LoggedEvent, StoredEvent } from '@app/event-store';
import { StreamConflict } from '@app/event-store';
import type { Position } from '@app/kernel';

const NO_LEAF = new Uint8Array();

/** An event store without a database: fast enough to tell a long history by real commands. What it holds is then imported. */
export class MemoryStore implements EventStore, Pick<Log, 'head' | 'read'> {
  readonly events: LoggedEvent[] = [];
  private readonly streams = new Map<string, LoggedEvent[]>();
  private recordedAt = '';

  async append(stream: string, events: readonly EventToAppend[], { expected }: { readonly expected: Expected }): Promise<Appended> {
    const known = this.streams.get(stream) ?? [];
    const last = known.length === 0 ? 'none' : BigInt(known.length - 1);
    if (last !== expected) throw new StreamConflict(stream, expected, last);
    const now = new Date().toISOString();
    if (now > this.recordedAt) this.recordedAt = now;
    for (const event of events) {
      const logged = { ...event, stream, revision: BigInt(known.length), recordedAt: this.recordedAt, position: BigInt(this.events.length + 1), leaf: NO_LEAF };
      known.push(logged);
      this.events.push(logged);
    }
    this.streams.set(stream, known);
    return { revision: BigInt(known.length - 1), token: String(this.events.length) };
  }

  async *readStream(stream: string, { from = 0n, limit }: { readonly from?: bigint; readonly limit?: number } = {}): AsyncIterable<StoredEvent> {
    const first = Number(from);
    yield* (this.streams.get(stream) ?? []).slice(first, limit === undefined ? undefined : first + limit);
  }

  async tokenOf(event: StoredEvent): Promise<string> {
    return String(this.streams.get(event.stream)?.[Number(event.revision)]?.position ?? 0n);
  }

  async head(): Promise<Position> {
    return BigInt(this.events.length);
  }

  async *read({
    after = 0n,
    before,
    limit,
  }: { readonly after?: Position; readonly before?: Position; readonly limit?: number } = {}): AsyncIterable<LoggedEvent> {
    const first = Number(after);
    const last = before === undefined ? this.events.length : Number(before) - 1;
    yield* this.events.slice(first, limit === undefined ? last : Math.min(last, first + limit));
  }
}
