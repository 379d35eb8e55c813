import { spawnSync } from 'node:child_process';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonic } from '../load/messages.js';
import { Place } from '../stage/place.js';
import type { Outcome, Size } from './ordeal.js';
import { Skipped } from './ordeal.js';
import { light, worked } from './light.js';
import { Recovery } from './recovery.js';

const DISK_MB = 320;
/** Too little for another segment of the write-ahead log. */
const LEFT_MB = 10;
const FULL_WITHIN_MS = 120_000;
const STAYS_FULL_MS = 6_000;
const ROUNDS = 3;
/** Small, so that the disk is filled by what is appended. */
const SETTINGS = { max_wal_size: '64MB', min_wal_size: '32MB' };

const run = (program: string, args: readonly string[]) => spawnSync(program, args, { encoding: 'utf8' });

/** Fills the disk that the database is on while everyone writes, and frees it again. */
export async function diskFull(size: Size): Promise<Outcome> {
  const folder = await Place.folder();
  const disk = join(folder, 'small-disk');
  await mkdir(disk);
  const { status, stderr, error } = run('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'tracker-torture', disk]);
  if (status !== 0) {
    await rm(folder, { recursive: true, force: true });
    throw new Skipped(`no small disk can be mounted here: ${(stderr || error?.message || '').trim()}`);
  }
  const release = () => void run('umount', [disk]);
  return worked(
    size,
    () => Place.make(size.node, { folder, dataDir: disk, settings: SETTINGS, release }),
    light(size),
    async (stage) => {
      const recovery = new Recovery(stage);
      const ballast = join(disk, 'ballast');
      for (let round = 1; round <= ROUNDS; round++) {
        await fill(ballast);
        await standsStill(() => stage.load.recorded(), recovery);
        await sleep(STAYS_FULL_MS);
        await rm(ballast);
        await recovery.from(monotonic(), `the disk had room again, for the ${round}. time`);
      }
      const said = Object.entries(stage.load.again).map(([code, times]) => `${code} ${times}`);
      return { figures: { 'disk full': `${ROUNDS} times; at the longest ${recovery.figure}; meanwhile ${said.join(', ')}` }, faults: recovery.faults };
    },
  );
}

/** Takes all but a little of the disk. */
async function fill(ballast: string): Promise<void> {
  const file = await open(ballast, 'w');
  const megabyte = Buffer.alloc(1024 * 1024, 1);
  let written = 0;
  try {
    for (; written < DISK_MB; written++) await file.write(megabyte);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
  await file.truncate(Math.max(0, written - LEFT_MB) * megabyte.length);
  await file.close();
}

async function standsStill(recorded: () => number, recovery: Recovery): Promise<void> {
  let [last, since] = [recorded(), Date.now()];
  for (const deadline = Date.now() + FULL_WITHIN_MS; Date.now() - since < 2_000; await sleep(50)) {
    if (recorded() !== last) [last, since] = [recorded(), Date.now()];
    if (Date.now() > deadline) {
      recovery.faults.push('the disk never became full');
      return;
    }
  }
}
