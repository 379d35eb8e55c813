import { Database } from '@app/database';
import { askToRetry, Codec, type Log, LOG, Mirror, MIRROR_READER, readerStream, type Stop, stops } from '@app/event-store';
import { type Actor, Clock, type Instant, type Position, type Receipt } from '@app/kernel';
import { ProcessRunner, readerOf, timersOf } from '@app/process-manager';
import { OPENED_READER, OpenedTables, READ_MODEL_READER, ReadModel } from '@app/read-model';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { READER_LOCKS } from './attendance.js';
import { assertReader, PassOverEvent } from './domain/pass-over-event.js';
import type { EventPassedOver, PassOverReason } from './domain/reader.events.js';

/** How a reader of the log stands. */
export interface ReaderStatus {
  readonly name: string;
  /** Everything up to here is read; null where nothing is. */
  readonly position: Position | null;
  /** How many events it is behind the log. */
  readonly lag: bigint | null;
  /** What it cannot go beyond; null while it goes on. */
  readonly stopped: Pick<Stop, 'event' | 'reason'> | null;
}

/** That a reader passes over an event, with when that was recorded. */
export type PassedOver = EventPassedOver['data'] & { readonly recordedAt: Instant };

/** More than one reader ever passes over. */
const MOST_PASSED_OVER = 10_000;

const POSITION = /^[1-9]\d{0,17}$/;
const STILL_WITHIN_MS = 3_000;
const LOOK_MS = 50;

/** Whoever reads the log in order, wherever it runs. */
@Injectable()
export class Readers {
  constructor(
    private readonly database: Database,
    private readonly readModel: ReadModel,
    private readonly opened: OpenedTables,
    private readonly processes: ProcessRunner,
    @Inject(LOG) private readonly log: Log,
    private readonly codec: Codec,
    private readonly bus: CommandBus,
    private readonly clock: Clock,
    /** Where the history is in an EventStoreDB. */
    @Optional() private readonly mirror?: Mirror,
  ) {}

  /** @throws DatabaseUnavailable */
  async status(): Promise<readonly ReaderStatus[]> {
    const [readModel, directory, managers, stopped] = await Promise.all([
      this.readModel.status(),
      this.opened.position(),
      this.processes.status(),
      stops(this.database),
    ]);
    const { head } = readModel;
    const standing = (name: string, position: Position | null): ReaderStatus => ({
      name,
      position,
      lag: position === null ? null : head - position,
      stopped: stopped.find(({ reader }) => reader === name) ?? null,
    });
    const known = [
      standing(READ_MODEL_READER, readModel.schema === null ? null : readModel.position),
      standing(OPENED_READER, directory),
      ...managers.map(({ name, position }) => standing(readerOf(name), position)),
      // How far it is behind its store, it says itself.
      ...(this.mirror ? [{ ...standing(MIRROR_READER, head), lag: null }] : []),
    ];
    // What is at work elsewhere, and timers of process managers.
    const others = stopped.filter(({ reader }) => !known.some(({ name }) => name === reader));
    return [...known, ...others.map(({ reader }) => standing(reader, null))];
  }

  /**
   * What is passed over, by the log itself: also where the read model cannot say.
   * @throws DatabaseUnavailable
   */
  async passedOver(): Promise<readonly PassedOver[]> {
    // Also what a mirror passed over that is none any more.
    const names = new Set([...(await this.names()), MIRROR_READER]);
    const streams = await this.log.readStreams(
      [...names].map((name) => readerStream(name)),
      { upTo: await this.log.head(), limit: MOST_PASSED_OVER },
    );
    return [...streams.values()].flat().map((stored) => {
      const { data, recordedAt } = this.codec.decode<EventPassedOver>(stored);
      return { ...data, recordedAt };
    });
  }

  /**
   * Has a reader, or all that have stopped, try again at once.
   * @returns whom it was asked of
   * @throws Refused READER_NOT_FOUND; DatabaseUnavailable
   */
  async retry(name?: string): Promise<readonly string[]> {
    if (name !== undefined) assertReader(name, await this.names());
    return askToRetry(this.database, name);
  }

  /**
   * Has a reader go on behind the event that it stopped at.
   * @param asked the event by its id, or by its position in the log
   * @returns the id of what was recorded; undefined where it passes over that one already
   * @throws Refused READER_NOT_FOUND, EVENT_NOT_FOUND, READER_NOT_STOPPED
   */
  async passOver({ reader, event, reason }: { reader: string; event: string; reason: PassOverReason }, actor: Actor): Promise<string | undefined> {
    const [commandId, today] = [randomUUID(), this.clock.today()];
    const eventId = POSITION.test(event) ? ((await this.#at(BigInt(event))) ?? event) : event.toLowerCase();
    const meta = { commandId, actor, effectiveOn: today, now: this.clock.instant(), today, correlationId: commandId };
    const { eventIds } = await this.bus.execute<PassOverEvent, Receipt>(new PassOverEvent(meta, { reader, eventId, reason }));
    await this.retry(reader);
    return eventIds[0];
  }

  async #at(position: Position): Promise<string | undefined> {
    for await (const { id } of this.log.read({ after: position - 1n, limit: 1 })) return id;
    return undefined;
  }

  /** Under which names something reads the log, here or where it has stopped. */
  async names(): Promise<readonly string[]> {
    const [known, managers] = await Promise.all([this.status(), this.processes.status()]);
    return [...new Set([...known.map(({ name }) => name), ...managers.map(({ name }) => timersOf(name))])];
  }

  async isRecorded(eventId: string): Promise<boolean> {
    return (await this.log.byId([eventId])).has(eventId);
  }

  /**
   * Does something while a reader stands still, so that it cannot go beyond its event meanwhile.
   * @param work told where it has stopped; undefined where it has not, or is at work
   * @throws DatabaseUnavailable; whatever the work throws
   */
  async whileStill<Result>(name: string, work: (stop: Stop | undefined) => Promise<Result>): Promise<Result> {
    const client = await this.database.connect('passing over');
    try {
      const lock = READER_LOCKS[name];
      let isStill = lock === undefined;
      for (const until = Date.now() + STILL_WITHIN_MS; !isStill && Date.now() < until;) {
        const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [lock]);
        isStill = rows[0]?.mine ?? false;
        if (!isStill) await sleep(LOOK_MS);
      }
      return await work(isStill ? (await stops(this.database)).find(({ reader }) => reader === name) : undefined);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
