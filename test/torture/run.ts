import { clockSteps } from './ordeals/clock-steps.js';
import { listenCuts, subscriptionCuts } from './ordeals/cuts.js';
import { diskFull } from './ordeals/disk-full.js';
import { dumpRestored } from './ordeals/dump-restored.js';
import { kills } from './ordeals/kills.js';
import { light, worked } from './ordeals/light.js';
import type { Outcome, Size } from './ordeals/ordeal.js';
import { Skipped } from './ordeals/ordeal.js';
import { restarts } from './ordeals/restarts.js';
import { Line } from './stage/line.js';
import { Place } from './stage/place.js';

const ROUNDS = 10;

export interface Run extends Size {
  /** Where a whole PostgreSQL is installed, where that is not to be found by itself. */
  readonly pgBin: string | undefined;
}

/** Every ordeal, by its name, on a stage of its own. */
export const ORDEALS: Readonly<Record<string, (run: Run) => Promise<Outcome>>> = {
  appends: (run) =>
    worked(
      run,
      () => Place.make(run.node),
      { ...run, apis: 2, workers: 2, pauseMs: 0 },
      (stage) => kills(stage, run),
    ),
  'database-restarted': (run) =>
    worked(
      run,
      () => Place.make(run.node),
      light(run),
      (stage) => restarts(stage, ROUNDS),
    ),
  'listen-cut': (run) =>
    worked(
      run,
      () => Place.make(run.node),
      light(run),
      (stage) => listenCuts(stage, ROUNDS, { silence: true }),
    ),
  'subscription-cut': async (run) => {
    if (!run.node) throw new Skipped('PostgreSQL is the store: the log is its own, and nothing subscribes');
    const line = await Line.to(run.node.connectionString);
    if (!line) throw new Skipped('the connection string does not name one address, so that there is no line to be cut');
    return worked(
      run,
      () => Place.make(run.node, { line }),
      light(run),
      (stage) => subscriptionCuts(stage, ROUNDS),
    );
  },
  'disk-full': diskFull,
  'clock-stepped-back': (run) =>
    worked(
      run,
      () => Place.make(run.node),
      light(run),
      (stage) => clockSteps(stage, { whileAway: true }),
    ),
  'dump-restored': (run) => dumpRestored(run, run.pgBin),
};

/** Runs some of them, one after the other. @returns how many showed what must not be */
export async function torture(run: Run, names: readonly string[]): Promise<number> {
  let failed = 0;
  for (const name of names) {
    run.say(`\n${name}`);
    const begun = Date.now();
    try {
      const outcome = await ORDEALS[name]?.(run);
      for (const [what, figure] of Object.entries(outcome?.figures ?? {})) run.say(`  ${what}: ${figure}`);
      for (const fault of outcome?.faults ?? []) run.say(`  FAULT ${fault}`);
      if (outcome?.faults.length !== 0) failed++;
      run.say(`  ${outcome?.faults.length === 0 ? 'passed' : 'FAILED'} after ${((Date.now() - begun) / 1_000).toFixed(0)} s`);
    } catch (error) {
      if (error instanceof Skipped) run.say(`  SKIPPED: ${error.message}`);
      else {
        failed++;
        run.say(`  FAILED after ${((Date.now() - begun) / 1_000).toFixed(0)} s: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      }
    }
  }
  return failed;
}
