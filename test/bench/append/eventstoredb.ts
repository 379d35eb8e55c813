import type { EventStore, StoredEvent } from '@app/event-store';
import { EVENT_STORE, PostgresLog } from '@app/event-store';
import { TrackerModule } from '@app/tracker';
import type { TrackerOptions } from '@app/tracker';
import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { CommandBus } from '@nestjs/cqrs';
import { NestFactory } from '@nestjs/core';
import { showing } from '../progress.js';
import type { Figure } from '../rounds.js';
import { alternating, rate } from '../rounds.js';
import type { Run } from '../run.js';
import { cohorts, ground, journey } from './journeys.js';

const IN_FLIGHT = 32;
/** As many as there are cohorts, so that no two write to one stream. */
const JOURNEYS = 512;
const BUDGET_MS = 60_000;
const ID = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-)[0-9a-f]{4}/;

const start = (options: TrackerOptions) => NestFactory.createApplicationContext(TrackerModule.forRoot(options), { logger: ['error', 'warn'] });

/** The events of whole journeys, each a series in which one follows the other, as the product's commands record them. */
async function recorded(options: TrackerOptions): Promise<readonly (readonly StoredEvent[])[]> {
  const tracker = await start(options);
  try {
    const bus = tracker.get(CommandBus);
    for (const command of ground()) await bus.execute(command);
    const opened = [...cohorts(0, JOURNEYS)];
    const series = opened.map((opening, number) => [...opening, ...journey(number)]);
    await Promise.all(
      series.map(async (commands) => {
        for (const command of commands) await bus.execute(command);
      }),
    );
    const byCommand = new Map<string, StoredEvent>();
    for await (const event of tracker.get(PostgresLog).read()) byCommand.set(event.meta.commandId, event);
    return series.map((commands) => commands.map(({ meta }) => byCommand.get(meta.commandId)).filter((event) => event !== undefined));
  } finally {
    await tracker.close();
  }
}

/** The same event of another time that all of it happens, under ids of its own. */
function again(event: StoredEvent, time: number): StoredEvent {
  const other = (text: string) => text.replace(ID, (_id, kept: string) => kept + time.toString(16).padStart(4, '0'));
  return { ...event, id: other(event.id), stream: other(event.stream), meta: { ...event.meta, commandId: other(event.meta.commandId) } };
}

/** The product's store on EventStoreDB, and its client alone. */
export async function benchEventStoreDb(run: Run): Promise<Figure> {
  const { workspace } = run;
  const events = await recorded(await workspace.database('eventstoredb_source'));
  const eventStoreDb = run.eventStoreDb('append');
  const tracker = await start({ ...(await workspace.database('append_eventstoredb')), eventStoreDb });
  const client = EventStoreDBClient.connectionString(eventStoreDb.connectionString);
  const { prefix } = run.eventStoreDb('bare');
  try {
    const store = tracker.get<EventStore>(EVENT_STORE);
    let time = 0;
    const round = async (append: (event: StoredEvent) => Promise<unknown>): Promise<number> => {
      const series = events.map((one) => one.map((event) => again(event, time)));
      time++;
      const appends = series.reduce((sum, one) => sum + one.length, 0);
      const waiting = series.values();
      const writer = async (): Promise<void> => {
        for (const one of waiting) for (const event of one) await append(event);
      };
      return rate(appends, () => Promise.all(Array.from({ length: IN_FLIGHT }, writer)));
    };
    const ours = () => round((event) => store.append(event.stream, [event], { expected: event.revision === 0n ? 'none' : event.revision - 1n }));
    const anchor = () =>
      round(({ stream, revision, id, type, data, effectiveOn, schemaVersion, meta }) =>
        client.appendToStream(
          prefix + stream,
          jsonEvent({ id, type, data: data as Record<string, unknown>, metadata: { effectiveOn, schemaVersion, ...meta } }),
          { expectedRevision: revision === 0n ? NO_STREAM : revision - 1n },
        ),
      );
    const measured = await showing('append: EventStoreDB', (tell) => alternating({ ours, anchor, least: 3, most: 9, budgetMs: BUDGET_MS, tell }));
    return {
      id: 'append/eventstoredb',
      goal: 0.8,
      unit: 'appends/s',
      ...measured,
      notes: [
        `ours: EventStore.append on EventStoreDB, ${IN_FLIGHT} under way, one event each: checked, written canonically, and its command looked for in the mirror; nothing is mirrored meanwhile.`,
        `anchor: appendToStream of @eventstore/db-client, the same events at the same expected revisions, as many under way.`,
      ],
    };
  } finally {
    await client.dispose();
    await tracker.close();
  }
}
