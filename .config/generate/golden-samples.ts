import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoggedEvent } from '@app/event-store';
import { keep, keptFiles } from './kept.js';

/** One stored event per type and version, as it was when that version was new. Kept for ever. */
export const SAMPLES = 'test/golden/samples';

export interface Sample {
  /** `<type>.<version>.json` */
  readonly file: string;
  readonly event: LoggedEvent;
}

type InJson = Omit<LoggedEvent, 'position' | 'revision' | 'leaf'> & Readonly<Record<'position' | 'revision' | 'leaf', string>>;

export const fileOf = (type: string, version: number) => `${type}.${version}.json`;

export async function readSamples(folder = SAMPLES): Promise<readonly Sample[]> {
  return Promise.all(
    (await keptFiles(folder)).map(async (file) => {
      const stored = JSON.parse(await readFile(join(folder, file), 'utf8')) as InJson;
      return { file, event: { ...stored, position: BigInt(stored.position), revision: BigInt(stored.revision), leaf: Buffer.from(stored.leaf, 'hex') } };
    }),
  );
}

/** Keeps a sample that is not there yet. */
export async function addSample(event: LoggedEvent, folder = SAMPLES): Promise<void> {
  const stored: InJson = { ...event, position: String(event.position), revision: String(event.revision), leaf: Buffer.from(event.leaf).toString('hex') };
  await keep(folder, fileOf(event.type, event.schemaVersion), `${JSON.stringify(stored, null, 2)}\n`);
}
