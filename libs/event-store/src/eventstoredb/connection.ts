import { randomUUID } from 'node:crypto';
import type { Database } from '@app/database';
import type { ResolvedEvent, StreamingRead } from '@eventstore/db-client';
import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { LogCorrupt, StoreUnavailable, WrongStore } from '../errors.js';
import { confirmStore, GENESIS } from './confirmed-store.js';
import { type Connection, type EventStoreDbOptions, parseConnectionString } from './connection-string.js';
import { NativeAppends } from './native-appends.js';
import { NativeClient } from './native-client.js';
import type { NativePosition } from './native-event.js';
import { patiently } from './patience.js';
import { Renewable } from './renewable.js';

/** The first event of a prefix: where the mirror begins, and by which a store is told from any other. */
export interface Genesis {
  readonly storeId: string;
  readonly position: NativePosition;
}

/** A read that brings nothing for so long is given up, with its connection. */
const SILENCE_MS = 3_000;
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
  readonly appending: NativeAppends;
  readonly #connection: Connection;
  readonly #pages: Renewable<NativeClient>;
  readonly #subscriptions: Renewable<NativeClient>;
  readonly #log = new Logger('EventStoreDB');
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
    const confirm = (database: Database) => (client: NativeClient) => {
      this.#confirmations++;
      return confirmStore(database, { prefix, page: (native, from, count) => pageOf(client, native, from, count) });
    };
    const make = () => new NativeClient(this.#connection, mirror && confirm(mirror));
    this.prefix = prefix;
    this.appending = new NativeAppends(make);
    this.#pages = new Renewable(make);
    this.#subscriptions = new Renewable(make);
  }

  /** Another one whenever a connection was made anew. */
  get era(): number {
    return this.#confirmations;
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

  /**
   * Events of a native stream from a revision on, at most `count`, or from its end backwards; `NO_STREAM` where there is no stream.
   * @throws StoreUnavailable when `BUDGET_MS` is spent; WrongStore; LogCorrupt for a stream that was deleted for good
   */
  page(native: string, from: bigint | 'end', count: number): Promise<readonly ResolvedEvent[]> {
    return patiently(
      () => this.#read((client, onSilence) => pageOf(client, native, from, count, onSilence)),
      (error) => !this.#closed && error instanceof StoreUnavailable && !hopeless(error.cause, this.#connection),
    );
  }

  /** The last events of all that the server holds, whosever they are, from the last on. @throws StoreUnavailable, WrongStore */
  newest(count: number): Promise<readonly ResolvedEvent[]> {
    return this.#read((client, onSilence) =>
      collect(client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: count, requiresLeader: true }), onSilence),
    );
  }

  /** The first event under the prefix, whosever store this is; undefined where there is none. @throws StoreUnavailable */
  async genesis(): Promise<Genesis | undefined> {
    const [found] = await patiently(
      () => this.#read((client, onSilence) => pageOf(client, this.nativeStream(GENESIS), 0n, 1, onSilence), false),
      (error) => !this.#closed && error instanceof StoreUnavailable && !hopeless(error.cause, this.#connection),
    );
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
    let unreached: unknown;
    for (const endpoint of this.#connection.endpoints) {
      const client = new NativeClient({ ...this.#connection, cluster: false, endpoints: [endpoint] });
      try {
        await collect(client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 }));
        return true;
      } catch (error) {
        const problem = hopeless(error, this.#connection);
        if (problem) throw new Error(`EVENTSTORE_CONNECTION_STRING: ${problem}`, { cause: error });
        unreached = error;
      } finally {
        await client.close();
      }
    }
    this.#log.warn(`not reached yet: ${unreached instanceof Error ? unreached.message : String(unreached)}`);
    return false;
  }

  async #read(ask: (client: NativeClient, onSilence: () => void) => Promise<readonly ResolvedEvent[]>, isConfirmed = true): Promise<readonly ResolvedEvent[]> {
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
    await this.appending.close();
    await Promise.all([this.#pages.current.close(), this.#subscriptions.current.close()]);
  }
}

/** @throws LogCorrupt for a stream that was deleted for good */
async function pageOf(client: NativeClient, native: string, from: bigint | 'end', count: number, onSilence?: () => void): Promise<readonly ResolvedEvent[]> {
  const direction = from === 'end' ? 'backwards' : 'forwards';
  try {
    return await collect(client.readStream(native, { direction, fromRevision: from, maxCount: count, requiresLeader: true }), onSilence);
  } catch (error) {
    const { type } = error as { readonly type?: unknown };
    if (type === 'stream-not-found') return NO_STREAM;
    if (type === 'stream-deleted') throw new LogCorrupt(`the stream ${native} was deleted for good in EventStoreDB`);
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

/** What no waiting will mend, in words; undefined where it may. */
function hopeless(error: unknown, { credentials }: Connection): string | undefined {
  const { code, message = '' } = error as { readonly code?: unknown; readonly message?: string };
  if (code === UNAUTHENTICATED) return 'the user name or the password is wrong.';
  if (code === PERMISSION_DENIED && !credentials) return 'it names no user, and this server asks for one. Write esdb://user:password@host.';
  if (code === PERMISSION_DENIED) return `the user ${credentials?.username ?? ''} may not read $all, which the mirror must. Members of $admins may.`;
  if (message.includes('wrong version number')) return 'the server does not speak TLS. Add tls=false, where nobody else can listen in.';
  const [untrusted] = /unable to (verify|get)[^.]*certificate|self.signed certificate[^.]*|certificate has expired|[^.]*altnames[^.]*/i.exec(message) ?? [];
  return (
    untrusted &&
    `the server's certificate is not accepted: ${untrusted.trim()}. Name its authority's certificate in tlsCaFile, and the host as the certificate does.`
  );
}
