import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command, Receipt } from '@app/kernel';
import { migrateTracker, openInstallation, TrackerModule } from '@app/tracker';
import { CommandBus } from '@nestjs/cqrs';
import { NestFactory } from '@nestjs/core';
import { newestNative } from '../judge/native.js';
import { Acknowledgements } from '../load/acknowledgements.js';
import { GROUND, Journeys } from '../load/journeys.js';
import type { Asked, Told } from '../load/messages.js';
import { monotonic } from '../load/messages.js';
import { commandSink } from '../load/sinks.js';
import type { WriterOrders } from '../processes/writer.js';
import { chosen } from '../schedule.js';
import { Load } from './load.js';
import type { Place } from './place.js';
import { freePort } from './ports.js';
import type { Program } from './supervised.js';
import { Supervised } from './supervised.js';
import { Watch } from './watch.js';

export interface StageOptions {
  readonly seed: string;
  readonly writers: number;
  /** What they are meant to record in all, so that there are cohorts for all of it. */
  readonly appends: number;
  readonly apis: number;
  readonly workers: number;
  /** Between an answer and the writer's next command. */
  readonly pauseMs: number;
}

type Kind = 'commands' | 'http' | 'api' | 'worker';
interface Running {
  readonly kind: Kind;
  readonly process: Supervised;
  ended: boolean;
}

/** Writers in one process; one in so many writes over HTTP. */
const TOGETHER = 4;
const OVER_HTTP = 8;
const READY_WITHIN_MS = 120_000;
/** Nothing has moved for so long: it never will. */
const STUCK_MS = 120_000;

/** The product at work in a place, under the load of writers: everything in processes of its own, which are kept running. */
export class Stage {
  readonly load = new Load();
  readonly watch: Watch;
  readonly #running: Running[] = [];
  #ending = false;
  #clockMs = 0;

  private constructor(
    readonly place: Place,
    readonly options: StageOptions,
    private readonly ports: readonly number[],
  ) {
    this.watch = new Watch(() => place.database.url);
  }

  /** Opens a stage, with everything at work when it resolves; writers go on where those of an earlier stage in this place left off. */
  static async open(place: Place, options: StageOptions): Promise<Stage> {
    await layGround(place, options);
    const ports = await Promise.all(Array.from({ length: options.apis }, () => freePort()));
    const stage = new Stage(place, options, ports);
    try {
      for (let number = 1; number <= options.workers; number++) stage.#start('worker', { name: `worker-${number}`, file: 'product.ts', env: {} });
      ports.forEach((port, index) => stage.#start('api', { name: `api-${index + 1}`, file: 'product.ts', env: { PORT: String(port) } }));
      await stage.#allReady();
      stage.#startWriters();
      await stage.#allReady();
    } catch (error) {
      await stage.close();
      throw error;
    }
    return stage;
  }

  names(...kinds: readonly Kind[]): readonly string[] {
    return this.#running.flatMap(({ kind, process }) => (kinds.includes(kind) ? process.program.name : []));
  }

  get failedStarts(): number {
    return this.#running.reduce((sum, { process }) => sum + process.failedStarts, 0);
  }

  /** kill -9 of one process of some kinds. @returns its name */
  async killOne(kinds: readonly Kind[], which: number): Promise<string> {
    const victim = chosen(
      this.#running.filter(({ kind }) => kinds.includes(kind)),
      which,
    );
    await victim?.process.kill();
    return victim?.process.program.name ?? '';
  }

  /** Sets the clocks of all processes so far ahead of the machine's; less than none is behind. */
  setClocks(offsetMs: number): void {
    this.#clockMs = offsetMs;
    for (const { process } of this.#running) process.ask({ kind: 'clock', offsetMs });
  }

  /** Until so many commands have been recorded by the writers. @throws when nothing moves any more */
  async recorded(count: number): Promise<void> {
    await this.#moving(
      () => this.load.recorded() >= count,
      () => this.load.answered(),
      `${count} appends`,
    );
  }

  /** Whether every API says that it is ready. */
  async ready(): Promise<boolean> {
    const answers = await Promise.all(
      this.ports.map((port) => fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined)),
    );
    return answers.every((answer) => answer?.status === 200);
  }

  /** Where what the store holds by now ends in the log; undefined when that has not come there in time. With EventStoreDB, the log is a mirror. */
  async logged(withinMs: number): Promise<bigint | undefined> {
    const deadline = monotonic() + withinMs;
    const newest = await newestNative(this.place).catch(() => undefined);
    if (newest === undefined) return this.watch.last.head;
    for (; monotonic() < deadline; await sleep(50)) {
      const position = await this.watch.positionOf(newest).catch(() => undefined);
      if (position !== undefined) return position;
    }
    return undefined;
  }

  /** Ends the writing, then waits until workers and process managers have handled all of it. */
  async settle(): Promise<void> {
    this.#ending = true;
    const writers = this.#running.filter(({ kind }) => kind === 'commands' || kind === 'http');
    for (const { process } of writers) process.ask({ kind: 'end' });
    await this.#moving(
      () => writers.every(({ ended }) => ended),
      () => this.load.answered(),
      'the writers’ last answers',
    );
    const { watch } = this;
    // What process managers make of the last of it is the last of it then.
    for (let settled = false; !settled;) {
      const logged = await this.logged(STUCK_MS);
      if (logged === undefined) throw new Error('the log does not come up to what the store holds');
      const since = monotonic();
      await this.#moving(
        () => watch.last.at > since && watch.last.projected === watch.last.head && watch.last.managed === watch.last.head,
        () => watch.last.projected + watch.last.managed + watch.last.head,
        'the read model and the process managers at the head of the log',
      );
      settled = (await this.logged(STUCK_MS)) === watch.last.head;
    }
  }

  async close(): Promise<void> {
    await this.watch.end();
    await Promise.all(this.#running.map(({ process }) => process.stop()));
  }

  #start(kind: Kind, program: Program): void {
    const { place } = this;
    const running: Running = {
      kind,
      ended: false,
      process: new Supervised(
        { ...program, env: { ...place.environment, ...program.env } },
        join(place.logs, `${program.name}.log`),
        (told) => this.#hear(running, told),
        (fault) => place.faults.push(fault),
      ),
    };
    this.#running.push(running);
  }

  #startWriters(): void {
    const { seed, writers, pauseMs } = this.options;
    const overHttp = Math.max(1, Math.floor(writers / OVER_HTTP));
    const all = Array.from({ length: writers }, (_, number) => number);
    const groups: (readonly [Kind, readonly number[]])[] = [['http', all.slice(0, overHttp)]];
    for (let from = overHttp; from < writers; from += TOGETHER) groups.push(['commands', all.slice(from, from + TOGETHER)]);
    groups.forEach(([kind, mine], index) => {
      const orders: WriterOrders = { seed, writers, mine, folder: this.place.acknowledged, pauseMs, ...(kind === 'http' && { ports: this.ports }) };
      this.#start(kind, { name: `writers-${index + 1}`, file: 'writer.ts', env: { TORTURE_ORDERS: JSON.stringify(orders) } });
    });
  }

  #hear(running: Running, told: Told): void {
    const { name } = running.process.program;
    if (told.kind === 'ready') {
      // What was asked of those before it is asked of this one too.
      const again: Asked[] = [{ kind: 'clock', offsetMs: this.#clockMs }, ...(this.#ending ? [{ kind: 'end' } as const] : [])];
      for (const asked of again) running.process.ask(asked);
    } else if (told.kind === 'progress') this.load.heard(name, told.progress);
    else if (told.kind === 'broken') this.place.faults.push(`${name} was answered with what nobody expects: ${told.why}`);
    else running.ended = true;
  }

  async #allReady(): Promise<void> {
    for (const deadline = Date.now() + READY_WITHIN_MS; !this.#running.every(({ process }) => process.ready); await sleep(20)) {
      const { faults, logs } = this.place;
      if (faults.length > 0 || Date.now() > deadline) throw new Error([`not all processes are ready; see ${logs}`, ...faults].join('\n'));
    }
  }

  async #moving(done: () => boolean, progress: () => number | bigint, what: string): Promise<void> {
    let [last, since] = [progress(), Date.now()];
    while (!done()) {
      await sleep(20);
      const now = progress();
      if (now !== last) [last, since] = [now, Date.now()];
      const { faults } = this.place;
      if (Date.now() - since > STUCK_MS) throw new Error([`nothing moves while waiting for ${what}`, ...faults].join('\n'));
    }
  }
}

/** Records what the writers stand on, once in a place. */
async function layGround(place: Place, { seed, writers, appends }: StageOptions): Promise<void> {
  const { options } = await openInstallation(place.environment, { share: true });
  await migrateTracker(options.database);
  const told = new Acknowledgements(place.acknowledged, GROUND);
  if (told.answered === 0) {
    const tracker = await NestFactory.createApplicationContext(TrackerModule.forRoot(options), { logger: ['error', 'warn'], abortOnError: false });
    const bus = tracker.get(CommandBus);
    const send = commandSink((command) => bus.execute<Command, Receipt>(command));
    for (const step of new Journeys(seed, writers).ground(appends / writers)) told.add(step.commandId, await send(step));
    await tracker.close();
  }
  told.close();
}
