import { Database } from '@app/database';
import { PostgresLog } from '@app/event-store';
import { Projector } from '@app/read-model';
import { TrackerModule } from '@app/tracker';
import type { TrackerOptions } from '@app/tracker';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { showing } from '../progress.js';
import type { Tell } from '../progress.js';
import type { Figure } from '../rounds.js';
import { alternating, rate } from '../rounds.js';
import { Copied } from './copied.js';

const BUDGET_MS = 75_000;
const whole = new Intl.NumberFormat('en-GB');

const start = (options: TrackerOptions) => NestFactory.createApplicationContext(TrackerModule.forRoot(options), { logger: ['error', 'warn'] });

/** Rebuilds the read model of a log over and over, and leaves the last one active. */
export async function benchRebuild(options: TrackerOptions): Promise<Figure> {
  const tracker = await start(options);
  try {
    return await showing('rebuild: projections and plain copies', (tell) => measure(tracker, tell));
  } finally {
    await tracker.close();
  }
}

/** The read model without a measurement. */
export async function rebuildOnce(options: TrackerOptions): Promise<void> {
  const tracker = await start(options);
  try {
    await showing('read model', (tell) => tracker.get(Projector).rebuild(({ done, total }) => tell(done, total)));
  } finally {
    await tracker.close();
  }
}

async function measure(tracker: INestApplicationContext, tell: Tell): Promise<Figure> {
  const database = tracker.get(Database);
  const projector = tracker.get(Projector);
  const events = Number(await tracker.get(PostgresLog).head());

  const ours = async (): Promise<number> => {
    const perSecond = await rate(events, () => projector.rebuild());
    await dropRetired(database);
    return perSecond;
  };
  let copied: Copied | undefined;
  const anchor = async (): Promise<number> => {
    const known = copied;
    const copies = (copied ??= await Copied.of(database, await activeSchema(database)));
    await copies.prepare();
    const perSecond = await rate(events, () => copies.copyIn());
    if (!known) await copies.verify();
    return perSecond;
  };
  const measured = await alternating({ ours, anchor, least: 3, most: 15, budgetMs: BUDGET_MS, tell });
  await copied?.prepare();
  const { rows, bytes } = copied?.size ?? { rows: 0, bytes: 0 };
  return {
    id: 'rebuild/copy',
    goal: 0.5,
    unit: 'events/s',
    ...measured,
    notes: [
      `ours: a rebuild from the log's ${whole.format(events)} events through every projection, with history, journals, indices and statistics, until it is the active read model.`,
      `anchor: COPY of the very same ${whole.format(rows)} rows (${whole.format(Math.round(bytes / 1e6))} MB of text, held ready in memory) into the same tables, frozen, on as many connections, then the same indices. It reads no log, folds nothing and sorts nothing.`,
    ],
  };
}

export async function activeSchema(database: Database): Promise<string> {
  const { rows } = await database.query<{ schema: string }>("select schema from projection.read_model where status = 'active'");
  if (!rows[0]) throw new Error('no read model is active');
  return rows[0].schema;
}

/** What a rebuild leaves behind is dropped after a minute; here at once, so that every round finds the same. */
export async function dropRetired(database: Database): Promise<void> {
  const { rows } = await database.query<{ schema: string }>("delete from projection.read_model where status = 'retired' returning schema");
  for (const { schema } of rows) await database.query(`drop schema ${schema} cascade`);
}
