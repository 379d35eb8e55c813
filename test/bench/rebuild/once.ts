// One rebuild in a process of its own: how long it takes, and the most memory that the process ever held.
import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { Database } from '@app/database';
import { localMasterKey } from '@app/privacy';
import { Projector } from '@app/read-model';
import { TrackerModule } from '@app/tracker';
import { NestFactory } from '@nestjs/core';
import { dropRetired } from './rebuild.js';

export interface Rebuilt {
  readonly seconds: number;
  readonly peakBytes: number;
}

/** Linux knows it of the process alone; elsewhere it may include what the process was forked from. */
async function peakBytes(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS;
  return Number(kilobytes) * 1024;
}

const { DATABASE_URL: url = '', DATA_DIR: dataDir = '' } = process.env;
const masterKey = await localMasterKey({ dataDir, production: false });
const tracker = await NestFactory.createApplicationContext(TrackerModule.forRoot({ database: { url }, masterKey }), { logger: ['error', 'warn'] });
const begun = performance.now();
await tracker.get(Projector).rebuild();
const seconds = (performance.now() - begun) / 1_000;
await dropRetired(tracker.get(Database));
await tracker.close();
process.send?.({ seconds, peakBytes: await peakBytes() } satisfies Rebuilt, () => process.exit(0));
