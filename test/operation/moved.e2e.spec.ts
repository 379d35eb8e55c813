import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Database } from '@app/database';
import { startSystem, type System } from '../support/system.js';

/** What a move leaves behind, and what readiness says of it. */
const TO = {
  eventstoredb: ["kind = 'eventstoredb', store_id = gen_random_uuid(), commit_position = 1, prepare_position = 1", 'in an EventStoreDB by now'],
  postgresql: ["kind = 'postgresql', store_id = null, commit_position = null, prepare_position = null, level_at = null", 'in PostgreSQL by now'],
} as const;

describe('a process that goes on while the history is moved', () => {
  let system: System;
  let owner: Database;
  beforeAll(async () => {
    system = await startSystem();
    owner = new Database({ url: system.database.ownerUrl });
  });
  afterAll(async () => {
    await owner.close();
    await system.stop();
  });

  const organisation = (code: string) => ({ code, name: { en: code, cy: code }, sector: 'NHS', nation: 'WALES', effectiveOn: '2020-01-01' });
  const read = () => system.ask<{ at: { organisations: { nodes: { code: string }[] } } }>('{ at { organisations(first: 50) { nodes { code } } } }');
  async function eventStore(): Promise<readonly [number, { status: string; message?: string }]> {
    const response = await fetch(`${await system.api.getUrl()}/health/ready`);
    const { details } = (await response.json()) as { details: { eventStore: { status: string; message?: string } } };
    return [response.status, details.eventStore];
  }
  /** With nothing that says where an EventStoreDB is. */
  async function cli(...args: string[]): Promise<readonly [unknown, string]> {
    const child = spawn(process.execPath, ['--no-warnings', '--import', './test/support/typescript.register.js', 'apps/cli/src/main.ts', ...args], {
      env: { PATH: process.env['PATH'], DATA_DIR: system.dataDir, DATABASE_URL: system.database.url, DATABASE_OWNER_URL: system.database.ownerUrl },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()));
    const [code] = (await once(child, 'close')) as unknown[];
    return [code, said];
  }

  it('refuses what would be recorded behind the fence, and goes on once that move is given up, with neither store at hand', async () => {
    await owner.query('update es.store set fenced_since = clock_timestamp()');
    expect(await system.mutate('registerOrganisation', organisation('fenced'))).toMatchObject({ code: 'STORE_FENCED' });
    expect(await eventStore()).toMatchObject([503, { status: 'down', fencedBy: null, message: expect.stringContaining('copy --abandon') as unknown }]);
    expect(await cli('copy', '--abandon', '--from', 'postgresql', '--to', 'eventstoredb')).toMatchObject([
      1,
      expect.stringContaining('stands alone') as unknown,
    ]);
    expect(await cli('copy', '--abandon')).toEqual([0, 'Given up: the history is where it was, and can be added to.\n']);
    await system.record('registerOrganisation', organisation('fenced'));
    expect(await eventStore()).toMatchObject([200, { status: 'up' }]);
  });

  it('is told that there is nothing to give up, where nothing is under way and where a move was completed', async () => {
    expect(await cli('copy', '--abandon')).toMatchObject([0, expect.stringContaining('Nothing was under way') as unknown]);
    await owner.query('update es.store set moved_at = clock_timestamp()');
    expect(await cli('copy', '--abandon')).toMatchObject([1, expect.stringContaining('The move was completed at') as unknown]);
    await owner.query('update es.store set moved_at = null');
  });

  it('answers queries, and says of everything else that the history has moved, in both languages, until it is back', async () => {
    const commandId = randomUUID();
    await system.record('registerOrganisation', { ...organisation('before'), commandId });
    await system.settled();
    const { rows: kept } = await owner.query<{ kind: keyof typeof TO }>('select * from es.store');
    const [moved, said] = TO[kept[0]?.kind === 'postgresql' ? 'eventstoredb' : 'postgresql'];
    expect(await eventStore()).toMatchObject([200, { status: 'up' }]);

    await owner.query(`update es.store set ${moved}`);
    expect(await eventStore()).toMatchObject([503, { status: 'down', message: expect.stringContaining(said) as unknown }]);
    expect((await read()).data.at.organisations.nodes.map(({ code }) => code)).toContain('before');
    // What would be new, what would be refused for what is on record, what is on record under the same id, and what is about nothing.
    const writes: readonly (readonly [string, object])[] = [
      ['registerOrganisation', organisation('after')],
      ['registerOrganisation', { ...organisation('before'), nation: 'ENGLAND' }],
      ['registerOrganisation', { ...organisation('before'), commandId }],
      ['withdrawEnrolment', { enrolmentId: Buffer.from(`Enrolment:${randomUUID()}`).toString('base64url'), effectiveOn: '2020-01-01' }],
    ];
    for (const [name, input] of writes) {
      expect(await system.mutate(name, input)).toMatchObject({ code: 'STORE_MOVED', message: expect.stringContaining('has been moved') as unknown });
      const inWelsh = await system.mutate(name, input, { 'accept-language': 'cy' });
      expect(inWelsh).toMatchObject({ code: 'STORE_MOVED', message: expect.stringContaining('Symudwyd yr hanes') as unknown });
    }

    const columns = Object.keys(kept[0] ?? {});
    await owner.query(`update es.store set ${columns.map((name, index) => `${name} = $${index + 1}`).join()}`, Object.values(kept[0] ?? {}));
    expect((await eventStore())[1].status).toBe('up');
    await system.record('registerOrganisation', organisation('after'));
  });
});
