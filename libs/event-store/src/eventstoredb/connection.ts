import { randomUUID } from 'node:crypto';
import type { EventStoreDBClient, ResolvedEvent } from '@eventstore/db-client';
import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { LogCorrupt, StoreUnavailable } from '../errors.js';
import { type EventStoreDbOptions, parseConnectionString } from './connection-string.js';
import { NativeAppends } from './native-appends.js';
import { NativeClient } from './native-client.js';
import type { NativePosition } from './native-event.js';
import { Renewable } from './renewable.js';

export { type EventStoreDbOptions, eventStoreDbOptions } from './connection-string.js';

/** The first event of a prefix: where the mirror begins, and by which a store is told from any other. */
export interface Genesis {
  readonly storeId: string;
  readonly position: NativePosition;
}

/** A page that brings nothing for so long is given up, with its connection. */
const SILENCE_MS = 5_000;
const GENESIS = 'genesis';

/**
 * One installation's streams in one EventStoreDB: one for each process. Appends, pages and subscriptions have a connection each, so that
 * one that is given up takes nothing else with it.
 */
export class EventStoreDb implements OnApplicationShutdown {
  readonly prefix: string;
  readonly appending: NativeAppends;
  readonly #pages: Renewable<NativeClient>;
  readonly #subscriptions: Renewable<NativeClient>;
  readonly #log = new Logger('EventStoreDB');
  #closed = false;

  /** Connects when first used. @throws Error where the connection string cannot work */
  constructor({ connectionString, prefix }: EventStoreDbOptions) {
    const connection = parseConnectionString(connectionString);
    const make = () => new NativeClient(connection);
    this.prefix = prefix;
    this.appending = new NativeAppends(make);
    this.#pages = new Renewable(make);
    this.#subscriptions = new Renewable(make);
  }

  /**
   * The client for subscriptions; another one after `renew()`. Beware of its streams: cancelled by the client they end without an error; left
   * early they still emit errors, and one that nobody listens for ends the process; iteration begins in the tick that made them.
   */
  get reading(): EventStoreDBClient {
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
   * Events of a native stream from a revision on, at most `count`; none where there is no stream.
   * @throws StoreUnavailable
   */
  async page(native: string, from: bigint, count: number): Promise<readonly ResolvedEvent[]> {
    const client = this.#pages.current;
    const stream = client.readStream(native, { fromRevision: from, maxCount: count, requiresLeader: true });
    // An error may also come when the last event was taken.
    stream.on('error', () => undefined);
    let heard = true;
    const silence = setInterval(() => {
      if (!heard) stream.destroy(new Error(`no event within ${SILENCE_MS} ms`));
      if (!heard) void this.#pages.renew(client);
      heard = false;
    }, SILENCE_MS);
    const events: ResolvedEvent[] = [];
    try {
      for await (const event of stream) {
        heard = true;
        events.push(event);
      }
    } catch (error) {
      if ((error as { type?: string }).type === 'stream-not-found') return [];
      throw new StoreUnavailable(error);
    } finally {
      clearInterval(silence);
    }
    // What the client gives up by itself ends as if it had been read.
    if (this.#closed || client !== this.#pages.current) throw new StoreUnavailable('the connection was given up');
    return events;
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
   * Whether this user may do what the product does. A server that cannot be reached is no error: it may be starting too, and readiness says so.
   * @throws Error that says what is wrong
   */
  async check(): Promise<void> {
    const stream = this.#pages.current.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1, requiresLeader: true });
    stream.on('error', () => undefined);
    const silence = setTimeout(() => stream.destroy(new Error(`no answer within ${SILENCE_MS} ms`)), SILENCE_MS);
    try {
      for await (const _event of stream) continue;
    } catch (error) {
      this.#log.warn(`not reached yet: ${(error as Error).message}`);
    } finally {
      clearTimeout(silence);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.#closed = true;
    await this.appending.close();
    await Promise.all([this.#pages.current.close(), this.#subscriptions.current.close()]);
  }
}
