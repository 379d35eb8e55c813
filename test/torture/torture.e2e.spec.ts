import { randomBytes } from 'node:crypto';
import { judge, rebuilt } from './judge/judge.js';
import { clockSteps } from './ordeals/clock-steps.js';
import { listenCuts } from './ordeals/cuts.js';
import { kills } from './ordeals/kills.js';
import { restarts } from './ordeals/restarts.js';
import { EventStoreNode } from './stage/node.js';
import { Place } from './stage/place.js';
import { Stage } from './stage/stage.js';

/** `npm run torture` does it at full size. SEED repeats the schedule and the commands of another run. */
const SEED = process.env['SEED'] ?? randomBytes(4).toString('hex');
const SIZE = { seed: SEED, appends: 2_500, kills: 2, writers: 6, say: () => undefined };

describe(`the product, when what it stands on fails (seed ${SEED})`, () => {
  const connectionString = process.env['EVENTSTORE_CONNECTION_STRING'];
  const node = connectionString ? new EventStoreNode({ connectionString }) : undefined;
  let place: Place;
  let stage: Stage;
  beforeAll(async () => {
    place = await Place.make(node);
    stage = await Stage.open(place, { ...SIZE, apis: 1, workers: 2, pauseMs: 0 });
  }, 600_000);
  afterAll(async () => {
    await stage?.close();
    await place?.leave(false);
  });

  it('goes on after writers, workers and the database were killed in the midst of it', async () => {
    expect((await kills(stage, { ...SIZE, node })).faults).toEqual([]);
  }, 300_000);

  it('goes on within ten seconds when the database is restarted, connections are cut, or clocks are stepped back', async () => {
    const outcomes = [await restarts(stage, 1), await listenCuts(stage, 1, { silence: false }), await clockSteps(stage, { whileAway: false })];
    expect(outcomes.flatMap(({ faults }) => faults)).toEqual([]);
  }, 300_000);

  it('has lost nothing that it acknowledged, doubled nothing, and kept the order', async () => {
    await stage.settle();
    await stage.close();
    const { acknowledged, faults } = await judge(place);
    expect(acknowledged).toBeGreaterThanOrEqual(SIZE.appends);
    expect([...place.faults, ...faults]).toEqual([]);
  }, 300_000);

  it('has a read model whose checksums are those of a clean rebuild', async () => {
    const { versions, faults } = await rebuilt(place);
    expect(versions).toBeGreaterThan(SIZE.appends / 2);
    expect(faults).toEqual([]);
  }, 600_000);
});
