import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { onDisk } from '../disk-full.js';
import { ADVISORY_LOCKS } from '../locks.js';
import { binaries } from './binaries.js';
import type { Cluster, Credentials } from './cluster.js';
import { ensureCluster, readCredentials, writeCredentials } from './cluster.js';
import { freePort, launch, recordedPostmaster, shutDown } from './postmaster.js';
import { isAlive } from './process.js';
import { runAs } from './run-as.js';
import { prepareTracker } from './tracker.js';

export interface Embedded {
  /** The database `tracker` as the application's role. */
  readonly url: string;
  /** The same as the role that owns its schemas. */
  readonly ownerUrl: string;
  /** Where it keeps what it is given. */
  readonly folder: string;
  /** Fast shutdown of PostgreSQL. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** PostgreSQL settings beside the usual ones. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Another process has started PostgreSQL on this data folder and still uses it. */
export class EmbeddedInUse extends Error {
  constructor(dataDir: string, holder: string) {
    super(`The data folder ${dataDir} is already in use by ${holder}. Stop that first, or set DATA_DIR to another folder.`);
    this.name = 'EmbeddedInUse';
  }
}

const START_TIMEOUT_MS = 120_000;
/** A server that ends as often as this right after its start will not do better the next time. */
const MOST_ATTEMPTS = 15;
/** Held for as long as a process uses the cluster; goes with its connection, however that process ends. */
const USER_LOCK = ADVISORY_LOCKS.embeddedUser;

type Role = 'postgres' | 'tracker_owner' | 'tracker_app';

function urlOf(role: Role, credentials: Credentials, port: number, database = 'tracker'): string {
  const password = { postgres: credentials.superuser, tracker_owner: credentials.owner, tracker_app: credentials.app }[role];
  return `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;
}

/** By what a process is known to the server, and to whoever finds the folder in use. */
const nameOf = (pid: number): string => `tracker process ${pid}`;

/** Whether somebody holds the cluster who is no more: a server may take a moment to notice that a killed process hung up. */
const isGone = (holder: string | undefined): boolean => {
  const pid = Number(/^tracker process (\d+)$/.exec(holder ?? '')?.[1]);
  return pid > 0 && !isAlive(pid);
};

/** Connects as superuser; undefined while nobody of ours answers there yet. */
async function tryConnect(credentials: Credentials, port: number, name: string): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    connectionString: urlOf('postgres', credentials, port, 'postgres'),
    application_name: name,
    connectionTimeoutMillis: 2_000,
    keepAlive: true,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch {
    await client.end().catch(() => undefined);
    return undefined;
  }
}

class EmbeddedPostgres {
  readonly #log = new Logger('EmbeddedPostgres');
  #port = 0;
  #pid = 0;
  #guard: pg.Client | undefined;
  #stopping = false;
  #mending: Promise<void> = Promise.resolve();
  readonly #onExit = () => this.#pid && isAlive(this.#pid) && process.kill(this.#pid, 'SIGINT');

  constructor(
    readonly dataDir: string,
    readonly cluster: Cluster,
    readonly settings: Readonly<Record<string, string>>,
  ) {}

  async start(): Promise<void> {
    await this.#reach();
    process.once('exit', this.#onExit);
  }

  async url(role: Role): Promise<string> {
    return urlOf(role, await readCredentials(this.cluster.folder), this.#port);
  }

  async stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    await this.#mending;
    process.removeListener('exit', this.#onExit);
    await this.#guard?.end().catch(() => undefined);
    // Not the one that was held, if it died: what a mending that was cut short has started since.
    const running = await recordedPostmaster(this.cluster);
    if (running) await shutDown(this.cluster, running.pid);
  }

  /** Adopts a server that an earlier process left behind, or starts one, until it answers. */
  async #reach(): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    let exited: Promise<void> | undefined;
    let attempts = 0;
    // The last one is waited for as well: its log says why.
    while (Date.now() < deadline && (attempts <= MOST_ATTEMPTS || exited) && !this.#stopping) {
      const credentials = await readCredentials(this.cluster.folder);
      const running = await recordedPostmaster(this.cluster);
      if (running) {
        const guard = await tryConnect(credentials, running.port, nameOf(process.pid));
        if (guard && (await this.#hold(guard, running.pid, running.port))) return;
      } else if (!exited) {
        const port = await freePort(this.#port || credentials.port);
        if (port !== credentials.port) await writeCredentials(this.cluster.folder, { ...credentials, port });
        const launched = await launch(this.cluster, port, this.settings);
        attempts++;
        exited = launched.exited.then(() => (exited = undefined));
      }
      await Promise.race([sleep(50), ...(exited ? [exited] : [])]);
      // A server that ended at once is tried again, but not in a tight loop: its predecessor's children may still be leaving.
      if (!exited) await sleep(250);
    }
    if (this.#stopping) return;
    const tail = (await readFile(this.cluster.log, 'utf8').catch(() => '')).trim().split('\n').slice(-5).join('\n');
    throw new Error(`PostgreSQL did not start in ${this.cluster.data}:\n${tail}`);
  }

  /** @returns false where whoever holds it is gone, so that it is free in a moment @throws EmbeddedInUse */
  async #hold(guard: pg.Client, pid: number, port: number): Promise<boolean> {
    const { rows } = await guard.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [USER_LOCK]);
    if (!rows[0]?.held) {
      const holders = await guard.query<{ name: string }>(
        "select application_name as name from pg_stat_activity join pg_locks using (pid) where locktype = 'advisory' and objid = $1 and granted",
        [USER_LOCK],
      );
      await guard.end();
      const [holder] = holders.rows;
      if (!holder || isGone(holder.name)) return false;
      throw new EmbeddedInUse(this.dataDir, holder.name);
    }
    this.#guard = guard;
    this.#pid = pid;
    this.#port = port;
    await prepareTracker(guard, await readCredentials(this.cluster.folder));
    guard.once('end', () => {
      if (!this.#stopping) this.#mending = this.#mend();
    });
    return true;
  }

  /** PostgreSQL went away under a running application: bring it back where it was. */
  async #mend(): Promise<void> {
    this.#log.warn('the embedded PostgreSQL is gone; starting it again');
    while (!this.#stopping) {
      try {
        return await this.#reach();
      } catch (error) {
        this.#log.error(error instanceof Error ? error.message : String(error));
        await sleep(1_000);
      }
    }
  }
}

/**
 * Starts PostgreSQL under `<dataDir>/postgres`, made at the first start: on loopback alone, on a port chosen once and kept while it is
 * free, with passwords of its own. A server left behind by a process that was killed is adopted; one that dies is started again.
 * @throws EmbeddedInUse when another process uses the folder, DiskFull
 */
export async function startEmbedded(dataDir: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  const root = resolve(dataDir);
  const folder = join(root, 'postgres');
  const embedded = await onDisk(folder, () => start(root, folder, options));
  return { url: await embedded.url('tracker_app'), ownerUrl: await embedded.url('tracker_owner'), folder, stop: () => embedded.stop() };
}

async function start(root: string, folder: string, options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  await mkdir(root, { recursive: true });
  const data = join(folder, 'data');
  const user = runAs(data);
  const cluster: Cluster = { folder, data, log: join(folder, 'log'), user, binaries: await binaries(user, root) };
  await ensureCluster(cluster);
  const embedded = new EmbeddedPostgres(root, cluster, options.settings ?? {});
  await embedded.start();
  return embedded;
}

/** The addresses of an embedded PostgreSQL that another process runs under this folder; undefined when none answers. */
export async function runningEmbedded(dataDir: string): Promise<Pick<Embedded, 'url' | 'ownerUrl' | 'folder'> | undefined> {
  const folder = join(resolve(dataDir), 'postgres');
  if (!existsSync(folder)) return undefined;
  const running = await recordedPostmaster({ data: join(folder, 'data') });
  const credentials = await readCredentials(folder);
  const client = running && (await tryConnect(credentials, running.port, 'tracker look-up'));
  if (!client) return undefined;
  await client.end();
  return { url: urlOf('tracker_app', credentials, running.port), ownerUrl: urlOf('tracker_owner', credentials, running.port), folder };
}
