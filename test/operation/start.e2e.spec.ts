import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type TestDatabase, testDatabase } from '@app/database/testing';
import { type Json, PostgresEventStore } from '@app/event-store';
import { metaFor } from '@app/kernel/testing';
import { migrations } from '@app/tracker';

describe('a start', () => {
  let database: TestDatabase;
  let folder: string;
  let running: ChildProcess | undefined;
  beforeEach(async () => {
    database = await testDatabase(migrations);
    folder = await mkdtemp(join(tmpdir(), 'start-'));
  });
  afterEach(async () => {
    if (running?.exitCode === null) {
      running.kill('SIGTERM');
      await once(running, 'close');
    }
    await database.drop();
    await rm(folder, { recursive: true });
  });

  async function planted(events: readonly (readonly [stream: string, type: string, data: Json])[]): Promise<void> {
    const store = new PostgresEventStore(database.database);
    for (const [stream, type, data] of events) {
      const { actor } = metaFor();
      const meta = { actor, commandId: randomUUID(), commandName: 'Planted', inputHash: '', correlationId: randomUUID() };
      await store.append(stream, [{ id: randomUUID(), type, schemaVersion: 1, effectiveOn: '2026-01-01', meta, data }], { expected: 'none' });
    }
    await store.onApplicationShutdown();
  }

  const masterKey = randomBytes(32).toString('base64');
  function cli(...args: string[]): { readonly child: ChildProcess; readonly said: { out: string; err: string } } {
    const child = spawn(process.execPath, ['--no-warnings', '--import', './test/support/typescript.register.js', 'apps/cli/src/main.ts', ...args], {
      env: {
        PATH: process.env['PATH'],
        DATA_DIR: folder,
        PORT: '39217',
        DATABASE_URL: database.url,
        DATABASE_OWNER_URL: database.ownerUrl,
        MASTER_KEY: masterKey,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { out: '', err: '' };
    child.stdout.on('data', (part: Buffer) => (said.out += part.toString()));
    child.stderr.on('data', (part: Buffer) => (said.err += part.toString()));
    return { child, said };
  }

  async function ended(...args: string[]): Promise<{ code: unknown; out: string; err: string }> {
    const { child, said } = cli(...args);
    const [code] = (await once(child, 'close')) as unknown[];
    return { code, ...said };
  }

  it('with something that has stopped serves all the same, says what has stopped and what can be done, and goes on when that is done', async () => {
    const enrolment = { enrolmentId: randomUUID(), leaderId: randomUUID(), cohortId: randomUUID(), programmeId: randomUUID() };
    await planted([
      [`organisation-${randomUUID()}`, 'OrganisationRegistered', {}],
      [`enrolment-${enrolment.enrolmentId}`, 'PlaceOffered', enrolment],
    ]);
    const { child, said } = cli('start', '--leaders', '2');
    running = child;
    const saidAll = () => said.out.includes('The tracker is running') && /--reader process:places/.test(said.err);
    for (const until = Date.now() + 90_000; !saidAll() && Date.now() < until && child.exitCode === null;) await sleep(100);
    expect(said.out).toContain('The tracker is running');
    expect(said.err).toMatch(
      /read-model has stopped at OrganisationRegistered \S+ \(position 1\): .*\n.*projections retry read-model, or go on behind the event: .*--reader read-model/,
    );
    expect(said.err).toMatch(/process:places has stopped at PlaceOffered \S+ \(position 2\)/);
    expect(said.err).toContain('What belongs to a start was not finished');
    const address = /Health +(\S+)/.exec(said.out)?.[1] ?? '';
    expect((await fetch(address)).status).toBe(503);

    const status = await ended('projections', 'status');
    expect([status.code, status.err]).toEqual([1, expect.stringContaining('read-model has stopped at OrganisationRegistered') as unknown]);
    const nonsense = await ended('projections', 'retry', 'nonsense');
    expect([nonsense.code, nonsense.err]).toEqual([1, expect.stringMatching(/^READER_NOT_FOUND: .*nonsense.*read-model.*process:places/) as unknown]);
    expect(await ended('projections', 'retry', 'directory')).toMatchObject({ code: 0, out: 'directory has not stopped.\n' });
    for (const [event, reader, who] of [
      ['1', 'read-model', ['--by', 'ops.ann']],
      ['2', 'process:places', []],
    ] as const)
      // prettier-ignore
      expect(await ended('projections', 'pass-over', event, '--reader', reader, '--reason', 'DAMAGED', ...who)).toMatchObject({
        code: 0,
        err: expect.stringMatching(new RegExp(`^Recorded as done by [0-9a-f-]{36}, which stands for ${who[1] ?? userInfo().username}\\.\n$`)) as unknown,
      });
    for (const until = Date.now() + 30_000; (await fetch(address)).status !== 200 && Date.now() < until;) await sleep(200);
    expect((await fetch(address)).status).toBe(200);
    const mended = await ended('projections', 'status');
    expect([mended.code, mended.err]).toEqual([0, '']);
    expect(mended.out).toMatch(/read-model: OrganisationRegistered \S+, position 1; DAMAGED, by [0-9a-f-]{36} at 20/);
    expect(mended.out).not.toMatch(/ops\.ann/);
  }, 600_000);

  it('loads nothing where that is left to an earlier one', async () => {
    const { child, said } = cli('start', '--no-load');
    running = child;
    for (const until = Date.now() + 90_000; !said.out.includes('The tracker is running') && Date.now() < until && child.exitCode === null;) await sleep(100);
    expect(said.out).toContain('The tracker is running');
    expect(said.out).not.toContain('Reference data');
  }, 600_000);

  it('that is the first publishes figures, once, so that there are some to look at; the next one publishes none', async () => {
    const published = async () => {
      const { rows } = await database.database.query<{ role: string }>("select meta #>> '{actor,role}' as role from es.events where type = 'FiguresPublished'");
      return rows.map(({ role }) => role);
    };
    for (const _time of ['first', 'next']) {
      const { child, said } = cli('start', '--leaders', '2');
      running = child;
      for (const until = Date.now() + 90_000; !said.out.includes('Ctrl-C stops') && Date.now() < until && child.exitCode === null;) await sleep(100);
      expect(said.out).toContain('The tracker is running');
      child.kill('SIGTERM');
      await once(child, 'close');
      expect(await published()).toEqual(['loader']);
    }
  }, 600_000);
});
