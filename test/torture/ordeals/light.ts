import { judge, rebuilt } from '../judge/judge.js';
import type { Place } from '../stage/place.js';
import type { StageOptions } from '../stage/stage.js';
import { Stage } from '../stage/stage.js';
import type { Outcome, Size } from './ordeal.js';

/** A load that workers keep up with, so that what is seen is the fault's and not the backlog's. */
export const light = ({ seed, appends, writers }: Size): StageOptions => ({
  seed,
  writers: Math.min(writers, 5),
  appends: Math.min(appends, 100_000),
  apis: 1,
  workers: 1,
  pauseMs: 20,
});

/** Runs an ordeal on a stage of its own, lets everything settle, and has it judged. What failed is kept, and named. */
export async function worked(size: Size, make: () => Promise<Place>, options: StageOptions, ordeal: (stage: Stage) => Promise<Outcome>): Promise<Outcome> {
  const place = await make();
  let stage: Stage | undefined;
  let faults: readonly string[] = ['it was broken off'];
  try {
    stage = await Stage.open(place, options);
    const outcome = await ordeal(stage);
    await stage.settle();
    const { load } = stage;
    await stage.close();
    const verdict = await judge(place);
    const rebuild = await rebuilt(place);
    faults = [...place.faults, ...outcome.faults, ...verdict.faults, ...rebuild.faults];
    const judged = {
      judged: `${verdict.events} events, of ${verdict.acknowledged} acknowledged commands; ${load.answered()} answers; ${verdict.asked} questions`,
      rebuilt: `${rebuild.tables} tables, ${rebuild.versions} versions, in ${(rebuild.rebuildMs / 1_000).toFixed(0)} s: ${rebuild.faults.length === 0 ? 'the same checksums' : 'other checksums'}`,
    };
    return { figures: { ...outcome.figures, ...judged }, faults };
  } catch (error) {
    if (place.faults.length > 0) size.say(place.faults.join('\n'));
    throw error;
  } finally {
    await stage?.close();
    await place.leave(faults.length > 0);
    if (faults.length > 0) size.say(`what it left behind is kept: ${place.folder}`);
  }
}
