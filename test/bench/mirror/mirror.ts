import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggedEvent } from '@app/event-store';
import { EventStoreDb, Mirror, PostgresLog } from '@app/event-store';
import { TrackerModule } from '@app/tracker';
import type { TrackerOptions } from '@app/tracker';
import { EventStoreDBClient, streamNameFilter } from '@eventstore/db-client';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { showing } from '../progress.js';
import type { Figure } from '../rounds.js';
import { alternating, rate } from '../rounds.js';
import type { Run } from '../run.js';

const MOST_EVENTS = 100_000;
const BUDGET_MS = 90_000;
const LOOK_MS = 2;
const whole = new Intl.NumberFormat('en-GB');

async function within<T>(options: TrackerOptions, work: (tracker: INestApplicationContext) => Promise<T>): Promise<T> {
  const tracker = await NestFactory.createApplicationContext(TrackerModule.forRoot(options), { logger: ['error', 'warn'] });
  return work(tracker).finally(() => tracker.close());
}

/** A mirror that is empty and catches up, and a subscription that only counts. */
export async function benchMirror(run: Run): Promise<Figure> {
  const { workspace } = run;
  const eventStoreDb = run.eventStoreDb('mirror');
  const events = await record(run, { ...(await workspace.database('mirror_source')), eventStoreDb });
  const db = new EventStoreDb(eventStoreDb);
  const { position: beginning } = await db.begin().finally(() => db.onApplicationShutdown());
  const client = EventStoreDBClient.connectionString(eventStoreDb.connectionString);
  let round = 0;
  const ours = async (): Promise<number> =>
    within({ ...(await workspace.database(`mirror_${round++}`)), eventStoreDb }, async (tracker) => {
      const log = tracker.get(PostgresLog);
      const end = new AbortController();
      let mirroring: Promise<void> | undefined;
      const perSecond = await rate(events, async () => {
        mirroring = tracker.get(Mirror).run(end.signal);
        while ((await log.head()) < events) await Promise.race([sleep(LOOK_MS), mirroring]);
      });
      end.abort();
      await mirroring;
      return perSecond;
    });
  const anchor = (): Promise<number> =>
    rate(events, async () => {
      let left = events;
      const subscription = client.subscribeToAll({ fromPosition: beginning, filter: streamNameFilter({ prefixes: [eventStoreDb.prefix] }) });
      for await (const _event of subscription) if (--left === 0) break;
    });
  try {
    const measured = await showing('mirror: catching up', (tell) => alternating({ ours, anchor, least: 3, most: 9, budgetMs: BUDGET_MS, tell }));
    return {
      id: 'mirror/eventstoredb',
      goal: 0.7,
      unit: 'events/s',
      ...measured,
      notes: [
        `ours: the mirror of ${whole.format(events)} events from nothing, with positions, times and leaves, in transactions that a crash leaves whole.`,
        'anchor: a catch-up subscription of @eventstore/db-client to the same events of $all, which does nothing with them.',
      ],
    };
  } finally {
    await client.dispose();
  }
}

/** Puts events of the history into EventStoreDB. @returns how many */
async function record(run: Run, options: TrackerOptions): Promise<number> {
  const history = await run.history();
  return within(history, (source) =>
    within(options, async (tracker) => {
      const some: AsyncIterable<LoggedEvent> = source.get(PostgresLog).read({ limit: MOST_EVENTS });
      return showing('mirror: into EventStoreDB', async () => Number(await tracker.get(PostgresLog).import(some)));
    }),
  );
}
