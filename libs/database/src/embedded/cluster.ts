import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Binaries } from './binaries.js';
import { isAlive } from './process.js';
import type { RunAs } from './run-as.js';

/** What must be known to reach the cluster again; kept beside it, readable by its owner alone. */
export interface Credentials {
  readonly port?: number;
  readonly superuser: string;
  readonly owner: string;
  readonly app: string;
}

/** A cluster on disk: `<dataDir>/postgres/{data,credentials.json,log}`. */
export interface Cluster {
  readonly folder: string;
  readonly data: string;
  readonly log: string;
  readonly user: RunAs;
  readonly binaries: Binaries;
}

/**
 * Where PostgreSQL itself is told that its data is. Root's folders are often closed to the user it must run as (`/root`, a
 * temporary folder): a process keeps its working directory though, and Linux lets it be named without walking the path to it.
 */
export const dataPathFor = (cluster: Cluster): string => (cluster.user.uid !== undefined && process.platform === 'linux' ? '/proc/self/cwd' : cluster.data);

const credentialsIn = (folder: string): string => join(folder, 'credentials.json');

export async function readCredentials(folder: string): Promise<Credentials> {
  return JSON.parse(await readFile(credentialsIn(folder), 'utf8')) as Credentials;
}

export async function writeCredentials(folder: string, credentials: Credentials): Promise<void> {
  const draft = `${credentialsIn(folder)}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(credentials)}\n`, { mode: 0o600 });
  // Root may start what an ordinary user began, and must leave it to that user.
  const { uid, gid } = await stat(folder);
  if (process.getuid?.() === 0) await chown(draft, uid, gid);
  await rename(draft, credentialsIn(folder));
}

/** Runs one of PostgreSQL's programs to its end, with a file as its input. */
async function run(cluster: Cluster, program: string, args: readonly string[], input: string): Promise<void> {
  const stdin = await open(input, 'r');
  try {
    await new Promise<void>((resolve, reject) => {
      const { uid, gid } = cluster.user;
      const child = spawn(program, args, { cwd: cluster.data, uid, gid, stdio: [stdin.fd, 'ignore', 'pipe'], env: { ...process.env, LC_ALL: 'C' } });
      let complaint = '';
      child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
      child.on('error', reject);
      child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`PostgreSQL could not prepare ${cluster.data}: ${complaint.trim()}`))));
    });
  } finally {
    await stdin.close();
  }
}

/** Removes what processes that are no more have left half made. */
async function removeAbandonedDrafts(folder: string): Promise<void> {
  const prefix = `${basename(folder)}.new-`;
  for (const name of await readdir(dirname(folder))) {
    const maker = Number(name.slice(prefix.length).split('-')[0]);
    if (name.startsWith(prefix) && !isAlive(maker)) await rm(join(dirname(folder), name), { recursive: true, force: true });
  }
}

/** Makes the cluster unless it is there. It is made under another name and renamed, so that an interrupted one is never taken for whole. */
export async function ensureCluster(cluster: Cluster): Promise<void> {
  await removeAbandonedDrafts(cluster.folder);
  if (existsSync(cluster.folder)) return;
  const draft = await mkdtemp(`${cluster.folder}.new-${process.pid}-`);
  try {
    const data = join(draft, 'data');
    await mkdir(data, { mode: 0o700 });
    const secret = () => randomBytes(24).toString('base64url');
    const credentials: Credentials = { superuser: secret(), owner: secret(), app: secret() };
    const passwordFile = join(draft, 'password');
    await writeFile(passwordFile, credentials.superuser, { mode: 0o600 });
    const { uid, gid } = cluster.user;
    if (uid !== undefined && gid !== undefined) {
      for (const path of [data, passwordFile]) await chown(path, uid, gid);
    }
    const drafted = { ...cluster, folder: draft, data };
    const args = [
      `--pgdata=${dataPathFor(drafted)}`,
      '--username=postgres',
      // The other user may not walk the path to it, but may read the file that is handed over.
      `--pwfile=${uid === undefined ? passwordFile : '/dev/stdin'}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ];
    await run(drafted, cluster.binaries.initdb, args, passwordFile);
    await rm(passwordFile);
    await writeCredentials(draft, credentials);
    await rename(draft, cluster.folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error; // another start was quicker, and its cluster stands
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
