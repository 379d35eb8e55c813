import { setTimeout as sleep } from 'node:timers/promises';
import { monotonic } from '../load/messages.js';
import { connected } from '../stage/database.js';
import type { Stage } from '../stage/stage.js';
import type { Outcome } from './ordeal.js';
import { Recovery } from './recovery.js';

const HOUR_MS = 3_600_000;
const LIMIT_MS = 10_000;
const AWAY_MS = 12_000;

/**
 * Steps every clock back by an hour, twice: that of each process, from which all of it reads the time, and the database's. The database
 * asks its clock for one thing, the moment that it stamps appends with, never before the last stamp; so a last stamp that lies an hour
 * ahead is the same to it as a clock that was stepped back. The second step, where it is wanted, comes while the database is away and
 * requests wait for it.
 */
export async function clockSteps(stage: Stage, { whileAway }: { readonly whileAway: boolean }): Promise<Outcome> {
  const { load, place } = stage;
  const recovery = new Recovery(stage);
  const superuser = await connected(place.database.superuserUrl);
  await superuser.query("update es.log_head set recorded_at = recorded_at + interval '1 hour'");
  await superuser.end();
  stage.setClocks(-HOUR_MS);
  await recovery.from(monotonic(), 'the clocks were stepped back');

  load.slowestMs = 0;
  if (whileAway) {
    await place.embedded.down();
    await sleep(1_000);
    stage.setClocks(-2 * HOUR_MS);
    await sleep(AWAY_MS);
    await place.embedded.up();
    await recovery.from(monotonic(), 'the database was back, the clocks having been stepped back meanwhile');
  }
  const { slowestMs } = load;
  if (slowestMs > LIMIT_MS)
    recovery.faults.push(`a request was kept waiting for ${(slowestMs / 1_000).toFixed(1)} s when the clocks were stepped back under it`);

  stage.setClocks(0);
  await recovery.from(monotonic(), 'the clocks were right again');
  return {
    figures: { 'clocks stepped back': `at the longest ${recovery.figure}; a request was answered or refused within ${(slowestMs / 1_000).toFixed(1)} s` },
    faults: recovery.faults,
  };
}
