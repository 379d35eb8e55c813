import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { chosen } from '../schedule.js';
import { Supervised } from './supervised.js';

/** The PostgreSQL server that a place's database is on. */
export interface DatabaseServer {
  readonly url: string;
  readonly ownerUrl: string;
  /** The same database as the superuser. */
  readonly superuserUrl: string;
  stop(): Promise<void>;
}

const UP_WITHIN_MS = 120_000;

/** What a server's processes are, the server itself not among them. */
function backendsOf(postmaster: number): readonly number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.flatMap(([pid, parent]) => (parent === postmaster && pid !== undefined ? [pid] : []));
}

export async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** What the product brings along, kept running by a process of its own as `npm start` keeps it, durable as it is shipped. */
export class EmbeddedServer implements DatabaseServer {
  url = '';
  ownerUrl = '';
  readonly #keeper: Supervised;

  private constructor(
    private readonly dataDir: string,
    settings: Readonly<Record<string, string>>,
    logs: string,
    private readonly onFault: (what: string) => void,
  ) {
    const env = { DATA_DIR: dataDir, TORTURE_SETTINGS: JSON.stringify({ max_connections: '200', ...settings }) };
    this.#keeper = new Supervised(
      { name: 'keeper', file: 'keeper.ts', env },
      join(logs, 'keeper.log'),
      (told) => {
        if (told.kind !== 'ready' || !told.url || !told.ownerUrl) return;
        if (this.url && this.url !== told.url) onFault(`the database came back at ${new URL(told.url).port}, not at ${new URL(this.url).port}`);
        [this.url, this.ownerUrl] = [told.url, told.ownerUrl];
      },
      onFault,
    );
  }

  static async start(dataDir: string, settings: Readonly<Record<string, string>>, logs: string, onFault: (what: string) => void): Promise<EmbeddedServer> {
    const server = new EmbeddedServer(dataDir, settings, logs, onFault);
    await server.up().catch(async (error: unknown) => {
      await server.stop();
      throw error;
    });
    return server;
  }

  get superuserUrl(): string {
    const { superuser } = JSON.parse(readFileSync(join(this.dataDir, 'postgres', 'credentials.json'), 'utf8')) as { superuser: string };
    const url = new URL(this.ownerUrl);
    [url.username, url.password] = ['postgres', superuser];
    return url.href;
  }

  /** kill -9. @param how from 0, below 1: the server, one of its backends, or the server with whoever keeps it running. @returns what was killed */
  async kill(which: number, how: number): Promise<string> {
    const postmaster = await this.#postmaster();
    if (postmaster === undefined) return 'nothing, since it was down';
    if (how < 0.25) {
      const backend = chosen(backendsOf(postmaster), which);
      if (backend !== undefined) killed(backend);
      return 'a backend';
    }
    killed(postmaster);
    if (how < 0.75) return 'the server';
    await this.#keeper.kill();
    return 'the server and its keeper';
  }

  /** Fast shutdown, and started again: resolves when it answers. */
  async restart(): Promise<void> {
    const before = await this.#postmaster();
    if (before === undefined) throw new Error('there is no server to restart');
    process.kill(before, 'SIGINT');
    for (const deadline = Date.now() + UP_WITHIN_MS; Date.now() < deadline; await sleep(20)) {
      const now = await this.#postmaster();
      if (now !== undefined && now !== before) return this.#answers();
    }
    this.onFault('the database was not started again');
  }

  /** Orderly down, until it is to be `up` again. */
  async down(): Promise<void> {
    this.#keeper.ask({ kind: 'database', up: false });
    for (const deadline = Date.now() + UP_WITHIN_MS; (await this.#postmaster()) !== undefined; await sleep(20)) {
      if (Date.now() > deadline) throw new Error('the database does not stop');
    }
  }

  async up(): Promise<void> {
    if (this.url) this.#keeper.ask({ kind: 'database', up: true });
    for (const deadline = Date.now() + UP_WITHIN_MS; !this.url; await sleep(20)) {
      if (Date.now() > deadline) throw new Error('the database does not start');
    }
    await this.#answers();
  }

  stop(): Promise<void> {
    return this.#keeper.stop(60_000);
  }

  async #answers(): Promise<void> {
    for (const deadline = Date.now() + UP_WITHIN_MS; ; await sleep(20)) {
      const client = await connected(this.url).catch(() => undefined);
      if (client) return client.end();
      if (Date.now() > deadline) throw new Error('the database does not answer');
    }
  }

  /** The server's process, as its pid file names it; it may be gone at any moment. */
  async #postmaster(): Promise<number | undefined> {
    const text = await readFile(join(this.dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8').catch(() => '');
    const pid = Number(text.split('\n')[0]);
    return pid > 0 && servesFrom(pid, join(this.dataDir, 'postgres', 'data')) ? pid : undefined;
  }
}

/** Whether a process is the server of this cluster, and no stranger that was given a dead server's number. */
export function servesFrom(pid: number, data: string): boolean {
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data);
    return spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).stdout.includes('postgres');
  } catch {
    return false;
  }
}

/** kill -9; who is gone already is as dead. */
export function killed(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
