import { LogCorrupt, verifyLog } from '@app/event-store';
import { Projector, ReadModel } from '@app/read-model';
import pg from 'pg';
import { Journeys } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';
import { askEverything } from './support/everything.js';
import { type Mixed, mixedJourney } from './support/mixed-journey.js';

describe('a log', () => {
  let system: System;
  let mixed: Mixed;

  beforeAll(async () => {
    system = await startSystem();
    mixed = await mixedJourney(system, await Journeys.prepare(system, { hours: { attendanceMinutes: 600, reflectionMinutes: 90 } }));
  });
  afterAll(() => system.stop());

  const checksums = async (position?: bigint) => system.projector.get(ReadModel).checksum(position);
  const verify = () => verifyLog(system.database.database);
  async function asOwner(statements: string): Promise<void> {
    const owner = new pg.Client({ connectionString: system.database.ownerUrl });
    await owner.connect();
    await owner.query(statements).finally(() => owner.end());
  }
  /** As only the database's owner can. */
  const tamper = (change: string) =>
    asOwner(`alter table es.events disable trigger only_appended; ${change}; alter table es.events enable trigger only_appended`);

  it('scenario 10: projections dropped and rebuilt answer every query as before, at every moment, with equal checksums', async () => {
    const before = await askEverything(system, mixed);
    const [now, then] = [await checksums(), await checksums(BigInt(mixed.halfWay))];
    // Nobody is erased here, nothing stops: `test/erasure` and `test/operation` have those.
    const empty = now.tables.filter(({ rows }) => rows === 0).map(({ table }) => table);
    expect(empty).toEqual(['erased_leader', 'erasure_request', 'passed_over_event']);
    expect(JSON.stringify(before).length).toBeGreaterThan(50_000);

    const { rows: schemas } = await system.database.database.query<{ name: string }>("select nspname as name from pg_namespace where nspname like 'rm\\_%'");
    await system.database.database.query(`${schemas.map(({ name }) => `drop schema ${name} cascade`).join('; ')}; delete from projection.read_model`);
    const { errors } = await system.ask('{ at { position } }');
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_READY' } }]);
    const { position } = await system.projector.get(Projector).rebuild();

    expect(position).toBe(now.position);
    expect(await askEverything(system, mixed)).toEqual(before);
    expect(await checksums()).toEqual(now);
    expect(await checksums(BigInt(mixed.halfWay))).toEqual(then);
  });

  it('scenario 10: a rebuild beside the active read model changes no answer, and is followed on by the projector', async () => {
    const before = await askEverything(system, mixed);
    const now = await checksums();
    await system.projector.get(Projector).rebuild();
    expect(await askEverything(system, mixed)).toEqual(before);
    expect(await checksums()).toEqual(now);

    await system.record('registerOrganisation', { code: 'later', name: { en: 'Later' }, sector: 'NHS', nation: 'WALES', effectiveOn: '2020-01-01' });
    await system.settled();
    expect(await checksums(now.position)).toEqual(now);
    const live = await checksums();
    await system.projector.get(Projector).rebuild();
    expect(await checksums()).toEqual(live);
  });

  it('scenario 10: an altered event is reported at its exact position, and no other is', async () => {
    const { head, checked, faults } = await verify();
    expect({ checked, faults }).toEqual({ checked: head, faults: [] });
    const { rows } = await system.database.database.query<{ position: bigint; stream: string; data: string }>(
      "select position, stream, data::text from es.events where type = 'AttendanceRecorded' order by position limit 1",
    );
    const [{ position, stream, data } = { position: 0n, stream: '', data: '' }] = rows;
    await tamper(`update es.events set data = '${data.replace(/"minutes":\d+/, '"minutes":1')}' where position = ${position}`);
    expect(await verify()).toEqual({ head, checked: head, faultCount: 1, faults: [{ kind: 'altered', position, stream, type: 'AttendanceRecorded' }] });
    await tamper(`update es.events set data = '${data}' where position = ${position}`);
    expect((await verify()).faults).toEqual([]);
  });

  it('scenario 10: a removed event is reported at its exact position, and nothing is rebuilt over the hole', async () => {
    await tamper(`create table public.removed as select * from es.events where type = 'LeaderEnrolled' order by position limit 1;
      delete from es.events where position in (select position from public.removed)`);
    const { rows } = await system.database.database.query<{ position: bigint }>(
      'select p.position - 1 as position from es.events p where p.position > 1 and not exists (select from es.events where position = p.position - 1)',
    );
    const position = rows[0]?.position;
    expect((await verify()).faults).toContainEqual({ kind: 'missing', position, upTo: position });
    await expect(system.projector.get(Projector).rebuild()).rejects.toThrow(LogCorrupt);
    await tamper('insert into es.events select * from public.removed');
    expect((await verify()).faults).toEqual([]);
  });
});
