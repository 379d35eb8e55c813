import type { ResolvedEvent } from '@eventstore/db-client';
import type { NativePlace } from '../errors.js';
import type { Expected } from '../port.js';
import { MIRROR_READER, readerStream } from '../readers/reader.js';

/** Reads a native stream as the server numbers it. */
export type NativePage = (native: string, from: bigint | 'end', count: number) => Promise<readonly ResolvedEvent[]>;

type Place = Omit<NativePlace, 'type'>;

const PAGE = 500;

/**
 * How one native stream is numbered without what is passed over in it: what follows that has the revisions that it would have had without, so that es.events
 * and every decision see a stream without holes.
 */
export class Numbers {
  /** @param without the native revisions that are passed over, in order */
  constructor(private readonly without: readonly bigint[]) {}

  get count(): number {
    return this.without.length;
  }

  /** @param revision the server's */
  isPassedOver(revision: bigint): boolean {
    return this.without.includes(revision);
  }

  /** Of an event, or of whatever stands last, by the server's own number. */
  ours(native: bigint): bigint {
    return native - BigInt(this.without.filter((one) => one <= native).length);
  }

  /** What the server calls the event that has a revision here. */
  native(ours: bigint): bigint {
    return this.without.reduce((native, one) => (one <= native ? native + 1n : native), ours);
  }

  /** What a stream that stands at a revision here is to be at there: behind all that is passed over at its end. */
  expected(ours: Expected): Expected {
    return asExpected(this.native((ours === 'none' ? -1n : ours) + 1n) - 1n);
  }

  actual(native: Expected): Expected {
    return native === 'none' ? native : asExpected(this.ours(native));
  }
}

const AS_THEY_ARE = new Numbers([]);
const asExpected = (revision: bigint): Expected => (revision < 0n ? 'none' : revision);

/**
 * What the mirror passes over in an EventStoreDB, told by EventStoreDB itself: es.events ends before it. It is the same for whoever reads there, so that
 * decisions, appends, the mirror and whatever compares them number streams alike.
 */
export class PassedOverThere {
  #known: ReadonlyMap<string, Numbers> | undefined;
  #count = 0;

  constructor(private readonly prefix: string) {}

  /** How many events are known to be passed over. */
  get count(): number {
    return this.#count;
  }

  /**
   * Asks anew. What is foreign in the very stream that says so is passed over by itself, since nobody could say it there.
   * @returns whether something is passed over that was not known to be
   */
  async learn(read: NativePage): Promise<boolean> {
    const before = this.#count;
    const places = new Map<string, Set<bigint>>();
    for await (const { id, stream, revision } of this.#said(read)) {
      // A history that was brought to another store says so too of events that are not there.
      const [there] = await read(stream, revision, 1);
      if (there?.event?.id === id && there.event.revision === revision) places.set(stream, (places.get(stream) ?? new Set()).add(revision));
    }
    this.#count = [...places.values()].reduce((sum, { size }) => sum + size, 0);
    this.#known = new Map([...places].map(([native, revisions]) => [native, new Numbers([...revisions].sort((one, other) => (one < other ? -1 : 1)))]));
    return this.#count > before;
  }

  async *#said(read: NativePage): AsyncIterable<Place> {
    const stream = this.prefix + readerStream(MIRROR_READER);
    for (let from = 0n, size = PAGE; size === PAGE; from += BigInt(PAGE)) {
      const page = await read(stream, from, PAGE);
      for (const { event } of page) {
        const place = event && placeIn(event);
        if (place) yield place;
      }
      size = page.length;
    }
  }

  /** How a native stream is numbered, by what was learnt last. */
  of(native: string): Numbers {
    return this.#known?.get(native) ?? AS_THEY_ARE;
  }

  /** A page of a native stream without what is passed over, which is learnt first where nothing was yet. @param from a revision as it is without */
  async page(read: NativePage, native: string, from: bigint | 'end', count: number): Promise<readonly ResolvedEvent[]> {
    if (!this.#known) await this.learn(read);
    const numbers = this.of(native);
    const found = await read(native, from === 'end' ? from : numbers.native(from), count + numbers.count);
    if (numbers.count === 0) return found;
    return found.flatMap((resolved) => withoutPassedOver(resolved, numbers)).slice(0, count);
  }
}

function withoutPassedOver(resolved: ResolvedEvent, numbers: Numbers): readonly ResolvedEvent[] {
  const { event } = resolved;
  if (!event) return [resolved];
  return numbers.isPassedOver(event.revision) ? [] : [{ ...resolved, event: { ...event, revision: numbers.ours(event.revision) } }];
}

/** Where what is passed over stands, as an event says; where it stands itself, if this product did not write it; undefined where nothing follows from it. */
function placeIn({ id, type, streamId, revision, isJson, data, metadata }: NonNullable<ResolvedEvent['event']>): Place | undefined {
  const isOurs = type === 'EventPassedOver' && isJson && typeof (metadata as { commandId?: unknown } | undefined)?.commandId === 'string';
  if (!isOurs) return { id, stream: streamId, revision };
  const said = (data ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof said['eventId'] !== 'string' || typeof said['stream'] !== 'string' || !/^\d+$/.test(String(said['revision']))) return undefined;
  return { id: said['eventId'], stream: said['stream'], revision: BigInt(String(said['revision'])) };
}
