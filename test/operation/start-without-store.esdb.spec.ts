import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type TestDatabase, testDatabase } from '@app/database/testing';
import { migrations } from '@app/tracker';
import { type Wire, wireTo } from '../http/support/wire.js';

describe('a start where the history is in an EventStoreDB', () => {
  let database: TestDatabase;
  let folder: string;
  let wire: Wire;
  const running: ChildProcess[] = [];
  beforeEach(async () => {
    [database, folder] = [await testDatabase(migrations), await mkdtemp(join(tmpdir(), 'start-'))];
    wire = await wireTo(process.env['EVENTSTORE_CONNECTION_STRING'] ?? '');
  });
  afterEach(async () => {
    for (const child of running.splice(0)) {
      if (child.exitCode !== null) continue;
      child.kill('SIGTERM');
      await once(child, 'close');
    }
    await wire.close();
    await database.drop();
    await rm(folder, { recursive: true });
  });

  const masterKey = randomBytes(32).toString('base64');
  const aPrefix = () => `test-${randomUUID().slice(0, 8)}.`;
  function program(main: string, args: readonly string[], prefix: string) {
    const child = spawn(process.execPath, ['--no-warnings', '--import', './test/support/typescript.register.js', main, ...args], {
      env: {
        PATH: process.env['PATH'],
        DATA_DIR: folder,
        PORT: '39218',
        DATABASE_URL: database.url,
        DATABASE_OWNER_URL: database.ownerUrl,
        MASTER_KEY: masterKey,
        EVENTSTORE_CONNECTION_STRING: wire.url,
        EVENTSTORE_STREAM_PREFIX: prefix,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.push(child);
    const said = { out: '', err: '' };
    child.stdout.on('data', (part: Buffer) => (said.out += part.toString()));
    child.stderr.on('data', (part: Buffer) => (said.err += part.toString()));
    const says = async (what: RegExp) => {
      for (const until = Date.now() + 90_000; !what.test(said.out + said.err) && Date.now() < until && child.exitCode === null;) await sleep(100);
      expect(said.out + said.err).toMatch(what);
    };
    return { child, said, says };
  }

  it('waits for a node that is not there, says so, and serves once it is; with another’s history each program ends with one sentence', async () => {
    const prefix = aPrefix();
    wire.cut();
    const first = program('apps/cli/src/main.ts', ['start', '--leaders', '0'], prefix);
    await first.says(/^Waiting for EventStoreDB, and serving once it answers: .+$/m);
    wire.mend();
    await first.says(/The tracker is running/);
    first.child.kill('SIGTERM');
    await once(first.child, 'close');

    for (const [main, args] of [
      ['apps/cli/src/main.ts', ['start', '--leaders', '0']],
      ['apps/api/src/main.ts', []],
      ['apps/projector/src/main.ts', []],
      ['apps/cli/src/main.ts', ['log', 'verify']],
    ] as const) {
      const { child, said } = program(main, args, aPrefix());
      const [code] = (await once(child, 'close')) as unknown[];
      expect([main, code]).toEqual([main, 1]);
      expect(said.err.trim().split('\n')).toEqual([expect.stringMatching(/^EventStoreDB holds nothing under test-/)]);
    }
  }, 600_000);
});
