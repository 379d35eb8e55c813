import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@app/database';
import type { ResolvedEvent, StreamingRead } from '@eventstore/db-client';
import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { goneForGood, LogCorrupt, StoreUnavailable, WrongStore } from '../errors.js';
import type { Expected } from '../port.js';
import type { NativeOutcome } from './append-call.js';
import { Availability } from './availability.js';
import { confirmStore, GENESIS } from './confirmed-store.js';
import { type Connection, type EventStoreDbOptions, parseConnectionString } from './connection-string.js';
import { NativeAppends } from './native-appends.js';
import { NativeClient } from './native-client.js';
import type { NativeEvent, NativePosition } from './native-event.js';
import { BUDGET_MS } from './patience.js';
import { type NativePage, type Numbers, PassedOverThere } from './passed-over-there.js';
import { Renewable } from './renewable.js';

/** The first event of a prefix: where the mirror begins, and by which a store is told from any other. */
export interface Genesis {
  readonly storeId: string;
  readonly position: NativePosition;
}

type Question = (client: NativeClient, onSilence: () => void) => Promise<readonly ResolvedEvent[]>;

const READS_IN_OUTAGE_MS = 8 * 3_600_000;
/** A read that brings nothing for so long is given up, with its connection. */
const SILENCE_MS = 3_000;
/** How often a node is looked for by who waits for it, and how often that is said. */
const LOOK_MS = 1_000;
const SAY_MS = 30_000;
/** What a page is where there is no such stream, or none any more. */
export const NO_STREAM: readonly ResolvedEvent[] = [];
const UNAUTHENTICATED = 16;
const PERMISSION_DENIED = 7;

/**
 * One installation's streams in one EventStoreDB: one for each process. Appends, pages and subscriptions have a connection each, so that
 * one that is given up takes nothing else with it.
 */
export class EventStoreDb implements OnApplicationShutdown {
  readonly prefix: string;
  /** Appends, which expect and answer revisions as they are without what is passed over. */
  readonly appending: Pick<NativeAppends, 'append'>;
  readonly #appends: NativeAppends;
  readonly #passedOver: PassedOverThere;
  readonly #connection: Connection;
  readonly #pages: Renewable<NativeClient>;
  readonly #subscriptions: Renewable<NativeClient>;
  readonly #log = new Logger('EventStoreDB');
  readonly #availability = new Availability(() => this.#read((client, onSilence) => pageOf(client, this.nativeStream(GENESIS), 0n, 1, onSilence), false));
  #closed = false;
  #confirmations = 0;

  /**
   * Connects when first used.
   * @param mirror whose store this is to be: each connection is confirmed to lead to it before anything that was read or appended there counts
   * @throws Error where the connection string cannot work
   */
  constructor(
    private readonly options: EventStoreDbOptions,
    mirror?: Database,
  ) {
    const { connectionString, prefix } = options;
    this.#connection = parseConnectionString(connectionString);
    this.#passedOver = new PassedOverThere(prefix);
    const confirm = (database: Database) => async (client: NativeClient) => {
      this.#confirmations++;
      const read = pagesOf(client);
      await confirmStore(database, {
        prefix,
        page: (native, from, count) => this.#passedOver.page(read, native, from, count),
        learn: () => this.#passedOver.learn(read),
      });
    };
    const make = () => new NativeClient(this.#connection, mirror && confirm(mirror));
    this.prefix = prefix;
    this.#appends = new NativeAppends(make);
    this.appending = { append: (...asked) => this.#append(...asked) };
    this.#pages = new Renewable(make);
    this.#subscriptions = new Renewable(make);
  }

  /** Whether it did not answer whoever asked last. */
  get isAway(): boolean {
    return this.#availability.failure !== undefined;
  }

  /** Why it cannot be asked now, in words, without the password; undefined where it can. */
  get trouble(): string | undefined {
    const { failure } = this.#availability;
    if (failure?.cause === undefined) return undefined;
    return this.whyHopeless(failure) ?? `EventStoreDB cannot be reached: ${wordsOf(failure.cause)}`;
  }

  /** Whether no waiting will mend that: it lets this user do nothing, or is not spoken to as it wants. */
  get isHopeless(): boolean {
    const { failure } = this.#availability;
    return failure !== undefined && this.whyHopeless(failure) !== undefined;
  }

  /** What somebody failed for here and no waiting will mend, in words, without the password; undefined for what may pass. */
  whyHopeless(error: unknown): string | undefined {
    return hopeless(error instanceof StoreUnavailable ? error.cause : error, this.#connection);
  }

  /** How long queries are answered from what is mirrored, once the mirror can no longer be level. */
  get readsInOutageMs(): number {
    return this.options.readsInOutageMs ?? READS_IN_OUTAGE_MS;
  }

  /** Another one whenever a connection was made anew, or more is known to be passed over, by which streams are numbered. */
  get era(): number {
    return this.#confirmations + this.#passedOver.count;
  }

  /** Whether this installation may begin a history here by itself. */
  get mayBegin(): boolean {
    return this.options.mayBegin ?? true;
  }

  /** The same store, whatever it holds: for whoever finds out what that is. */
  unconfirmed(): EventStoreDb {
    return new EventStoreDb(this.options);
  }

  /**
   * The client for subscriptions; another one after `renew()`. Beware of its streams: cancelled by the client they end without an error; left
   * early they still emit errors, and one that nobody listens for ends the process; iteration begins in the tick that made them.
   */
  get reading(): NativeClient {
    return this.#subscriptions.current;
  }

  /** Gives up the connection of subscriptions, and with it what is subscribed to. */
  renew(): Promise<void> {
    return this.#subscriptions.renew(this.#subscriptions.current);
  }

  nativeStream(stream: string): string {
    return this.prefix + stream;
  }

  /** @throws LogCorrupt for a stream that is not this installation's */
  streamOf(native: string): string {
    if (!native.startsWith(this.prefix)) throw new LogCorrupt(`the stream ${native} is not one of ${this.prefix}…`);
    return native.slice(this.prefix.length);
  }

  /** How a native stream is numbered, by what was learnt last of what is passed over. */
  numbersOf(native: string): Numbers {
    return this.#passedOver.of(native);
  }

  /** Asks anew what is passed over. @returns whether something is that was not known to be @throws StoreUnavailable, WrongStore, LogCorrupt */
  async learn(budgetMs = BUDGET_MS): Promise<boolean> {
    let isMore = false;
    await this.#ask(async (client, onSilence) => {
      isMore = await this.#passedOver.learn(pagesOf(client, onSilence));
      return [];
    }, budgetMs);
    return isMore;
  }

  /**
   * Events of a native stream from a revision on, at most `count`, or from its end backwards, without what is passed over; `NO_STREAM` where there is no stream.
   * @param budgetMs how long a store that is away is waited for, since it was
   * @throws StoreUnavailable when that is spent; WrongStore; LogCorrupt for a stream that was deleted for good
   */
  page(native: string, from: bigint | 'end', count: number, budgetMs = BUDGET_MS): Promise<readonly ResolvedEvent[]> {
    return this.#ask((client, onSilence) => this.#passedOver.page(pagesOf(client, onSilence), native, from, count), budgetMs);
  }

  /** The last events of all that the server holds, whosever they are, from the last on. @throws StoreUnavailable, WrongStore */
  newest(count: number): Promise<readonly ResolvedEvent[]> {
    return this.#ask(
      (client, onSilence) => collect(client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: count, requiresLeader: true }), onSilence),
      0,
    );
  }

  /** The first event under the prefix, whosever store this is; undefined where there is none. @throws StoreUnavailable */
  async genesis(): Promise<Genesis | undefined> {
    const [found] = await this.#ask((client, onSilence) => pageOf(client, this.nativeStream(GENESIS), 0n, 1, onSilence), BUDGET_MS, false);
    if (!found) return undefined;
    const { storeId } = (found.event?.data ?? {}) as { storeId?: unknown };
    if (typeof storeId !== 'string' || !found.event?.position) throw new LogCorrupt(`${this.nativeStream(GENESIS)} does not begin as it was created`);
    return { storeId, position: found.event.position };
  }

  /** Writes the genesis where there is none. Whoever came first, theirs counts. @throws StoreUnavailable, AppendOutcomeUnknown */
  async begin(): Promise<Genesis> {
    const known = await this.genesis();
    if (known) return known;
    const data = Buffer.from(JSON.stringify({ storeId: randomUUID() }));
    const event = { id: randomUUID(), type: 'InstallationCreated', data, metadata: Buffer.from('{}') };
    await this.appending.append(this.nativeStream(GENESIS), [event], 'none');
    const begun = await this.genesis();
    if (!begun) throw new LogCorrupt(`${this.nativeStream(GENESIS)} was written and is not there`);
    return begun;
  }

  /**
   * Sees that this user may do what the product does, of the first node that answers. That none can be reached is no error: they may be
   * starting too, and readiness says so.
   * @returns whether one was reached
   * @throws Error that says what is wrong, without the password
   */
  async check(): Promise<boolean> {
    const unreached = await this.#unreached();
    if (unreached !== undefined) this.#log.warn(`not reached yet: ${unreached}`);
    return unreached === undefined;
  }

  /**
   * Waits until a node answers, for whoever can do nothing without.
   * @param say told why it does not, at once and every so often
   * @throws as `check`
   */
  async untilReached(say: (why: string) => void): Promise<void> {
    for (let said = Number.NEGATIVE_INFINITY; ; await sleep(LOOK_MS)) {
      const unreached = await this.#unreached();
      if (unreached === undefined) return;
      if (performance.now() - said < SAY_MS) continue;
      said = performance.now();
      say(unreached);
    }
  }

  /** Why no node answers; undefined where one does. */
  async #unreached(): Promise<string | undefined> {
    let unreached: unknown;
    for (const endpoint of this.#connection.endpoints) {
      const client = new NativeClient({ ...this.#connection, cluster: false, endpoints: [endpoint] });
      try {
        await collect(client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 }));
        return undefined;
      } catch (error) {
        const problem = this.whyHopeless(error);
        if (problem) throw new Error(`EVENTSTORE_CONNECTION_STRING: ${problem}.`, { cause: error });
        unreached = error;
      } finally {
        await client.close();
      }
    }
    return wordsOf(unreached);
  }

  async #append(native: string, events: readonly NativeEvent[], expected: Expected): Promise<NativeOutcome> {
    const numbers = this.numbersOf(native);
    const outcome = await this.#appends.append(native, events, numbers.expected(expected));
    if (outcome.kind === 'conflict') return { ...outcome, actual: numbers.actual(outcome.actual) };
    return { ...outcome, revision: numbers.ours(outcome.revision) };
  }

  #ask(question: Question, budgetMs: number, isConfirmed = true): Promise<readonly ResolvedEvent[]> {
    return this.#availability.ask(
      () => this.#read(question, isConfirmed),
      budgetMs,
      (error) => this.whyHopeless(error) === undefined,
    );
  }

  async #read(ask: Question, isConfirmed = true): Promise<readonly ResolvedEvent[]> {
    const client = this.#pages.current;
    try {
      const session = isConfirmed ? await client.session() : undefined;
      const events = await ask(client, () => void this.#pages.renew(client));
      // What the client gives up by itself ends as if all had been read; and what came after a loss may be another node's.
      if (this.#closed || client !== this.#pages.current || session?.isLost) throw new Error('the connection was given up');
      return events;
    } catch (error) {
      throw error instanceof WrongStore || error instanceof LogCorrupt ? error : new StoreUnavailable(error);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.#closed = true;
    this.#availability.close();
    await this.#appends.close();
    await Promise.all([this.#pages.current.close(), this.#subscriptions.current.close()]);
  }
}

const pagesOf =
  (client: NativeClient, onSilence?: () => void): NativePage =>
  (native, from, count) =>
    pageOf(client, native, from, count, onSilence);

/** @throws StreamCut for a stream that was deleted for good */
async function pageOf(client: NativeClient, native: string, from: bigint | 'end', count: number, onSilence?: () => void): Promise<readonly ResolvedEvent[]> {
  const direction = from === 'end' ? 'backwards' : 'forwards';
  try {
    return await collect(client.readStream(native, { direction, fromRevision: from, maxCount: count, requiresLeader: true }), onSilence);
  } catch (error) {
    const { type } = error as { readonly type?: unknown };
    if (type === 'stream-not-found') return NO_STREAM;
    if (type === 'stream-deleted') throw goneForGood(native, 'was deleted for good in EventStoreDB');
    throw error;
  }
}

/** @param onSilence the read is given up, and has failed */
async function collect(stream: StreamingRead<ResolvedEvent>, onSilence?: () => void): Promise<readonly ResolvedEvent[]> {
  // An error may also come when the last event was taken; without a listener it would end the process.
  stream.on('error', () => undefined);
  let heard = false;
  const silence = setInterval(() => {
    if (!heard) {
      stream.destroy(new Error(`nothing came within ${SILENCE_MS} ms`));
      onSilence?.();
    }
    heard = false;
  }, SILENCE_MS);
  const events: ResolvedEvent[] = [];
  try {
    for await (const event of stream) {
      heard = true;
      events.push(event);
    }
    return events;
  } finally {
    clearInterval(silence);
  }
}

const wordsOf = (thrown: unknown): string => (thrown instanceof Error ? thrown : new Error(String(thrown))).message;

/** What no waiting will mend, in words; undefined where it may. */
function hopeless(error: unknown, { credentials }: Connection): string | undefined {
  const { code, message = '' } = (error ?? {}) as { readonly code?: unknown; readonly message?: string };
  if (code === UNAUTHENTICATED) return 'the user name or the password is wrong';
  if (code === PERMISSION_DENIED && !credentials) return 'it names no user, and this server asks for one. Write esdb://user:password@host';
  if (code === PERMISSION_DENIED) return `the user ${credentials?.username ?? ''} may not read $all, which the mirror must. Members of $admins may`;
  if (message.includes('wrong version number')) return 'the server does not speak TLS. Add tls=false, where nobody else can listen in';
  const [untrusted] = /unable to (verify|get)[^.]*certificate|self.signed certificate[^.]*|certificate has expired|[^.]*altnames[^.]*/i.exec(message) ?? [];
  return (
    untrusted &&
    `the server's certificate is not accepted: ${untrusted.trim()}. Name its authority's certificate in tlsCaFile, and the host as the certificate does`
  );
}
