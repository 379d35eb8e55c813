import { catalogueOf, generateHistory, loadPacks, runSteps, shippedPacks, statusFrom } from '@app/reference-data';
import type { Tell } from '../progress.js';
import type { Recorder } from './recorder.js';

/** As many events as a history has for each of its leaders, in the long run. */
const EVENTS_PER_LEADER = 29;
const SEED = 'bench';
/** Commands under way at once: the more there are, the fewer times keys of personal values are asked for. */
const CONCURRENCY = 256;

/** The shipped reference data and a synthetic history of about so many events, as `npm start` records them: by commands. */
export async function recordHistory(recorder: Recorder, events: number, tell: Tell): Promise<void> {
  const { clock, store, execute, settle } = recorder;
  const packs = await shippedPacks();
  await loadPacks(packs, { execute, now: clock.instant(), today: clock.today() });
  store.isGround();
  const leaders = Math.max(1, Math.round((events - store.count) / EVENTS_PER_LEADER));
  const steps = generateHistory({ catalogue: catalogueOf(packs), leaders, seed: SEED, today: clock.today(), now: clock.instant() });
  await runSteps(steps, {
    execute,
    settle,
    statusOf: statusFrom(store),
    concurrency: CONCURRENCY,
    onProgress: () => tell(Math.min(store.count, events), events),
  });
}
