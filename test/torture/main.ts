import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { ORDEALS, torture } from './run.js';
import { EventStoreNode } from './stage/node.js';

const HELP = `npm run torture -- [--store postgresql|eventstoredb] [--appends N] [--kills N] [--writers N] [--seed S] [--only LIST]

Runs the product in processes of its own, under load, while everything that it stands on fails, and compares what its
writers were told with what is there afterwards. docs/reliability.md says what each ordeal does and what is compared.

  --store NAME          postgresql (default), or eventstoredb: the server that EVENTSTORE_CONNECTION_STRING names
  --appends N           commands to be recorded while processes are killed (default 1000000)
  --kills N             of each of writers, projector, database and node (default 100)
  --writers N           side by side, in several processes (default 16)
  --seed S              repeats the schedule and the commands of another run
  --only LIST           some of ${Object.keys(ORDEALS).join(', ')}
  --node-start COMMAND  for a shell: starts the EventStoreDB node on the data that it had; with it, the node is killed too
  --node-pid-file FILE  where the number of the node's process stands
  --pg-bin FOLDER       of a PostgreSQL with pg_dump, for dump-restored (default: as pg_config or the path say)
`;

const count = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : Number.NaN);

function asked() {
  const { values } = parseArgs({
    options: {
      store: { type: 'string', default: 'postgresql' },
      appends: { type: 'string', default: '1000000' },
      kills: { type: 'string', default: '100' },
      writers: { type: 'string', default: '16' },
      seed: { type: 'string', default: randomBytes(4).toString('hex') },
      only: { type: 'string', default: Object.keys(ORDEALS).join() },
      'node-start': { type: 'string' },
      'node-pid-file': { type: 'string' },
      'pg-bin': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const [appends, kills, writers] = [count(values.appends), count(values.kills), count(values.writers)];
  const only = values.only.split(',');
  const known = [appends, writers].every((number) => number >= 1) && kills >= 0 && only.every((name) => name in ORDEALS);
  if (values.help || !known || !['postgresql', 'eventstoredb'].includes(values.store)) return undefined;
  const connectionString = process.env['EVENTSTORE_CONNECTION_STRING'];
  if (values.store === 'eventstoredb' && !connectionString) throw new Error('EVENTSTORE_CONNECTION_STRING is not set: it names the server to be used.');
  const [start, pidFile] = [values['node-start'], values['node-pid-file']];
  const node =
    values.store === 'eventstoredb' && connectionString
      ? new EventStoreNode({ connectionString, ...(start !== undefined && { start }), ...(pidFile !== undefined && { pidFile }) })
      : undefined;
  return { run: { seed: values.seed, appends, kills, writers, node, pgBin: values['pg-bin'], say: (line: string) => console.log(line) }, only };
}

// What runs ends with this process, however it ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    console.error(`stopped by ${signal}`);
    process.exit(130);
  });
}
try {
  const options = asked();
  if (options) {
    const { run, only } = options;
    const { appends, kills, writers, seed } = run;
    const repeat = `npm run torture -- --store ${run.node ? 'eventstoredb' : 'postgresql'} --appends ${appends} --kills ${kills} --writers ${writers} --seed ${seed}`;
    console.log(`seed ${seed}; the same again: ${repeat} --only ${only.join()}`);
    await run.node?.answers();
    const failed = await torture(run, only);
    console.log(failed === 0 ? '\nNothing was lost, doubled or out of order.' : `\n${failed} failed. The same again: ${repeat}`);
    process.exit(failed === 0 ? 0 : 1);
  } else {
    console.log(HELP);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
