import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { TrackerOptions } from '@app/tracker';
import { benchAppend } from './append/append.js';
import { startRecorder } from './history/recorder.js';
import { recordHistory } from './history/synthetic.js';
import { showing } from './progress.js';
import { benchRead } from './read/read.js';
import { benchRebuild, rebuildOnce } from './rebuild/rebuild.js';
import { json, table } from './report.js';
import type { Figure } from './rounds.js';
import { Interrupted, Workspace } from './workspace.js';

const HELP = `npm run bench -- [--events N] [--only append,rebuild,read] [--json FILE]

Measures what the product does against the least that could do the same, both sides by turns on an embedded
PostgreSQL of its own, and prints their ratios. docs/performance.md says what each of them means.

  --events N   about so many events in the log that is rebuilt and read (default 300000)
  --only LIST  some of append, rebuild, read
  --json FILE  also writes the figures as JSON
`;

const BENCHES = ['append', 'rebuild', 'read'] as const;

interface Asked {
  readonly events: number;
  readonly only: readonly string[];
  readonly json: string | undefined;
}

function asked(): Asked | undefined {
  const { values } = parseArgs({
    options: {
      events: { type: 'string', default: '300000' },
      only: { type: 'string', default: BENCHES.join() },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const events = Number(values.events);
  const only = values.only.split(',');
  const known = Number.isInteger(events) && events >= 1_000 && only.every((name) => (BENCHES as readonly string[]).includes(name));
  return values.help || !known ? undefined : { events, only, json: values.json };
}

/** A log of synthetic history, in a database of its own. */
async function history(workspace: Workspace, events: number): Promise<TrackerOptions> {
  const options = await workspace.database('history');
  const recorder = await startRecorder(options);
  try {
    await showing('history: decided in memory', (tell) => recordHistory(recorder, events, tell));
    await showing('history: into the log', (tell) => recorder.import(tell));
  } finally {
    await recorder.close();
  }
  return options;
}

async function bench({ events, only }: Asked, workspace: Workspace): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  if (only.includes('append')) figures.push(await benchAppend(workspace));
  if (only.includes('rebuild') || only.includes('read')) {
    const options = await history(workspace, events);
    if (only.includes('rebuild')) figures.push(await benchRebuild(options));
    else await rebuildOnce(options);
    if (only.includes('read')) figures.push(await benchRead(workspace, options));
  }
  return figures;
}

const options = asked();
if (options) {
  try {
    const figures = await Workspace.using((workspace) => bench(options, workspace));
    console.log(`\n${table(figures)}`);
    if (options.json !== undefined) await writeFile(options.json, `${json(figures)}\n`);
    process.exit(0);
  } catch (error) {
    if (!(error instanceof Interrupted)) console.error(error);
    process.exit(error instanceof Interrupted ? 130 : 1);
  }
} else {
  console.log(HELP);
}
