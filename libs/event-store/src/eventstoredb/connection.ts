import { randomUUID } from 'node:crypto';
import type { ResolvedEvent, StreamingRead } from '@eventstore/db-client';
import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { LogCorrupt, StoreUnavailable } from '../errors.js';
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
const GENESIS = 'genesis';
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

  /** Connects when first used. @throws Error where the connection string cannot work */
  constructor({ connectionString, prefix }: EventStoreDbOptions) {
    this.#connection = parseConnectionString(connectionString);
    const make = () => new NativeClient(this.#connection);
    this.prefix = prefix;
    this.appending = new NativeAppends(make);
    this.#pages = new Renewable(make);
    this.#subscriptions = new Renewable(make);
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
   * Events of a native stream from a revision on, at most `count`, or from its end backwards; none where there is no stream.
   * @throws StoreUnavailable when `BUDGET_MS` is spent
   */
  page(native: string, from: bigint | 'end', count: number): Promise<readonly ResolvedEvent[]> {
    const direction = from === 'end' ? 'backwards' : 'forwards';
    return patiently(
      () => this.#read((client) => client.readStream(native, { direction, fromRevision: from, maxCount: count, requiresLeader: true })),
      (error) => !this.#closed && error instanceof StoreUnavailable && !hopeless(error.cause, this.#connection),
    );
  }

  /** The last events of all that the server holds, whosever they are, from the last on. @throws StoreUnavailable */
  newest(count: number): Promise<readonly ResolvedEvent[]> {
    return this.#read((client) => client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: count, requiresLeader: true }));
  }

  /** What is written once, when a prefix is first used. @throws StoreUnavailable, AppendOutcomeUnknown */
  async genesis(): Promise<Genesis> {
    const native = this.nativeStream(GENESIS);
    let [found] = await this.page(native, 0n, 1);
    if (!found) {
      const data = Buffer.from(JSON.stringify({ storeId: randomUUID() }));
      await this.appending.append(native, [{ id: randomUUID(), type: 'InstallationCreated', data, metadata: Buffer.from('{}') }], 'none');
      // Whoever came first, this is what counts.
      [found] = await this.page(native, 0n, 1);
    }
    const { storeId } = (found?.event?.data ?? {}) as { storeId?: unknown };
    if (typeof storeId !== 'string' || !found?.event?.position) throw new LogCorrupt(`${native} does not begin as it was created`);
    return { storeId, position: found.event.position };
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

  async #read(ask: (client: NativeClient) => StreamingRead<ResolvedEvent>): Promise<readonly ResolvedEvent[]> {
    const client = this.#pages.current;
    try {
      const events = await collect(ask(client), () => void this.#pages.renew(client));
      // What the client gives up by itself ends as if all had been read.
      if (this.#closed || client !== this.#pages.current) throw new Error('the connection was given up');
      return events;
    } catch (error) {
      if ((error as { type?: unknown }).type === 'stream-not-found') return [];
      throw new StoreUnavailable(error);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.#closed = true;
    await this.appending.close();
    await Promise.all([this.#pages.current.close(), this.#subscriptions.current.close()]);
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
