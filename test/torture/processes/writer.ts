// Some of the writers, in a process of their own that is killed: each sends one command after the other, until it is answered.
import '../stage/borrowed-clock.js';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command, Receipt } from '@app/kernel';
import { Acknowledgements } from '../load/acknowledgements.js';
import { Journeys } from '../load/journeys.js';
import type { Asked, Told } from '../load/messages.js';
import { monotonic } from '../load/messages.js';
import type { Sink } from '../load/sinks.js';
import { Again, commandSink, httpSink } from '../load/sinks.js';

/** How a writers' process is told what to do. */
export interface WriterOrders {
  readonly seed: string;
  /** All writers of the run; those of this process. */
  readonly writers: number;
  readonly mine: readonly number[];
  readonly folder: string;
  /** Of the APIs; none where the product is in this process. */
  readonly ports?: readonly number[];
  /** Between one answer and the next command. */
  readonly pauseMs: number;
}

const PROGRESS_EVERY_MS = 25;
const orders = JSON.parse(process.env['TORTURE_ORDERS'] ?? '') as WriterOrders;
const tell = (told: Told) => process.send?.(told);

async function sink(): Promise<Sink> {
  if (orders.ports) {
    const file = join(process.env['DATA_DIR'] ?? '', 'development-token');
    let token: Promise<string> | undefined;
    return httpSink(orders.ports, () => (token ??= readFile(file, 'utf8').then((text) => text.trim())));
  }
  const { openInstallation, TrackerModule } = await import('@app/tracker');
  const { CommandBus } = await import('@nestjs/cqrs');
  const { NestFactory } = await import('@nestjs/core');
  const { options } = await openInstallation(process.env, { share: true });
  const tracker = await NestFactory.createApplicationContext(TrackerModule.forRoot(options), { logger: ['error', 'warn'], abortOnError: false });
  const bus = tracker.get(CommandBus);
  return commandSink((command) => bus.execute<Command, Receipt>(command));
}

const journeys = new Journeys(orders.seed, orders.writers);
let again: Record<string, number> = {};
let last = { sentAt: 0, at: 0 };
let slowestMs = 0;
let ending = false;

const told = new Set<string>();
/** What no client can make anything of: told once, and tried again like all else. */
function unexpected(error: unknown): string {
  const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const what = why.split('\n')[0]?.replaceAll(/[0-9a-f-]{36}/g, '…') ?? '';
  if (!told.has(what)) tell({ kind: 'broken', why });
  told.add(what);
  return 'UNEXPECTED';
}

async function answerTo(send: Sink, step: Parameters<Sink>[0]) {
  for (let pause = 10; ; pause = Math.min(pause * 2, 200)) {
    const from = monotonic();
    try {
      return await send(step);
    } catch (error) {
      const code = error instanceof Again ? error.code : unexpected(error);
      again[code] = (again[code] ?? 0) + 1;
    } finally {
      slowestMs = Math.max(slowestMs, monotonic() - from);
    }
    await sleep(pause * (0.5 + Math.random()));
  }
}

async function write(send: Sink, writer: number, file: Acknowledgements): Promise<void> {
  while (!ending) {
    const step = journeys.step(writer, file.answered);
    const sentAt = monotonic();
    file.add(step.commandId, await answerTo(send, step));
    last = { sentAt, at: monotonic() };
    if (orders.pauseMs > 0) await sleep(orders.pauseMs * (0.5 + Math.random()));
  }
}

process.on('disconnect', () => process.exit(0));
process.on('message', (asked: Asked) => {
  if (asked.kind === 'end') ending = true;
});
const files = orders.mine.map((writer) => [writer, new Acknowledgements(orders.folder, writer)] as const);
const sum = (of: (file: Acknowledgements) => number) => files.reduce((total, [, file]) => total + of(file), 0);
const report = () => {
  tell({ kind: 'progress', progress: { answered: sum((file) => file.answered), recorded: sum((file) => file.recorded), ...last, again, slowestMs } });
  [again, slowestMs] = [{}, 0];
};
try {
  const send = await sink();
  tell({ kind: 'ready' });
  const reporting = setInterval(report, PROGRESS_EVERY_MS);
  await Promise.all(files.map(([writer, file]) => write(send, writer, file)));
  clearInterval(reporting);
  report();
  tell({ kind: 'ended' });
} catch (error) {
  const name = error instanceof Error ? error.name : '';
  // Not there when this process started: whoever keeps it running starts it again.
  if (name === 'DatabaseUnavailable' && last.at === 0) process.exit(1);
  tell({ kind: 'broken', why: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}
