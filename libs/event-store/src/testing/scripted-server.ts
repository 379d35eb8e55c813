import { EventEmitter, on } from 'node:events';
import { randomUUID } from 'node:crypto';
import type { ResolvedEvent } from '@eventstore/db-client';
import { StoreUnavailable } from '../errors.js';
import type { Genesis } from '../eventstoredb/connection.js';
import type { MirrorSource, NativeSubscription } from '../eventstoredb/mirror-source.js';
import { Checkpoint, type NativeMessage, NativeRecord } from '../eventstoredb/mirror-wire.js';
import { type NativePosition, toNative } from '../eventstoredb/native-event.js';
import { type Numbers, PassedOverThere } from '../eventstoredb/passed-over-there.js';
import type { EventToAppend } from '../port.js';
import { encodeEvents } from '../storable.js';
import { anEvent } from './specimens.js';

const PREFIX = 'scripted.';
const STEP = 100n;

/** What a server holds and sends, as a spec tells it to: for what a real one does rarely, or never. */
export class ScriptedServer implements MirrorSource {
  readonly prefix = PREFIX;
  /** Everybody's, in the order of $all. */
  readonly all: NativeRecord[] = [];
  /** Of subscriptions, from where in $all each began. */
  readonly subscribed: bigint[] = [];
  renewed = 0;
  isAway = false;
  /** Why no waiting mends that it is away. */
  hopeless: string | undefined;
  /** While true, what is written reaches no subscription. */
  isMute = false;
  readonly #written = new EventEmitter().setMaxListeners(0);
  /** What it calls itself; undefined for one that holds nothing. */
  storeId: string | undefined = randomUUID();
  mayBegin = true;
  readonly #passedOver = new PassedOverThere(PREFIX);
  readonly #open = new Set<AbortController>();

  nativeStream(stream: string): string {
    return PREFIX + stream;
  }

  async genesis(): Promise<Genesis | undefined> {
    if (this.isAway) throw new StoreUnavailable('away');
    return this.storeId === undefined ? undefined : { storeId: this.storeId, position: { commit: STEP, prepare: STEP } };
  }

  async begin(): Promise<Genesis> {
    this.storeId ??= randomUUID();
    return { storeId: this.storeId, position: { commit: STEP, prepare: STEP } };
  }

  whyHopeless(error: unknown): string | undefined {
    return error instanceof StoreUnavailable ? this.hopeless : undefined;
  }

  numbersOf(native: string): Numbers {
    return this.#passedOver.of(native);
  }

  learn(): Promise<boolean> {
    return this.#passedOver.learn((...asked) => this.#page(...asked));
  }

  page(native: string, from: bigint | 'end', count: number): Promise<readonly ResolvedEvent[]> {
    return this.#passedOver.page((...asked) => this.#page(...asked), native, from, count);
  }

  async #page(native: string, from: bigint | 'end', count: number): Promise<readonly ResolvedEvent[]> {
    if (this.isAway) throw new StoreUnavailable('away');
    const { storeId } = this;
    if (native === this.nativeStream('genesis')) return storeId === undefined ? [] : [{ event: { data: { storeId } } } as unknown as ResolvedEvent];
    const events = this.all.filter(({ stream, revision }) => stream === native && (from === 'end' || revision >= from));
    return (from === 'end' ? events.reverse() : events).slice(0, count).map(resolved);
  }

  async newest(count: number): Promise<readonly ResolvedEvent[]> {
    if (this.isAway) throw new StoreUnavailable('away');
    return this.all.slice(-count).reverse().map(resolved);
  }

  async renew(): Promise<void> {
    this.renewed++;
  }

  async subscribe(after: NativePosition): Promise<NativeSubscription> {
    if (this.isAway) throw new StoreUnavailable('away');
    this.subscribed.push(after.commit);
    const end = new AbortController();
    this.#open.add(end);
    return Object.assign(this.#messages(after.commit, end.signal), { cancel: () => end.abort() });
  }

  async read(from: NativePosition): Promise<NativeSubscription> {
    if (this.isAway) throw new StoreUnavailable('away');
    return Object.assign(this.#untilEnd(from.commit), { cancel: () => undefined });
  }

  /** Ends every subscription with an error. */
  cut(): void {
    for (const end of this.#open) end.abort();
    this.#open.clear();
  }

  /** One event, as the adapter writes it but for what is given. */
  write(stream: string, given: Partial<EventToAppend> & { readonly recordedAt?: string } = {}, native: Partial<NativeRecord> = {}): NativeRecord {
    const { recordedAt, ...event } = given;
    const [encoded] = encodeEvents(stream, [anEvent(event)]);
    if (!encoded) throw new Error('no event');
    const { id, type, data, metadata } = toNative(encoded, recordedAt);
    const content = { id, type, contentType: 'application/json', data: Buffer.from(data), metadata: Buffer.from(metadata) };
    return this.#put({ stream: PREFIX + stream, ...content, ...native });
  }

  /** Somebody else's. */
  writeElsewhere(count = 1): void {
    for (let index = 0; index < count; index++) this.#put({ stream: `elsewhere-${this.all.length}`, type: 'Other' });
  }

  /** Takes back what was written last, as the restore of an older backup would. */
  lose(count: number): void {
    this.all.splice(-count);
  }

  /** Says of one of our streams what hides its events; null takes everything back. */
  hide(stream: string, metadata: object | null): void {
    this.#put({
      stream: `$$${PREFIX}${stream}`,
      type: '$metadata',
      contentType: 'application/json',
      data: Buffer.from(JSON.stringify(metadata ?? {})),
      metadata: Buffer.alloc(0),
    });
  }

  #put(content: Partial<NativeRecord>): NativeRecord {
    const position = (this.all.at(-1)?.commit ?? STEP) + STEP;
    const stream = content.stream ?? '';
    const revision = BigInt(this.all.filter((record) => record.stream === stream).length);
    const defaults = { revision, created: `${Date.now()}0000`, commit: position, prepare: position };
    const record = Object.assign(new NativeRecord(), defaults, content);
    this.all.push(record);
    this.#written.emit('written');
    return record;
  }

  async *#untilEnd(from: bigint): AsyncGenerator<NativeMessage> {
    for (const record of this.all) if (record.commit >= from) yield this.#shown(record);
  }

  #shown(record: NativeRecord): NativeMessage {
    return { content: record.stream.replace('$$', '').startsWith(PREFIX) ? record : new Checkpoint(record.position) };
  }

  async *#messages(after: bigint, signal: AbortSignal): AsyncGenerator<NativeMessage> {
    let at = after;
    const writes = on(this.#written, 'written', { signal });
    for (;;) {
      signal.throwIfAborted();
      const next = this.isMute ? undefined : this.all.find(({ commit }) => commit > at);
      if (!next) {
        await writes.next();
        continue;
      }
      at = next.commit;
      yield this.#shown(next);
    }
  }
}

/** As the client's own reads give it. */
function resolved({ id, stream: streamId, type, revision, position, created, contentType, metadata, data }: NativeRecord): ResolvedEvent {
  const parsed = (bytes: Buffer, orElse: unknown): unknown => {
    try {
      return JSON.parse(bytes.toString());
    } catch {
      return orElse;
    }
  };
  const isJson = contentType === 'application/json';
  const content = { data: isJson ? parsed(data, data.toString()) : data, metadata: metadata.length === 0 ? undefined : parsed(metadata, metadata) };
  return { event: { id, streamId, type, revision, position, created: new Date(Number(created.slice(0, -4))), isJson, ...content } } as unknown as ResolvedEvent;
}
