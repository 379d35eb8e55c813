import { Database } from '@app/database';
import type { TrackerOptions } from '@app/tracker';
import { StagedLog } from '../history/staged-log.js';
import { showing } from '../progress.js';
import type { Figure } from '../rounds.js';
import { compared, median, QUICK } from '../rounds.js';
import type { Run } from '../run.js';
import type { Rebuilt } from './once.js';

const ROUNDS = QUICK ? 1 : 3;
const whole = new Intl.NumberFormat('en-GB');

/** A log that is rebuilt, and what the rebuilds took. */
interface Log {
  readonly events: number;
  readonly options: TrackerOptions;
  readonly rebuilt: Rebuilt[];
}

async function headOf({ database }: TrackerOptions): Promise<number> {
  const client = await new Database(database).connect('bench');
  const { rows } = await client.query<{ position: bigint }>('select position from es.log_head').finally(() => client.end());
  return Number(rows[0]?.position);
}

/**
 * Rebuilds of logs of a tenth of the run's size, of all of it, and of ten times as much in a full run, each in a process of its own. The larger
 * hold the smallest ten and a hundred times side by side, so that they differ in nothing but their size.
 */
export async function benchGrowth(run: Run): Promise<readonly Figure[]> {
  const { workspace, size } = run;
  const base = await run.newHistory('tenth', size.events / 10);
  const events = await headOf(base);
  const logs: Log[] = [{ events, options: base, rebuilt: [] }];
  for (const copies of size.full ? [10, 100] : [10]) {
    const options = await workspace.database(`copies_${copies}`);
    await showing(`tenth: ${copies} of it side by side`, () => multiply(base, options, copies));
    logs.push({ events: events * copies, options, rebuilt: [] });
  }
  await showing('rebuild: as the log grows', async (tell) => {
    for (let round = 0; round < ROUNDS; round++) {
      for (const [index, { options, rebuilt }] of logs.entries()) {
        const once = await workspace.process(new URL('once.ts', import.meta.url), { DATABASE_URL: options.database.url, DATA_DIR: workspace.dataDir });
        rebuilt.push(await once.told<Rebuilt>());
        tell(round * logs.length + index + 1, ROUNDS * logs.length);
      }
    }
  });
  const [smaller, larger] = logs.slice(-2) as [Log, Log];
  const figure = (id: string, unit: string, of: (rebuilt: Rebuilt, log: Log) => number, inWords: (value: number) => string): Figure => ({
    id,
    limit: 1.2,
    unit,
    ...compared(
      larger.rebuilt.map((rebuilt) => of(rebuilt, larger)),
      smaller.rebuilt.map((rebuilt) => of(rebuilt, smaller)),
    ),
    notes: [
      `ours: a log of ${whole.format(larger.events)} events; anchor: one of ${whole.format(smaller.events)}. Every rebuild in a process of its own; PostgreSQL's memory is what its settings say.`,
      `all sizes: ${logs.map((log) => `${whole.format(log.events)} events ${inWords(median(log.rebuilt.map((rebuilt) => of(rebuilt, log))))}`).join(', ')}.`,
    ],
  });
  return [
    figure(
      'rebuild/memory-growth',
      'MB at the peak',
      ({ peakBytes }) => peakBytes / 1e6,
      (megabytes) => `${megabytes.toFixed(0)} MB`,
    ),
    figure(
      'rebuild/time-growth',
      'µs an event',
      ({ seconds }, log) => (seconds * 1e6) / log.events,
      (micros) => `${micros.toFixed(1)} µs`,
    ),
  ];
}

async function multiply(base: TrackerOptions, options: TrackerOptions, copies: number): Promise<void> {
  const staged = await StagedLog.open(options);
  await staged.multiply(base, copies).finally(() => staged.close());
}
