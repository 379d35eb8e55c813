import { createHash } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoggedEvent } from '@app/event-store';

/** One stored event per type and version, as it was when that version was new. Kept for ever. */
export const SAMPLES = 'test/golden/samples';
/** Their hashes, one line per sample in the form of `sha256sum`; a line is added with a sample and never changed. */
const HASHES = 'SHA256SUMS';

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

export interface Sample {
  /** `<type>.<version>.json` */
  readonly file: string;
  readonly event: LoggedEvent;
}

export const fileOf = (type: string, version: number) => `${type}.${version}.json`;

const filesIn = async (folder: string) => (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')).sort();

export async function readSamples(folder = SAMPLES): Promise<readonly Sample[]> {
  return Promise.all(
    (await filesIn(folder)).map(async (file) => {
      const stored = JSON.parse(await readFile(join(folder, file), 'utf8')) as Omit<LoggedEvent, 'position' | 'revision' | 'leaf'> &
        Record<'position' | 'revision' | 'leaf', string>;
      return { file, event: { ...stored, position: BigInt(stored.position), revision: BigInt(stored.revision), leaf: Buffer.from(stored.leaf, 'hex') } };
    }),
  );
}

/** Writes a sample that is not there yet, and its hash; one that is there is never touched. */
export async function addSample(event: LoggedEvent, folder = SAMPLES): Promise<void> {
  const text = `${JSON.stringify({ ...event, position: String(event.position), revision: String(event.revision), leaf: Buffer.from(event.leaf).toString('hex') }, null, 2)}\n`;
  const file = fileOf(event.type, event.schemaVersion);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, file), text, { flag: 'wx' });
  await appendFile(join(folder, HASHES), `${hashOf(text)}  ${file}\n`);
}

/** What was done to samples that must stay as they are: edited, removed, or added without their hash. */
export async function tamperedSamples(folder = SAMPLES): Promise<readonly string[]> {
  const lines = (await readFile(join(folder, HASHES), 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
  const hashes = new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
  const files = await filesIn(folder);
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
