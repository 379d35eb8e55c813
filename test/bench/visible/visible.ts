import { showing } from '../progress.js';
import type { Figure } from '../rounds.js';
import { alternating, median } from '../rounds.js';
import type { Run } from '../run.js';
import type { Visited, Visiting } from './clients.js';

const CLIENTS = 4;
const PAUSE_MS = 25;
const ROUND_MS = 4_000;
const BUDGET_MS = 60_000;

const source = (name: string): URL => new URL(name, import.meta.url);

/** From sending a mutation until its effect was read, through the API and its worker; and the same by hand. */
export async function benchVisible(run: Run): Promise<Figure> {
  const { workspace } = run;
  const { database } = await run.readModel();
  const byHand = { DATABASE_URL: (await workspace.database('by_hand')).database.ownerUrl ?? '' };
  const env = { DATABASE_URL: database.url, DATA_DIR: workspace.dataDir, NODE_ENV: 'production' };
  const started = [
    await workspace.process(source('../read/product.ts'), env),
    await workspace.process(source('worker.ts'), env),
    await workspace.process(source('by-hand.ts'), { ...byHand, ROLE: 'worker' }),
    await workspace.process(source('by-hand.ts'), { ...byHand, ROLE: 'api' }),
    await workspace.process(source('clients.ts')),
  ] as const;
  const [api, worker, handWorker, handApi, clients] = started;
  try {
    const [address, , , { port }] = await Promise.all([
      api.told<{ port: number; token: string }>(),
      worker.told(),
      handWorker.told(),
      handApi.told<{ port: number }>(),
      clients.told(),
    ]);
    const seen = { ours: [] as Visited[], anchor: [] as Visited[] };
    const visit = async (side: keyof typeof seen, to: Pick<Visiting, 'port' | 'token'>): Promise<number> => {
      const visited = await clients.ask<Visited>({ ...to, clients: CLIENTS, pauseMs: PAUSE_MS, ms: ROUND_MS } satisfies Visiting);
      seen[side].push(visited);
      return visited.p95;
    };
    const measured = await showing('visible: API and by hand', (tell) =>
      alternating({ ours: () => visit('ours', address), anchor: () => visit('anchor', { port }), least: 5, most: 15, budgetMs: BUDGET_MS, tell }),
    );
    const inWords = (side: readonly Visited[]) =>
      (['p50', 'p95', 'p99'] as const).map((percentile) => `${percentile} ${median(side.map((visited) => visited[percentile])).toFixed(1)} ms`).join(', ');
    return {
      id: 'visible/p95',
      limit: 1.5,
      unit: 'ms (p95)',
      ...measured,
      notes: [
        `ours: a mutation over HTTP, then a query that waits for the receipt's token and shows what was recorded; API and worker in processes of their own, ${CLIENTS} clients that pause ${PAUSE_MS} ms; ${inWords(seen.ours)}.`,
        `anchor: an insert that notifies, a projection of one table that listens, and two handlers, in as many processes; it decides nothing, checks nothing, hashes nothing, keeps no history; ${inWords(seen.anchor)}.`,
      ],
    };
  } finally {
    await Promise.all(started.map((peer) => peer.stop()));
  }
}
