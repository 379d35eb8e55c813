import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { BENCHES, IDS, wants } from './benches.js';
import { json, table } from './report.js';
import type { Size } from './run.js';
import { Run } from './run.js';
import type { Figure, Skipped } from './rounds.js';
import { Interrupted, Workspace } from './workspace.js';

const EVENTS = 1_000_000;
const HELP = `npm run bench -- [--events N] [--full] [--quick] [--only LIST] [--json FILE]

Measures what the product does against the least that could do the same and against others that do it, both sides by turns on an
embedded PostgreSQL of its own, and prints their ratios. docs/performance.md says what each of them means. With
EVENTSTORE_CONNECTION_STRING it measures that store as well.

  --events N   about so many events in the log that is rebuilt and read (default ${EVENTS})
  --full       also rebuilds a log of ten times as many, which takes long
  --quick      as few rounds as there must be: to see that everything runs, not to measure
  --only LIST  some of them, by id or by what an id begins with: append,read/as-of
  --json FILE  also writes the figures as JSON

  ${IDS.join('\n  ')}
`;

interface Asked extends Size {
  readonly only: readonly string[];
  readonly json: string | undefined;
}

function asked(): Asked | undefined {
  const { values } = parseArgs({
    options: {
      events: { type: 'string', default: String(EVENTS) },
      full: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const events = Number(values.events);
  const only = values.only?.split(',') ?? IDS;
  const known = Number.isInteger(events) && events >= 10_000 && only.every((name) => IDS.some((id) => wants([name], id)));
  return values.help || !known ? undefined : { events, full: values.full, only, json: values.json };
}

/** What the others have measured is not lost with it. */
const failed = (ids: readonly string[]) => (error: unknown) => {
  if (error instanceof Interrupted) throw error;
  console.error(error);
  process.exitCode = 1;
  return ids.map((id): Skipped => ({ id, skipped: `it failed: ${String(error)}` }));
};

async function bench({ only, ...size }: Asked, workspace: Workspace): Promise<readonly (Figure | Skipped)[]> {
  const run = new Run(workspace, size);
  const results: (Figure | Skipped)[] = [];
  for (const { ids, needs, measure } of BENCHES) {
    const wanted = ids.filter((id) => wants(only, id));
    if (wanted.length === 0) continue;
    const lacking = await run.lacks(needs);
    const measured = lacking === undefined ? await measure(run).catch(failed(wanted)) : wanted.map((id) => ({ id, skipped: lacking }));
    results.push(...measured.filter(({ id }) => wanted.includes(id)));
  }
  return results;
}

const options = asked();
if (options) {
  try {
    const results = await Workspace.using((workspace) => bench(options, workspace));
    console.log(`\n${table(results)}`);
    if (options.json !== undefined) await writeFile(options.json, `${json(results)}\n`);
    process.exit();
  } catch (error) {
    if (!(error instanceof Interrupted)) console.error(error);
    process.exit(error instanceof Interrupted ? 130 : 1);
  }
} else {
  console.log(HELP);
}
