import { Database, startEmbedded } from '@app/database';
import { to as copyTo } from 'pg-copy-streams';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journeys, OPENED } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';

const PERSONAL = [
  'Peredur Vavasour ap Gwalchmai',
  'Vavasour ap Gwalchmai, Peredur',
  'peredur.vavasour@wales.example',
  'Ceidwad y Goleudy',
  'I kept the light at Enlli.',
] as const;
const [NAME, SORT_NAME, EMAIL, POST, STATEMENT] = PERSONAL;

/** A cluster of its own, with a superuser: everything that PostgreSQL has on disk is this installation's. */
describe('after an erasure', () => {
  let folder: string;
  let embedded: Awaited<ReturnType<typeof startEmbedded>>;
  let system: System;
  let superuser: Database;
  const environment = { ...process.env };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'erasure-'));
    embedded = await startEmbedded(folder);
    process.env['TEST_DATABASE_URL'] = embedded.url;
    process.env['TEST_DATABASE_OWNER_URL'] = embedded.ownerUrl;
    system = await startSystem();
    const { superuser: password } = JSON.parse(await readFile(join(folder, 'postgres', 'credentials.json'), 'utf8')) as { superuser: string };
    const url = new URL(system.database.url);
    url.username = 'postgres';
    url.password = password;
    superuser = new Database({ url: url.href });
  });
  afterAll(async () => {
    await superuser.close();
    await system.stop();
    await embedded.stop();
    Object.assign(process.env, environment);
    await rm(folder, { recursive: true, force: true });
  });

  /** What is still written somewhere, by file or table. */
  async function found(): Promise<{ readonly files: readonly string[]; readonly tables: readonly string[] }> {
    await superuser.query('checkpoint');
    const holds = (content: Buffer) => PERSONAL.some((text) => content.includes(text));
    const files: string[] = [];
    for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
      const file = join(entry.parentPath, entry.name);
      // Whatever is removed while it is read holds nothing any more.
      if (entry.isFile() && holds(await readFile(file).catch(() => Buffer.alloc(0)))) files.push(file);
    }
    const tables: string[] = [];
    const { rows } = await superuser.query<{ name: string }>("select oid::regclass::text as name from pg_class where relkind in ('r', 'm', 't') order by 1");
    for (const { name } of rows) if (holds(await dumped(name))) tables.push(name);
    return { files, tables };
  }

  /** As a dump writes it. */
  async function dumped(table: string): Promise<Buffer> {
    const client = await superuser.connect('dump');
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of client.query(copyTo(`copy (select * from ${table}) to stdout`))) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks);
    } finally {
      await client.end();
    }
  }

  it('scenario 11: no file under the data directory, WAL included, and no dump of any table holds anything of the person', async () => {
    const journeys = await Journeys.prepare(system);
    const cohortId = await journeys.openCohort();
    const { id: leaderId } = await system.record('registerLeader', {
      legalName: NAME,
      sortName: SORT_NAME,
      email: EMAIL,
      language: 'CY',
      effectiveOn: '2020-01-01',
    });
    const { organisationId } = journeys.ground;
    const { id: assignmentId } = await system.record('startAssignment', {
      ...{ leaderId, organisationId, post: POST, wtePercent: 100, basis: 'SUBSTANTIVE', effectiveOn: '2021-04-01' },
    });
    await system.record('applyForCohort', { cohortId, leaderId, assignmentId, statement: STATEMENT, effectiveOn: OPENED });
    await system.settled();
    const search = () =>
      system.ask<{ at: { leaders: { nodes: object[] } } }>('{ at { leaders(first: 5, search: "Vavasour") { nodes { id name { value } } } } }');
    await system.eventually(search, ({ data }) => data.at.leaders.nodes.length === 1);
    // What the database does by itself now and then, to every table.
    await superuser.query('vacuum analyze');
    // A checkpoint leaves unlogged tables in memory; rewritten, this one is on disk.
    await superuser.query('vacuum full opened.leader_directory');
    const before = await found();
    // The search finds what there is: the directory of names, and nothing else.
    expect(before.tables).toEqual(['opened.leader_directory']);
    expect(before.files.length).toBeGreaterThan(0);
    expect(before.files.filter((file) => file.includes('pg_wal'))).toEqual([]);

    const second = await system.as({
      actor: { kind: 'person', id: randomUUID(), role: 'administrator' },
      claims: [{ role: 'administrator', scope: 'national' }],
    });
    const { id: erasureId } = await system.record('requestErasure', { leaderId, ground: 'NO_LONGER_NECESSARY' });
    await second.record('decideErasure', { erasureId, approved: true });
    await system.settled();
    await superuser.query('vacuum analyze');
    expect(await found()).toEqual({ files: [], tables: [] });
    // Every file and every table is read twice.
  }, 600_000);
});
