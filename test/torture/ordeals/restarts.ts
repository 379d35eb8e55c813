import { setTimeout as sleep } from 'node:timers/promises';
import { monotonic } from '../load/messages.js';
import type { Stage } from '../stage/stage.js';
import type { Outcome } from './ordeal.js';
import { Recovery } from './recovery.js';

const CALM_MS = 1_000;

/** Restarts the database in all order, again and again: fast shutdown, sessions ended, started anew. With EventStoreDB, its node as well. */
export async function restarts(stage: Stage, rounds: number): Promise<Outcome> {
  const { embedded, node } = stage.place;
  const [ofDatabase, ofNode] = [new Recovery(stage), new Recovery(stage)];
  for (let round = 1; round <= rounds; round++) {
    await sleep(CALM_MS);
    await embedded.restart();
    await ofDatabase.from(monotonic(), `restart ${round} of the database`);
    if (!node?.canBeKilled) continue;
    await sleep(CALM_MS);
    await node.restart();
    await ofNode.from(monotonic(), `restart ${round} of the node`);
  }
  const figures = {
    'database restarted': `${rounds} times; at the longest ${ofDatabase.figure}`,
    ...(node?.canBeKilled && { 'node restarted': ofNode.figure }),
  };
  return { figures, faults: [...ofDatabase.faults, ...ofNode.faults] };
}
