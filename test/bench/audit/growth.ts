import { createApi } from '@app/api';
import { PersonalReadAudit } from '@app/data-rights';
import { Database } from '@app/database';
import { LOG, type Log } from '@app/event-store';
import type { Viewer } from '@app/identity';
import { Clock, type SealedValue } from '@app/kernel';
import { createProjector } from '@app/projector';
import { ReadModel } from '@app/read-model';
import type { TrackerOptions } from '@app/tracker';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { showing, type Tell } from '../progress.js';
import { compared, type Figure, QUICK } from '../rounds.js';
import type { Run } from '../run.js';

const MANY = QUICK ? 100_000 : 1_000_000;
const FEW = 1_000;
const READERS = 20;
const PEOPLE = 25;
const SLICES = { many: 100, few: 10 };
const HOUR_MS = 3_600_000;
const PATIENCE_MS = 60_000;
const whole = new Intl.NumberFormat('en-GB');

/** Stands where it is put. */
class StandingClock extends Clock {
  moment = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;

  override now(): Date {
    return new Date(this.moment);
  }
}

/** One look of one reader at two fields of one person. */
interface View {
  readonly viewer: Viewer;
  readonly values: ReadonlySet<SealedValue<unknown>>;
}

function viewsOfAll(): readonly View[] {
  return Array.from({ length: READERS }, () => {
    const viewer: Viewer = { actor: { kind: 'person', id: randomUUID(), role: 'auditor' }, grants: [{ role: 'auditor', reach: 'national', ids: {} }] };
    return Array.from({ length: PEOPLE }, () => {
      const [person, event] = [randomUUID(), randomUUID()];
      const value = (path: string) =>
        ({ sealed: 'v1', key: randomUUID(), bound: `leader-${person}/${event}/${path}`, box: '' }) as unknown as SealedValue<unknown>;
      return { viewer, values: new Set([value('name.knownAs'), value('name.legal')]) };
    });
  }).flat();
}

/** What is left of some views in one hour by 20 readers of 25 people each: in the log, in the read model and of what waits, once the hour is over. */
async function bytesLeft(options: TrackerOptions, dataDir: string, views: number, slices: number, tell: Tell): Promise<number> {
  const clock = new StandingClock();
  const started = clock.moment;
  const projector = await createProjector({ ...options, clock, logLevel: 'silent' });
  const api = await createApi({ ...options, clock, dataDir, production: false, logLevel: 'silent' });
  const owner = await new Database({ url: options.database.ownerUrl ?? options.database.url }).connect('bench');
  try {
    const audit = api.get(PersonalReadAudit, { strict: false });
    const settled = async (): Promise<void> => {
      await audit.flush();
      await api.get(ReadModel, { strict: false }).waitFor(await api.get<Log>(LOG, { strict: false }).head(), PATIENCE_MS);
    };
    const size = async (): Promise<number> => {
      await owner.query('vacuum');
      const { rows } = await owner.query<{ bytes: bigint }>(
        `select sum(pg_total_relation_size(c.oid))::bigint as bytes from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and (n.nspname in ('es', 'audit') or n.nspname = (select schema from projection.read_model where status = 'active'))`,
      );
      return Number(rows[0]?.bytes);
    };
    // Tables that are empty are no growth.
    while (!(await owner.query("select from projection.read_model where status = 'active'")).rowCount) await sleep(50);
    await settled();
    const before = await size();
    const all = viewsOfAll();
    // Everybody is looked at once in the first minute, then over and over until the hour is nearly over.
    for (const one of all) {
      clock.moment += 1;
      audit.take(one);
    }
    await settled();
    const rest = views - all.length;
    for (let view = 0; view < rest; view++) {
      clock.moment = started + 60_000 + Math.floor((view / rest) * (HOUR_MS - 120_000));
      const one = all[view % all.length];
      if (one) audit.take(one);
      if ((view + 1) % Math.ceil(rest / slices) === 0) {
        await audit.flush();
        tell(view + 1, rest);
      }
    }
    clock.moment = started + HOUR_MS;
    await settled();
    clock.moment += 3 * HOUR_MS;
    await settled();
    return (await size()) - before;
  } finally {
    await owner.end();
    await api.close();
    await projector.close();
  }
}

/** What many views leave, beside what few leave that cover the same readers, people and fields. */
export async function benchAuditGrowth({ workspace }: Run): Promise<Figure> {
  const left = async (views: number, slices: number): Promise<number> => {
    const options = await workspace.database(`views_${views}`);
    return showing(`audit: what ${whole.format(views)} views leave`, (tell) => bytesLeft(options, workspace.dataDir, views, slices, tell));
  };
  const few = await left(FEW, SLICES.few);
  const many = await left(MANY, SLICES.many);
  return {
    id: 'audit/growth',
    limit: 1.05,
    unit: 'kB',
    ...compared([many / 1_000], [few / 1_000]),
    notes: [
      `ours: what ${whole.format(MANY)} views within an hour leave in the log, in the read model and in the tables of what waits, when the hour is over; anchor: what ${whole.format(FEW)} leave. ${READERS} readers look at ${PEOPLE} people each, at two fields of each, everybody in the first minute and again later.`,
    ],
  };
}
