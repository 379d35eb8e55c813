import { Database } from '@app/database';
import type { Command } from '@app/kernel';
import { TrackerModule } from '@app/tracker';
import type { TrackerOptions } from '@app/tracker';
import { CommandBus } from '@nestjs/cqrs';
import { NestFactory } from '@nestjs/core';
import { peerProgram } from '../peers.js';
import type { Tell } from '../progress.js';
import { showing } from '../progress.js';
import type { Figure } from '../rounds.js';
import { alternating, rate } from '../rounds.js';
import type { Peer, Workspace } from '../workspace.js';
import { cohorts, ground, journey, STEPS } from './journeys.js';

const ROUND_MS = 3_000;
const BUDGET_MS = 40_000;

/** One event as Emmett is to record it: what ours recorded, its personal values sealed already. */
interface Recorded {
  readonly stream: string;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: unknown;
}

async function sideBySide<T>(writers: number, items: Iterator<T>, work: (item: T) => Promise<void>): Promise<void> {
  const writer = async (): Promise<void> => {
    for (let next = items.next(); !next.done; next = items.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: writers }, writer));
}

/** The product's commands and Emmett's, so many writers each, on databases of their own on one server. */
export async function benchEmmett(workspace: Workspace, writers: number): Promise<Figure> {
  const options = await workspace.database(`append_ours_${writers}`);
  const { database } = await workspace.database(`append_emmett_${writers}`);
  const emmett = await workspace.process(peerProgram('emmett-append'), { DATABASE_URL: database.ownerUrl ?? database.url, WRITERS: String(writers) });
  await emmett.told();
  try {
    return await showing(`append: commands and Emmett's, ${writers} at a time`, (tell) => measure(options, emmett, writers, tell));
  } finally {
    await emmett.stop();
  }
}

async function measure(options: TrackerOptions, emmett: Peer, writers: number, tell: Tell): Promise<Figure> {
  const tracker = await NestFactory.createApplicationContext(TrackerModule.forRoot(options), { logger: ['error', 'warn'] });
  try {
    const bus = tracker.get(CommandBus);
    const log = new Told(tracker.get(Database));
    const inTurn = async (commands: readonly Command[]) => {
      for (const command of commands) await bus.execute(command);
    };
    let next = 0;
    let journeys = writers * 2;
    let recorded: readonly (readonly Recorded[])[] = [];
    await inTurn([...ground()]);
    await log.take([]);
    const ours = async (): Promise<number> => {
      const opening = [...cohorts(next, journeys)];
      await sideBySide(writers, opening.values(), inTurn);
      await emmett.ask(await log.take(opening));
      const ready = Array.from({ length: journeys }, (_, index) => [...journey(next + index)]);
      const perSecond = await rate(journeys * STEPS, () => sideBySide(writers, ready.values(), inTurn));
      recorded = await log.take(ready);
      next += journeys;
      journeys = Math.max(writers * 2, Math.round((perSecond * ROUND_MS) / 1_000 / STEPS));
      return perSecond;
    };
    const anchor = () => emmett.ask<number>(recorded);
    const measured = await alternating({ ours, anchor, least: 3, most: 9, budgetMs: BUDGET_MS, tell });
    return {
      id: `append/emmett-${writers}`,
      ...(writers === 32 && { goal: 3 }),
      unit: 'commands/s',
      ...measured,
      notes: [
        `ours: ${STEPS} commands for each leader through the command bus, ${writers} leaders at a time: decided on what their streams hold, half of them on streams of others as well, personal values sealed.`,
        "anchor: Emmett's CommandHandler on its PostgreSQL store, which reads the stream, folds it and appends one event at the version that it read: the same events into the same streams in the same order, " +
          'by as many writers. It looks at no other stream, checks no input, and is given the personal values sealed.',
      ],
    };
  } finally {
    await tracker.close();
  }
}

/** What commands recorded since the last time, in the order of the commands. */
class Told {
  private position = 0n;

  constructor(private readonly database: Database) {}

  async take(series: readonly (readonly Command[])[]): Promise<readonly (readonly Recorded[])[]> {
    const { rows } = await this.database.query<Recorded & { position: bigint; command: string }>(
      `select position, command_id as command, stream, type, data, json_build_object('effectiveOn', effective_on, 'schemaVersion', schema_version, 'meta', meta) as metadata
        from es.events where position > $1 order by position`,
      [this.position],
    );
    this.position = rows.at(-1)?.position ?? this.position;
    const byCommand = new Map(rows.map(({ command, stream, type, data, metadata }) => [command, { stream, type, data, metadata }]));
    return series.map((commands) =>
      commands.map(({ meta }) => {
        const event = byCommand.get(meta.commandId);
        if (!event) throw new Error(`${meta.commandId} recorded nothing`);
        return event;
      }),
    );
  }
}
