import { Database } from '@app/database';
import type { Command } from '@app/kernel';
import { TrackerModule } from '@app/tracker';
import type { TrackerOptions } from '@app/tracker';
import { CommandBus } from '@nestjs/cqrs';
import { NestFactory } from '@nestjs/core';
import type { Tell } from '../progress.js';
import { showing } from '../progress.js';
import type { Figure } from '../rounds.js';
import { alternating, median, rate } from '../rounds.js';
import type { Workspace } from '../workspace.js';
import { cohorts, ground, journey, STEPS } from './journeys.js';
import { appendRaw, batchesAfter, type RawBatch } from './raw.js';

const IN_FLIGHT = 128;
const ROUND_MS = 4_000;
const BUDGET_MS = 60_000;
const LEAST_JOURNEYS = IN_FLIGHT * 2;
const MOST_JOURNEYS = IN_FLIGHT * 32;

/** So many workers, each with one thing at a time. */
async function sideBySide<T>(items: Iterator<T>, work: (item: T) => Promise<void>): Promise<void> {
  const worker = async (): Promise<void> => {
    for (let next = items.next(); !next.done; next = items.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
}

/** Both sides have a database of their own, which stay equal: what ours recorded in a round, the anchor appends in its own. */
export async function benchAppend(workspace: Workspace): Promise<Figure> {
  const options = await workspace.database('append_ours');
  const anchorOptions = await workspace.database('append_anchor');
  return showing('append: commands and raw batches', (tell) => measure(options, anchorOptions, tell));
}

async function measure(options: TrackerOptions, anchorOptions: TrackerOptions, tell: Tell): Promise<Figure> {
  const tracker = await NestFactory.createApplicationContext(TrackerModule.forRoot(options), { logger: ['error', 'warn'] });
  const database = tracker.get(Database);
  const anchor = new Database(anchorOptions.database);
  const raw = await anchor.connect('raw');
  try {
    const bus = tracker.get(CommandBus);
    const execute = (command: Command) => bus.execute(command);
    let position = 0n;
    let next = 0;
    let journeys = LEAST_JOURNEYS;
    let batches: readonly RawBatch[] = [];
    const sizes: number[] = [];
    const record = async (): Promise<readonly RawBatch[]> => {
      const written = await batchesAfter(database, position);
      position += BigInt(written.reduce((sum, { events }) => sum + events, 0));
      return written;
    };

    for (const command of ground()) await execute(command);
    const ours = async (): Promise<number> => {
      await sideBySide(cohorts(next, journeys), async (commands) => {
        for (const command of commands) await execute(command);
      });
      await appendRaw(raw, await record());
      const ready = Array.from({ length: journeys }, (_, index) => [...journey(next + index)]);
      const commands = journeys * STEPS;
      const perSecond = await rate(commands, () =>
        sideBySide(ready.values(), async (steps) => {
          for (const command of steps) await execute(command);
        }),
      );
      next += journeys;
      batches = await record();
      const requests = batches.reduce((sum, batch) => sum + batch.requests, 0);
      if (requests !== commands) throw new Error(`${commands} commands recorded ${requests} times`);
      sizes.push(requests / batches.length);
      journeys = Math.max(LEAST_JOURNEYS, Math.min(MOST_JOURNEYS, Math.round((perSecond * ROUND_MS) / 1_000 / STEPS / IN_FLIGHT) * IN_FLIGHT));
      return perSecond;
    };
    const raws = () =>
      rate(
        batches.reduce((sum, { requests }) => sum + requests, 0),
        () => appendRaw(raw, batches),
      );
    const measured = await alternating({ ours, anchor: raws, least: 3, most: 15, budgetMs: BUDGET_MS, tell });
    return {
      id: 'append/raw-function',
      goal: 0.7,
      unit: 'commands/s',
      ...measured,
      notes: [
        `ours: ${STEPS} commands for each leader, from registration to completion, through the command bus, ${IN_FLIGHT} leaders at a time; every one decides on what its streams hold, ` +
          'seals what is personal and records one event.',
        `anchor: es.append_batch on one connection, batch after batch, with those very events already encoded, in the batches that ours had travelled in (${median(sizes).toFixed(0)} on average), into a log that is the same.`,
      ],
    };
  } finally {
    await raw.end();
    await anchor.close();
    await tracker.close();
  }
}
