import { randomBytes } from 'node:crypto';
import { Database } from '@app/database';
import { PostgresLog, verifyLog } from '@app/event-store';
import { LocalMasterKey } from '@app/privacy';
import { join } from 'node:path';
import { ProcessRunner } from '@app/process-manager';
import { createProjector } from '@app/projector';
import { Projector, ReadModel } from '@app/read-model';
import type { INestApplicationContext } from '@nestjs/common';
import { CAPACITY, Ordeal } from './support/ordeal.js';
import { placesIn } from './support/places.js';
import { embeddedSite, sharedSite } from './support/site.js';

/** `KILLS=15 npm test -- test/durability` for more; SEED repeats the choices of another run, though not the machine's own. */
const KILLS = Number(process.env['KILLS'] ?? 5);
const SEED = process.env['SEED'] ?? randomBytes(4).toString('hex');

const alphabetical = (texts: Iterable<string>) => [...texts].sort();

describe.each([
  ['two instances of the product', KILLS, sharedSite],
  ['the product and the database that it brings along', Math.ceil(KILLS / 2), embeddedSite],
])(`%s, killed %i times under load (seed ${SEED})`, (_what, kills, makeSite) => {
  const masterKey = randomBytes(32);
  let ordeal: Ordeal;
  let database: Database;
  let log: PostgresLog;

  beforeAll(async () => {
    ordeal = await Ordeal.begin(makeSite, SEED, masterKey);
    await ordeal.endure(kills);
    database = new Database({ url: await ordeal.site.address() });
    log = new PostgresLog(database);
  }, 300_000);
  afterAll(async () => {
    await log?.onApplicationShutdown();
    await database?.close();
    await ordeal?.end();
  });

  it('was interrupted at work', () => {
    expect(ordeal.clients.reduce((sum, { again }) => sum + again, 0)).toBeGreaterThan(0);
  });

  it('has every acknowledged event in the log, once, where its receipt says', async () => {
    for (const { acknowledged } of ordeal.clients) {
      const stored = await log.byId(acknowledged.flatMap(({ receipt }) => receipt.eventIds));
      for (const { commandId, receipt } of acknowledged) {
        const events = receipt.eventIds.map((id) => stored.get(id));
        expect(events.map((event) => [event?.stream, event?.type, event?.meta.commandId])).toEqual(
          receipt.eventTypes.map((type) => [receipt.stream, type, commandId]),
        );
        const last = events.at(-1);
        if (last) expect([receipt.revision, await log.positionOf(receipt.token, 0)]).toEqual([String(last.revision), last.position]);
      }
    }
  });

  it('has them in the order in which they were acknowledged', async () => {
    for (const { acknowledged } of ordeal.clients) {
      const ids = acknowledged.flatMap(({ receipt }) => receipt.eventIds);
      const stored = await log.byId(ids);
      const positions = ids.map((id) => stored.get(id)?.position ?? 0n);
      expect(positions).toEqual([...positions].sort((one, other) => Number(one - other)));
    }
  });

  it('has positions and revisions without holes, and no event that is not as it was recorded', async () => {
    const { head, checked, faults } = await verifyLog(database);
    expect({ checked, faults }).toEqual({ checked: head, faults: [] });
  });

  it('has recorded no command twice or by halves, none that it refused, and none that nobody sent', async () => {
    const { rows } = await database.query<{ id: string; once: boolean; person: boolean }>(
      `select command_id as id, count(distinct stream) = 1 and max(revision) - min(revision) + 1 = count(*) and count(distinct recorded_at) = 1 as once,
         bool_and(meta->'actor'->>'kind' <> 'system') as person from es.events group by command_id`,
    );
    expect(rows.filter(({ once }) => !once)).toEqual([]);
    const byPeople = rows.flatMap(({ id, person }) => (person ? id : []));
    const told = ordeal.clients.flatMap(({ acknowledged }) => acknowledged.flatMap(({ commandId, receipt }) => (receipt.eventIds.length > 0 ? commandId : [])));
    expect(alphabetical(byPeople)).toEqual(alphabetical(told));
  });

  it('has answered every place with exactly one offer, or had it back, and never gave more than there were', async () => {
    const { given, mostHeld, held, queued, placed, waiting } = await placesIn(log);
    expect(given).not.toEqual([]);
    expect(given.filter(({ offers, returned }) => offers + returned !== 1)).toEqual([]);
    expect(Math.max(...mostHeld.values())).toBeLessThanOrEqual(CAPACITY);
    expect(alphabetical(placed)).toEqual(alphabetical(held));
    expect(alphabetical(waiting)).toEqual(alphabetical(queued));
  });

  describe('started again', () => {
    let projector: INestApplicationContext;
    beforeAll(async () => {
      projector = await createProjector({
        database: { url: await ordeal.site.address() },
        masterKey: new LocalMasterKey(masterKey, join(ordeal.dataDir, 'keys')),
        logLevel: 'silent',
      });
    });
    afterAll(() => projector?.close());

    it('finds its process managers caught up, with a timer for each offer and nothing left to say', async () => {
      await projector.get(ProcessRunner).settle();
      const { rows } = await database.query<{ offers: number }>("select count(*)::int as offers from es.events where type = 'PlaceOffered'");
      const status = { position: await log.head(), stopped: null, timers: rows[0]?.offers, refusedTimers: 0 };
      expect(await projector.get(ProcessRunner).status()).toMatchObject([status]);
    });

    it('has a read model whose checksums are those of a clean rebuild', async () => {
      const live = await projector.get(ReadModel).checksum();
      expect(live.position).toBe(await log.head());
      await projector.get(Projector).rebuild();
      expect(await projector.get(ReadModel).checksum()).toEqual(live);
    });
  });
});
