import { Logger } from '@nestjs/common';
import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { readCredentials } from './cluster.js';
import { recordedPostmaster, shutDown } from './postmaster.js';
import type { Embedded } from './start.js';
import { EmbeddedInUse, runningEmbedded, startEmbedded } from './start.js';

const LOADER = new URL('../../../../test/support/typescript.loader.js', import.meta.url).href;
const START = new URL('./start.ts', import.meta.url).href;

/** Another process that starts the database and then waits to be killed. */
async function elsewhere(dataDir: string) {
  const script = `import { register } from 'node:module';
    register(${JSON.stringify(LOADER)});
    const { startEmbedded } = await import(${JSON.stringify(START)});
    startEmbedded(${JSON.stringify(dataDir)}).then(() => console.log('started'), (error) => console.log(error.message));`;
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const said = await new Promise<string>((resolve) => child.stdout.once('data', (text: Buffer) => resolve(text.toString().trim())));
  return {
    said,
    kill: () => {
      child.kill('SIGKILL');
      return exited;
    },
  };
}

/** Whatever a spec left running. */
async function endServerOf(folder: string): Promise<void> {
  const data = join(folder, 'postgres', 'data');
  const left = await recordedPostmaster({ data });
  if (left) await shutDown({ data }, left.pid);
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  let dataDir: string;
  let running: Embedded | undefined;
  const start = async () => (running = await startEmbedded(dataDir));
  const postmaster = () => recordedPostmaster({ data: join(dataDir, 'postgres', 'data') });
  beforeAll(async () => {
    Logger.overrideLogger(false);
    dataDir = await mkdtemp(join(tmpdir(), 'embedded-'));
    await start();
    await query(running?.ownerUrl ?? '', 'create table kept (n int); insert into kept values (1)');
  });
  afterEach(async () => {
    await running?.stop();
    running = undefined;
  });
  afterAll(async () => {
    await endServerOf(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  });

  it('gives a database in UTF-8 and UTC, to a role that owns and one that works', async () => {
    const { url, ownerUrl } = running as Embedded;
    const text = `select current_database() as database, current_user as role, (select rolsuper from pg_roles where rolname = current_user) as super, current_setting('server_encoding') as encoding,
      current_setting('timezone') as zone, lower('Ŵ') as lower, (array['b','B','a','é'] @> array['é']) as fine, current_setting('listen_addresses') as listens`;
    const expected = { database: 'tracker', super: false, encoding: 'UTF8', zone: 'UTC', lower: 'ŵ', fine: true, listens: '127.0.0.1' };
    expect(await query(url, text)).toEqual([{ ...expected, role: 'tracker_app' }]);
    expect(await query(ownerUrl, text)).toEqual([{ ...expected, role: 'tracker_owner' }]);
  });

  it('finds its data, its address and its passwords again', async () => {
    const before = await start();
    await before.stop();
    const after = await start();
    expect(after.url).toBe(before.url);
    expect(await query(after.ownerUrl, 'select n from kept')).toEqual([{ n: 1 }]);
    expect((await stat(join(dataDir, 'postgres', 'credentials.json'))).mode & 0o777).toBe(0o600);
    expect(after.url).not.toBe(after.ownerUrl.replace('tracker_owner', 'tracker_app'));
  });

  it('takes another port when its own was taken meanwhile', async () => {
    const before = await start();
    await before.stop();
    const port = Number(new URL(before.url).port);
    const squatter = createServer().listen(port, '127.0.0.1');
    const after = await start();
    expect(new URL(after.url).port).not.toBe(String(port));
    expect(await query(after.ownerUrl, 'select n from kept')).toEqual([{ n: 1 }]);
    squatter.close();
  });

  it('tells a second process that the folder is in use, and a visitor where it runs', async () => {
    expect(await runningEmbedded(dataDir)).toBeUndefined();
    const { url, ownerUrl, folder } = await start();
    await expect(startEmbedded(dataDir)).rejects.toBeInstanceOf(EmbeddedInUse);
    const other = await elsewhere(dataDir);
    expect(other.said).toContain(`already in use by tracker process ${process.pid}`);
    await other.kill();
    expect(await runningEmbedded(dataDir)).toEqual({ url, ownerUrl, folder });
    expect(await query(url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('names its folder where the disk is full, and starts once it is not', async () => {
    await running?.stop();
    const written = join(dataDir, 'postgres', 'data', 'postmaster.opts');
    await rm(written);
    await symlink('/dev/full', written);
    await expect(start()).rejects.toThrow(`The disk that holds the folder ${join(dataDir, 'postgres')} is full.`);
    await rm(written);
    expect(await query((await start()).ownerUrl, 'select n from kept')).toEqual([{ n: 1 }]);
  });

  it('goes on with the server that a killed process left running', async () => {
    const other = await elsewhere(dataDir);
    expect(other.said).toBe('started');
    await other.kill();
    const orphan = await postmaster();
    expect(orphan).toBeDefined();
    const { ownerUrl } = await start();
    expect(await postmaster()).toEqual(orphan);
    expect(await query(ownerUrl, 'select n from kept')).toEqual([{ n: 1 }]);
    await running?.stop();
    expect(await postmaster()).toBeUndefined();
  });

  it('starts when both were killed', async () => {
    const other = await elsewhere(dataDir);
    process.kill((await postmaster())?.pid ?? 0, 'SIGKILL');
    await other.kill();
    const { ownerUrl } = await start();
    expect(await query(ownerUrl, 'select n from kept')).toEqual([{ n: 1 }]);
  });

  it('starts when its pid file names a process that is somebody else’s', async () => {
    await start();
    await running?.stop();
    await writeFile(join(dataDir, 'postgres', 'data', 'postmaster.pid'), `${process.pid}\n/elsewhere\n1\n1\n\n127.0.0.1\n\nready\n`);
    const { ownerUrl } = await start();
    expect(await query(ownerUrl, 'select n from kept')).toEqual([{ n: 1 }]);
  });

  it('comes back by itself, at the same address, when it is killed under a running application', async () => {
    const { url, ownerUrl } = await start();
    process.kill((await postmaster())?.pid ?? 0, 'SIGKILL');
    const deadline = Date.now() + 20_000;
    const again = async (): Promise<unknown[]> =>
      query(ownerUrl, 'select n from kept').catch((error: unknown) => {
        if (Date.now() > deadline) throw error;
        return sleep(50).then(again);
      });
    expect(await again()).toEqual([{ n: 1 }]);
    expect(await query(url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await running?.stop();
    expect(await postmaster()).toBeUndefined();
  });

  it('is begun anew when making it was interrupted', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'embedded-half-'));
    await mkdir(join(folder, 'postgres.new-4999999-half', 'data'), { recursive: true });
    await writeFile(join(folder, 'postgres.new-4999999-half', 'data', 'PG_VERSION'), '18\n');
    running = await startEmbedded(folder);
    expect(await query(running.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await running.stop();
    expect((await readdir(folder)).filter((name) => name.startsWith('postgres.new-'))).toEqual([]);
    await rm(folder, { recursive: true });
  });

  it('waits for the server to notice that who used it was killed', async () => {
    const other = await elsewhere(dataDir);
    const { superuser, port = 0 } = await readCredentials(join(dataDir, 'postgres'));
    const [holder] = (await query(
      `postgresql://postgres:${superuser}@127.0.0.1:${port}/postgres`,
      "select pid from pg_locks where locktype = 'advisory' and granted",
    )) as { pid: number }[];
    const unaware = holder?.pid ?? 0;
    process.kill(unaware, 'SIGSTOP');
    const waking = sleep(1_000).then(() => process.kill(unaware, 'SIGCONT'));
    await other.kill();
    try {
      const { ownerUrl } = await start();
      expect(await query(ownerUrl, 'select n from kept')).toEqual([{ n: 1 }]);
    } finally {
      await waking;
    }
  });

  it('is made once by two processes that start together', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'embedded-twice-'));
    try {
      const both = await Promise.all([elsewhere(folder), elsewhere(folder)]);
      await Promise.all(both.map(({ kill }) => kill()));
      const said = both.map((one) => one.said);
      expect(said).toContain('started');
      expect(said).toContainEqual(expect.stringContaining('already in use'));
      running = await startEmbedded(folder);
      await running.stop();
    } finally {
      await endServerOf(folder);
      await rm(folder, { recursive: true });
    }
  });

  it('says so when the data folder cannot be written', async () => {
    if (process.getuid?.() === 0) return; // root may write anywhere
    const folder = await mkdtemp(join(tmpdir(), 'embedded-closed-'));
    await chmod(folder, 0o500);
    await expect(startEmbedded(folder)).rejects.toThrow(folder);
    await rm(folder, { recursive: true, force: true });
  });

  it('keeps what went wrong in its log', async () => {
    await start();
    expect(typeof (await readFile(join(dataDir, 'postgres', 'log'), 'utf8'))).toBe('string');
  });
});
