import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readlinkSync, realpathSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster.js';
import { dataPathFor } from './cluster.js';
import { isAlive } from './process.js';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** Small enough for a laptop, and everything that makes an answer durable left on. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: '60',
  shared_buffers: '128MB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '1GB',
  // Nothing replicates from it, and what a rebuild fills from nothing then needs no log of its own.
  wal_level: 'minimal',
  max_wal_senders: '0',
  jit: 'off', // costs more than it gives for short statements
  log_min_messages: 'warning',
  log_checkpoints: 'off',
};

/** Whether a process is the server of this cluster, and not another one that was given the number of a former server. */
function servesCluster(pid: number, data: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data);
    } catch {
      return false; // gone meanwhile, or a stranger's
    }
  }
  if (process.platform === 'win32') return true;
  return spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).stdout.includes('postgres');
}

/**
 * The cluster's server as its pid file names it, undefined where none runs. A file that names a process which is no server of
 * this cluster is removed: PostgreSQL would take that process for its own and refuse to start.
 */
export async function recordedPostmaster({ data }: Pick<Cluster, 'data'>): Promise<Postmaster | undefined> {
  const file = join(data, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!(pid > 0)) return undefined;
  if (servesCluster(pid, data)) return { pid, port: Number(lines[3]) };
  if ((await readFile(file, 'utf8').catch(() => '')) === text) await rm(file, { force: true });
  return undefined;
}

/** The wanted port if it is free, else any free one. */
export function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => (wanted === 0 ? reject(error) : resolve(freePort())));
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}

/** Starts PostgreSQL apart from this process' terminal: Ctrl-C reaches the application, which stops the database last. */
export async function launch(cluster: Cluster, port: number, settings: Readonly<Record<string, string>>): Promise<Postmaster & { exited: Promise<void> }> {
  const log = openSync(cluster.log, 'w', 0o600);
  try {
    const flags = Object.entries({ ...SETTINGS, ...settings, port: String(port) }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const { uid, gid } = cluster.user;
    const env = { ...process.env, LC_ALL: 'C' };
    const child = spawn(cluster.binaries.postgres, ['-D', dataPathFor(cluster), ...flags], {
      cwd: cluster.data,
      uid,
      gid,
      env,
      detached: true,
      stdio: ['ignore', log, log],
    });
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (cause) =>
        reject(new Error(`PostgreSQL cannot be executed (${cluster.binaries.postgres}). Set DATABASE_URL to a PostgreSQL of your own.`, { cause })),
      );
    });
    child.unref();
    return { pid: child.pid ?? 0, port, exited };
  } finally {
    closeSync(log);
  }
}

/** Fast shutdown: sessions are ended, everything is written, no recovery at the next start. */
export async function shutDown(cluster: Pick<Cluster, 'data'>, pid: number): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, 'SIGINT');
  // The pid file goes last; a process that is a child of nobody's may stay visible a little longer.
  while (isAlive(pid) && existsSync(join(cluster.data, 'postmaster.pid'))) await sleep(20);
}
