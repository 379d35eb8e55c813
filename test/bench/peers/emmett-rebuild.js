// Emmett's rebuild of projections that do what the product's do: the very same folds, a document for each key, kept by Pongo.
import 'reflect-metadata';
import { performance } from 'node:perf_hooks';
import { getPostgreSQLEventStore, pongoMultiStreamProjection, rebuildPostgreSQLProjections } from '@event-driven-io/emmett-postgresql';
import { projections as ours } from '@app/tracker';
import pg from 'pg';

const { DATABASE_URL: connectionString, BATCH_SIZE } = process.env;
const store = getPostgreSQLEventStore(connectionString);
await store.schema.migrate();

/** An event as the product's folds take it. */
const logged = ({ type, data, metadata: { effectiveOn, globalPosition } }) => ({ type, data, effectiveOn, position: globalPosition });

const projections = ours.map((projection) =>
  pongoMultiStreamProjection({
    collectionName: projection.rowClass.name,
    canHandle: [...projection.types],
    getDocumentId: (event) => projection.keysOf(logged(event))[0],
    evolve: (document, event) => projection.step(document ?? undefined, logged(event), projection.keysOf(logged(event))[0]) ?? null,
  }),
);

const pool = new pg.Pool({ connectionString, max: 1 });

process.on('message', async () => {
  // It would go on where it ended the last time, with empty collections.
  await pool.query('delete from emt_processors');
  const consumer = rebuildPostgreSQLProjections({ connectionString, projections, pulling: { batchSize: Number(BATCH_SIZE) } });
  const begun = performance.now();
  await consumer.start();
  const seconds = (performance.now() - begun) / 1_000;
  await consumer.close();
  const { rows } = await pool.query(`select ${projections.map(({ name }) => `(select count(*) from "${name}")`).join(' + ')} as documents`);
  process.send({ seconds, documents: Number(rows[0].documents) });
});
process.once('SIGTERM', () => process.exit(0));
process.once('disconnect', () => process.exit(0));
process.send({});
