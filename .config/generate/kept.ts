import { createHash } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The hashes of the files beside it, one line each in the form of `sha256sum`; a line is added with its file and never changed. */
const HASHES = 'SHA256SUMS';

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** The files kept in a folder, in the order of their names. */
export async function keptFiles(folder: string): Promise<readonly string[]> {
  const files = await readdir(folder).catch(() => []);
  return files.filter((name) => name !== HASHES).sort();
}

/**
 * Writes a file that is to stay as it is, and its hash.
 * @throws when it is there already
 */
export async function keep(folder: string, file: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, file), text, { flag: 'wx' });
  await appendFile(join(folder, HASHES), `${hashOf(text)}  ${file}\n`);
}

/** What was done to files that must stay as they are: edited, removed, or added without their hash. */
export async function tampered(folder: string): Promise<readonly string[]> {
  const lines = (await readFile(join(folder, HASHES), 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
  const hashes = new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
  const files = await keptFiles(folder);
  const removed = [...hashes.keys()].filter((file) => !files.includes(file)).map((file) => `${file}: removed`);
  const changed = await Promise.all(
    files.map(async (file) => {
      const expected = hashes.get(file);
      if (expected === undefined) return [`${file}: its hash is not on record`];
      return hashOf(await readFile(join(folder, file), 'utf8')) === expected ? [] : [`${file}: edited`];
    }),
  );
  return [...removed, ...changed.flat()];
}
