import type { Database } from '@app/database';
import { LogCorrupt } from '../errors.js';
import { verifyLog } from '../postgres/verify-log.js';
import { MIRROR_READER } from '../readers/reader.js';
import { behindFence, requireKind, TO_POSTGRES } from './fence.js';
import { LEVEL_WITHIN_SECONDS } from './mirror-status.js';
import type { Moved, MoveOptions } from './moving.js';

/** The mirror may lack what was recorded last. */
export class MirrorBehind extends Error {
  constructor() {
    super(
      'The mirror is not known to have had everything when EventStoreDB was lost: "mirror status" says how it stands. While EventStoreDB answers, copy from there, and have what ' +
        'stopped the mirror passed over first. Where it never will again, --accept-loss goes on with what is mirrored. Nothing was moved.',
    );
    this.name = 'MirrorBehind';
  }
}

export interface FromMirrorOptions extends Pick<MoveOptions, 'onProgress'> {
  /** Also where the mirror may lack what was recorded last. */
  readonly acceptLoss?: boolean;
}

const WAS_LEVEL = `
  select away_since <= level_at + interval '${LEVEL_WITHIN_SECONDS} seconds' and stopped is null and not exists (select from reader.stop where reader = $1) as level from es.store`;
const AMOUNTS = 'select coalesce((select es.running_hash(leaf order by position) from es.events), $1) as hash, h.hash as kept from es.log_head h';

/**
 * For an EventStoreDB that is lost: what is mirrored of it becomes the history, in PostgreSQL, once every leaf was computed anew. EventStoreDB is not asked.
 * @param owner the installation's database, as the role that owns its schemas
 * @throws WrongStore where nothing is mirrored; MirrorBehind; LogCorrupt where the mirror was altered; DatabaseUnavailable
 */
export async function mirrorBecomesHistory(owner: Database, { acceptLoss = false, onProgress }: FromMirrorOptions = {}): Promise<Moved> {
  await requireKind(owner, 'eventstoredb');
  if (!acceptLoss && !(await wasLevel(owner))) throw new MirrorBehind();
  return behindFence(owner, async (fence) => {
    const { faultCount, head } = await verifyLog(owner, { onProgress: (done, total) => onProgress?.({ step: 'comparing', done, total }) });
    const { rows } = await owner.query<{ hash: Buffer; kept: Buffer }>(AMOUNTS, [Buffer.alloc(0)]);
    const [{ hash, kept }] = rows as [{ hash: Buffer; kept: Buffer }];
    if (faultCount > 0 || !hash.equals(kept)) throw new LogCorrupt('what is mirrored is not what was recorded, and "log verify" says where. Nothing was moved');
    await fence.switchStore(TO_POSTGRES);
    return { position: head, hash, fencedMs: fence.standsForMs };
  });
}

/** Whether the mirror had everything until EventStoreDB was lost. */
async function wasLevel(owner: Database): Promise<boolean> {
  const { rows } = await owner.query<{ level: boolean | null }>(WAS_LEVEL, [MIRROR_READER]);
  return rows[0]?.level ?? false;
}
