import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type Database, toDatabaseError } from '@app/database';
import { backOff, type Codec, type Correlated, type Log, type LoggedEvent, Reader } from '@app/event-store';
import { type Position, Refused } from '@app/kernel';
import { CannotHandle, Course, type CourseParts } from './course.js';
import type { AnyProcessManager } from './definition.js';
import { Facts } from './facts.js';
import { whileLeading } from './leading.js';
import { passing } from './passing.js';
import { type ManagerStatus, ProcessStore, readerOf, type StoredTimer, timersOf } from './process-store.js';
import { Sender, type SenderOptions } from './sender.js';
import { Undoer } from './undoer.js';

/** Events handled between two checkpoints: what a crash repeats, without effect. */
const BATCH = 200;
const TIMERS_AT_ONCE = 100;
const TIMER_POLL_MS = 1_000;
/** How long a log that follows its store may take to show what is recorded. */
const SETTLE_WITHIN_MS = 60_000;
/** What has worked for so long is given its first attempts again when it fails. */
const STEADY_MS = 15_000;

export interface ProcessRunnerOptions extends SenderOptions {
  readonly database: Database;
  readonly log: Log;
  readonly codec: Codec;
  readonly managers: readonly AnyProcessManager[];
}

/** Runs process managers: the log in order with a checkpoint each, commands with derived ids, timers. Several may run: one works, the others stand by. */
export class ProcessRunner {
  private readonly logger = new Logger(ProcessRunner.name);
  private readonly store: ProcessStore;
  private readonly sender: Sender;
  private readonly parts: CourseParts;
  /** Of each manager: they stop by themselves, and nothing else does with them. */
  private readonly timers: ReadonlyMap<string, Reader>;

  constructor(private readonly options: ProcessRunnerOptions) {
    this.store = new ProcessStore(options.database);
    this.sender = new Sender(options, this.store);
    this.timers = new Map(options.managers.map(({ name }) => [name, new Reader(options.database, timersOf(name))]));
    const undoer = new Undoer(this.store, this.sender, options.log);
    this.parts = { store: this.store, facts: new Facts(options.database), codec: options.codec, log: options.log, sender: this.sender, undoer };
  }

  status(): Promise<ManagerStatus[]> {
    return this.store.status();
  }

  /**
   * Which managers have yet to handle some of these events, as far as they read them: what is of another type leads them to nothing.
   * @returns their names among the readers of the log
   * @throws DatabaseUnavailable
   */
  async behind(events: readonly Correlated[]): Promise<readonly string[]> {
    const sought = this.options.managers.flatMap(({ name, reads }) => {
      const last = events.findLast(({ type, amends }) => amends || reads.includes(type));
      return last ? [{ name, position: last.position }] : [];
    });
    if (sought.length === 0) return [];
    const reached = await this.store.positions(sought.map(({ name }) => name));
    return sought.filter(({ name, position }) => (reached.get(name) ?? -1n) < position).map(({ name }) => readerOf(name));
  }

  /** Works until aborted. A manager that fails is tried again, a little later each time, says why in `status`, and holds no other up. */
  async run(signal: AbortSignal): Promise<void> {
    const { database, managers } = this.options;
    await this.untilAborted(signal, async () => {
      await whileLeading(database, signal, 'stand-by', async (leading) => {
        const jobs = managers.map((manager) => () => this.follow(manager, leading));
        await Promise.all([...jobs, () => this.runTimers(leading)].map((job) => this.untilAborted(leading, job)));
      });
    });
  }

  /**
   * Handles everything recorded so far, and what that leads to, then returns: for loaders and tests. Where another
   * worker leads, waits for that one.
   * @throws CannotHandle, or an error that says where the other worker stopped
   */
  async settle(): Promise<void> {
    const { database, log, managers } = this.options;
    const never = new AbortController().signal;
    for (let settledAt: Position | undefined; ;) {
      const head = await log.recordedSoFar(SETTLE_WITHIN_MS);
      if (settledAt === head) return;
      const led = await whileLeading(database, never, 'leave-it', async () => {
        for (const manager of managers) await this.upTo(manager, head);
      });
      if (!led) for (const manager of managers) await this.otherHasHandled(manager, head);
      settledAt = head;
    }
  }

  /**
   * Sends the commands that are due. Public for tests, which move the clock.
   * @returns how many were looked at
   * @throws the first error other than a refusal, after the others have been sent
   */
  async sendDueTimers(): Promise<number> {
    const due = await this.store.dueTimers(this.options.clock.instant(), TIMERS_AT_ONCE);
    const failures: { readonly timer: StoredTimer; readonly error: unknown }[] = [];
    for (const timer of due) {
      try {
        await this.sendTimer(timer);
      } catch (error) {
        if (passing(error)) throw error;
        failures.push({ timer, error });
        await this.store.timerFailed(timer.commandId, messageOf(error));
      }
    }
    for (const [manager, timers] of this.timers) {
      const failed = failures.find(({ timer }) => timer.manager === manager);
      if (failed) await timers.stopped(`timer ${failed.timer.commandId} (${failed.timer.command}): ${messageOf(failed.error)}`);
      else await timers.goesOn();
    }
    if (failures[0]) throw failures[0].error;
    return due.length;
  }

  private async sendTimer({ commandId, manager, command, payload }: StoredTimer): Promise<void> {
    const timed = this.options.managers.find(({ name }) => name === manager)?.timed.find(({ name }) => name === command);
    if (!timed) throw new Error(`no command ${command} is registered for the timers of ${manager}`);
    try {
      await this.sender.execute(manager, timed, payload.input, { ...payload.meta, commandId });
      await this.store.timerDone(commandId);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.logger.warn(`the command ${command} (${commandId}) of a timer of ${manager} was refused: ${error.code}`);
      await this.store.timerRefused(commandId, error.code);
    }
  }

  private async runTimers(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if ((await this.sendDueTimers()) < TIMERS_AT_ONCE) await sleep(TIMER_POLL_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async follow(manager: AnyProcessManager, signal: AbortSignal): Promise<void> {
    await this.sayingWhy(manager, async (reader) => {
      const { log } = this.options;
      const course = await Course.begin(manager, this.parts, reader, await log.head());
      for await (const message of log.follow({ after: course.at, signal, batchSize: BATCH })) {
        if (message.kind === 'batch') await course.handle(message.events);
        await reader.goesOn();
      }
    });
  }

  private async upTo(manager: AnyProcessManager, head: Position): Promise<void> {
    await this.sayingWhy(manager, async (reader) => {
      const course = await Course.begin(manager, this.parts, reader, head);
      while (course.at < head) {
        const events: LoggedEvent[] = [];
        for await (const event of this.options.log.read({ after: course.at, limit: BATCH })) events.push(event);
        await course.handle(events);
      }
      await reader.goesOn();
    });
  }

  private async otherHasHandled(manager: AnyProcessManager, head: Position): Promise<void> {
    while (((await this.store.position(manager.name)) ?? -1n) < head) {
      const stopped = (await this.store.status()).find(({ name }) => name === manager.name)?.stopped;
      if (stopped) throw new Error(stopped);
      await sleep(20);
    }
  }

  private async sayingWhy(manager: AnyProcessManager, work: (reader: Reader) => Promise<void>): Promise<void> {
    const reader = new Reader(this.options.database, readerOf(manager.name));
    try {
      await work(reader);
    } catch (error) {
      if (!passing(error)) await reader.stopped(messageOf(error), error instanceof CannotHandle ? error.event : undefined).catch(() => undefined);
      throw error;
    }
  }

  private async untilAborted(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    // What passes is said once, until it is over or something else.
    let said: string | undefined;
    for (let failures = 0; !signal.aborted;) {
      const startedAt = Date.now();
      try {
        await work();
        failures = 0;
        said = undefined;
        // Its work has an end only where the log is being closed.
        await backOff(failures, signal);
      } catch (thrown) {
        if (signal.aborted) return;
        const error = toDatabaseError(thrown);
        const sentence = `process managers try again: ${messageOf(error)}`;
        if (Date.now() - startedAt > STEADY_MS) [failures, said] = [0, undefined];
        if (!passing(error)) this.logger.error(sentence, error instanceof Error ? error.stack : undefined);
        else if (sentence !== said) this.logger.warn(sentence);
        said = sentence;
        await backOff(failures++, signal);
      }
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
