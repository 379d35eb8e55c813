import { benchAccess } from './access/access.js';
import { benchAppend } from './append/append.js';
import { benchAuditGrowth } from './audit/growth.js';
import { benchEmmett } from './append/emmett.js';
import { benchEventStoreDb } from './append/eventstoredb.js';
import { benchMirror } from './mirror/mirror.js';
import { benchEmmettRebuild } from './rebuild/emmett.js';
import { benchGrowth } from './rebuild/growth.js';
import { benchRebuild } from './rebuild/rebuild.js';
import { benchAsOf, benchHandWritten, benchPostGraphile } from './read/read.js';
import type { Figure } from './rounds.js';
import type { Need, Run } from './run.js';
import { benchVisible } from './visible/visible.js';

interface Bench {
  readonly ids: readonly string[];
  readonly needs?: Need;
  readonly measure: (run: Run) => Promise<readonly Figure[]>;
}

const only = async (figure: Promise<Figure>): Promise<readonly Figure[]> => [await figure];
const WRITERS = [1, 8, 32];
/** Emmett takes its time. */
const EMMETT_EVENTS = 20_000;

/** Everything that can be measured, in the order in which it is. */
export const BENCHES: readonly Bench[] = [
  { ids: ['append/raw-function'], measure: ({ workspace }) => only(benchAppend(workspace)) },
  ...WRITERS.map((writers): Bench => ({
    ids: [`append/emmett-${writers}`],
    needs: 'peers',
    measure: ({ workspace }) => only(benchEmmett(workspace, writers)),
  })),
  { ids: ['append/eventstoredb'], needs: 'eventstoredb', measure: (run) => only(benchEventStoreDb(run)) },
  { ids: ['mirror/eventstoredb'], needs: 'eventstoredb', measure: (run) => only(benchMirror(run)) },
  { ids: ['rebuild/copy'], measure: async (run) => only(benchRebuild(await run.history())) },
  {
    ids: ['rebuild/emmett'],
    needs: 'peers',
    measure: async (run) => only(benchEmmettRebuild(run.workspace, await run.newHistory('small', Math.min(run.size.events, EMMETT_EVENTS)))),
  },
  { ids: ['rebuild/memory-growth', 'rebuild/time-growth'], measure: (run) => benchGrowth(run) },
  { ids: ['read/hand-written'], measure: (run) => only(benchHandWritten(run)) },
  { ids: ['read/postgraphile'], needs: 'peers', measure: (run) => only(benchPostGraphile(run)) },
  { ids: ['read/as-of'], measure: (run) => only(benchAsOf(run)) },
  { ids: ['access/matrix'], measure: (run) => only(benchAccess(run)) },
  { ids: ['audit/growth'], measure: (run) => only(benchAuditGrowth(run)) },
  // The last that uses the history: it adds to it.
  { ids: ['visible/p95'], measure: (run) => only(benchVisible(run)) },
];

export const IDS = BENCHES.flatMap(({ ids }) => ids);

/** Whether an id is among those asked for: itself, or what it begins with. */
export const wants = (only: readonly string[], id: string): boolean =>
  only.some((name) => id === name || id.startsWith(`${name}/`) || id.startsWith(`${name}-`));
