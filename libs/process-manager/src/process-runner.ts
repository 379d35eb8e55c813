import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { ADVISORY_LOCKS, type Database } from '@app/database';
import type { Codec, Log, LoggedEvent } from '@app/event-store';
import { type Clock, type Command, type CommandMeta, derivedId, type Event, type Logged, type Position, Refused } from '@app/kernel';
import type { AnyProcessManager, CommandClass, Reaction, Timer } from './definition.js';
import { type ManagerStatus, ProcessStore, type StoredTimer } from './process-store.js';

/** Advisory lock of the one worker that runs process managers. */
const WORKER_LOCK = ADVISORY_LOCKS.processManagers;
/** Events handled between two checkpoints: what a crash repeats, without effect. */
const BATCH = 200;
const TIMER_POLL_MS = 1_000;
const BACKOFF_MS = { first: 200, most: 15_000 };

export interface ProcessRunnerOptions {
  readonly database: Database;
  readonly log: Log;
  readonly codec: Codec;
  readonly clock: Clock;
  readonly managers: readonly AnyProcessManager[];
  /** Executes a command, as anyone else's would be. */
  readonly execute: (command: Command) => Promise<unknown>;
}

/** Runs process managers: the log in order with a checkpoint each, commands with derived ids, timers. */
export class ProcessRunner {
  private readonly logger = new Logger(ProcessRunner.name);
  private readonly store: ProcessStore;

  constructor(private readonly options: ProcessRunnerOptions) {
    this.store = new ProcessStore(options.database);
  }

  status(): Promise<ManagerStatus[]> {
    return this.store.status();
  }

  /** Works until aborted. Stands by while another worker holds the lock; any failure is logged, shown in `status` and tried again. */
  async run(signal: AbortSignal): Promise<void> {
    for (let backoff = BACKOFF_MS.first; !signal.aborted; backoff = Math.min(backoff * 2, BACKOFF_MS.most)) {
      const startedAt = Date.now();
      try {
        await this.whileLeading(signal, async (leading) => {
          await this.together(leading, [...this.options.managers.map((manager) => (until: AbortSignal) => this.follow(manager, until)), (until) => this.runTimers(until)]);
        });
      } catch (error) {
        this.logger.error({ err: error }, 'process managers stopped; they will be started again');
      }
      if (Date.now() - startedAt > BACKOFF_MS.most) backoff = BACKOFF_MS.first;
      await sleep(backoff * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
    }
  }

  /**
   * Handles everything recorded so far, and what that leads to, then returns: for loaders and tests. Where another
   * worker leads, waits for that one.
   */
  async settle(): Promise<void> {
    for (let settledAt: Position | undefined; ; ) {
      const head = await this.options.log.head();
      if (settledAt === head) return;
      for (const manager of this.options.managers) {
        const led = await this.ifLeading(() => this.upTo(manager, head));
        while (!led && (await this.store.checkpoint(manager.name, 0n)) < head) await sleep(20);
      }
      settledAt = head;
    }
  }

  /** Sends the commands that are due. Public for tests, which move the clock. */
  async sendDueTimers(): Promise<number> {
    const due = await this.store.dueTimers(this.options.clock.instant(), 100);
    for (const timer of due) {
      const timed = this.options.managers.find(({ name }) => name === timer.manager)?.timed.find(({ name }) => name === timer.command);
      if (!timed) throw new Error(`no command ${timer.command} is registered for the timers of ${timer.manager}`);
      try {
        await this.execute(timer.manager, timed, timer.payload.input, { ...timer.payload.meta, commandId: timer.commandId });
        await this.store.timerDone(timer.commandId);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        this.logger.warn({ command: timer.command, commandId: timer.commandId, refused: error.code }, 'a timer’s command was refused');
        await this.store.timerRefused(timer.commandId, error.code);
      }
    }
    return due.length;
  }

  private async runTimers(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if ((await this.sendDueTimers()) === 0) await sleep(TIMER_POLL_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async follow(manager: AnyProcessManager, signal: AbortSignal): Promise<void> {
    let at = await this.start(manager);
    for await (const message of this.options.log.follow({ after: at, signal, batchSize: BATCH })) {
      if (message.kind === 'batch') at = await this.handle(manager, at, message.events);
    }
  }

  private async upTo(manager: AnyProcessManager, head: Position): Promise<void> {
    let at = await this.start(manager);
    while (at < head) {
      const events: LoggedEvent[] = [];
      for await (const event of this.options.log.read({ after: at, limit: BATCH })) events.push(event);
      at = await this.handle(manager, at, events);
    }
  }

  private async start(manager: AnyProcessManager): Promise<Position> {
    return this.store.checkpoint(manager.name, manager.startsAt === 'beginning' ? 0n : await this.options.log.head());
  }

  /** @returns the new checkpoint */
  private async handle(manager: AnyProcessManager, from: Position, stored: readonly LoggedEvent[]): Promise<Position> {
    const last = stored.at(-1);
    if (!last) return from;
    try {
      const byKey = groupBy(this.read(manager, stored), (event) => manager.key(event));
      const states = await this.store.states(manager.name, [...byKey.keys()]);
      const timers: StoredTimer[] = [];
      await Promise.all(
        [...byKey].map(async ([key, events]) => {
          for (const event of events) {
            const state = manager.evolve(states.get(key) ?? manager.initialState, event);
            states.set(key, state);
            const { reactions = [], timers: later = [] } = manager.react(state, event);
            for (const reaction of reactions) await this.send(manager, event, reaction);
            timers.push(...later.map((timer) => toStored(manager, event, timer)));
          }
        }),
      );
      await this.store.advance(manager.name, from, last.position, states, timers);
      return last.position;
    } catch (error) {
      await this.store.stopped(manager.name, error instanceof Error ? error.message : String(error)).catch(() => undefined);
      throw error;
    }
  }

  private read(manager: AnyProcessManager, stored: readonly LoggedEvent[]): Logged<Event>[] {
    return stored.filter(({ type }) => manager.reads.includes(type)).map((event) => this.options.codec.decode(event) as Logged<Event>);
  }

  private async send(manager: AnyProcessManager, event: Logged<Event>, reaction: Reaction): Promise<void> {
    try {
      await this.execute(manager.name, reaction.command, reaction.input, {
        commandId: commandIdOf(manager, event, reaction.step),
        effectiveOn: reaction.effectiveOn,
        correlationId: event.meta.correlationId,
        causationId: event.id,
      });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const next = reaction.refused[error.code];
      if (!next) throw new Error(`${manager.name}: ${reaction.step} after event ${event.id} (position ${event.position}) was refused with ${error.code}, which nothing answers`, { cause: error });
      for (const alternative of next) await this.send(manager, event, alternative);
    }
  }

  private async execute(manager: string, command: CommandClass, input: object, meta: Pick<CommandMeta, 'commandId' | 'effectiveOn' | 'correlationId'> & { causationId: string }): Promise<void> {
    const { clock } = this.options;
    // `Reaction` pairs a class with its input untyped; the manager's own module wrote both.
    await this.options.execute(
      new command({ ...meta, actor: { kind: 'system', id: manager, role: 'process-manager' }, now: clock.instant(), today: clock.today() }, input as never),
    );
  }

  /** The first to fail ends the others, and its error is thrown. */
  private async together(signal: AbortSignal, jobs: readonly ((signal: AbortSignal) => Promise<void>)[]): Promise<void> {
    const end = new AbortController();
    const until = AbortSignal.any([signal, end.signal]);
    const results = await Promise.allSettled(jobs.map((job) => job(until).finally(() => end.abort())));
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }

  private async whileLeading(signal: AbortSignal, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const connection = await this.options.database.connect('process-managers');
    const lost = new AbortController();
    connection.on('error', () => lost.abort());
    connection.on('end', () => lost.abort());
    try {
      const { rows } = await connection.query<{ leads: boolean }>('select pg_try_advisory_lock($1) as leads', [WORKER_LOCK]);
      if (rows[0]?.leads) await work(AbortSignal.any([signal, lost.signal]));
    } finally {
      await connection.end().catch(() => undefined);
    }
  }

  private async ifLeading(work: () => Promise<void>): Promise<boolean> {
    let led = false;
    await this.whileLeading(new AbortController().signal, async () => {
      led = true;
      await work();
    });
    return led;
  }
}

function commandIdOf(manager: AnyProcessManager, event: Logged<Event>, step: string): string {
  return derivedId(event.id, `${manager.name}/${step}`);
}

function toStored(manager: AnyProcessManager, event: Logged<Event>, timer: Timer): StoredTimer {
  return {
    commandId: commandIdOf(manager, event, timer.step),
    manager: manager.name,
    dueAt: timer.dueAt,
    command: timer.command.name,
    payload: { input: timer.input, meta: { effectiveOn: timer.effectiveOn, correlationId: event.meta.correlationId, causationId: event.id } },
  };
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
