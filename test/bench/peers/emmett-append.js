// Emmett's PostgreSQL store, as its command handler uses it: read the stream, fold it, decide, append at the version that was read.
import { performance } from 'node:perf_hooks';
import { CommandHandler } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import pg from 'pg';

const { DATABASE_URL: connectionString, WRITERS } = process.env;
const writers = Number(WRITERS);
const pool = new pg.Pool({ connectionString, max: Math.max(10, writers) });
const store = getPostgreSQLEventStore(connectionString, { connectionOptions: { pool } });
await store.schema.migrate();

const handle = CommandHandler({ initialState: () => ({ events: 0, last: '' }), evolve: ({ events }, { type }) => ({ events: events + 1, last: type }) });

/** So many writers, each with one series of commands at a time, one command after the other. */
async function record(series) {
  const waiting = series.values();
  const writer = async () => {
    for (const events of waiting) for (const { stream, ...event } of events) await handle(store, stream, () => event);
  };
  await Promise.all(Array.from({ length: writers }, writer));
}

process.on('message', async (series) => {
  const begun = performance.now();
  await record(series);
  process.send((series.reduce((sum, events) => sum + events.length, 0) * 1_000) / (performance.now() - begun));
});
process.once('SIGTERM', () => process.exit(0));
process.once('disconnect', () => process.exit(0));
process.send({});
