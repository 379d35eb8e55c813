import { Database } from '@app/database';
import { eventStoreDbOptions, type LogFault, Mirror, verifyLog } from '@app/event-store';
import { Readers } from '@app/operation';
import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import { position } from './arguments.js';
import { progress } from './progress.js';
import { tellPassedOver } from './projections.js';
import { withTracker } from './with-tracker.js';

/** `log verify`. */
export function log(program: Command): void {
  const group = program.command('log').description('The log of everything recorded: what all else follows from.');

  group
    .command('verify')
    .description(
      'Computes the hash of every event anew and looks for altered, missing and misplaced ones. Names the exact position of each; ends with 1 if there is any.',
    )
    .option('--after <position>', 'begin behind this position (default: at the first)', position)
    .option(
      '--whole',
      'where the history is in an EventStoreDB: compare every stream with it, rather than some hundreds, those of the newest events, and those that were cut short',
      false,
    )
    .action(({ after = 0n, whole }: { after?: bigint; whole: boolean }) =>
      withTracker(async (tracker) => {
        const faultCount = (await verifyHere(tracker, after)) + (await verifyThere(tracker, whole));
        tellPassedOver(await tracker.get(Readers, { strict: false }).passedOver());
        if (faultCount > 0) process.exitCode = 1;
      }),
    )
    .addHelpText(
      'after',
      '\nThis finds accidents and changes made by hand. Whoever owns the database can also write hashes that fit what they altered:\nthat shows only in a copy, or in `projections checksum`, kept where they cannot reach it.',
    );
}

/** @returns how many faults were found */
async function verifyHere(tracker: INestApplicationContext, after: bigint): Promise<number> {
  const bar = progress('Verifying');
  const { checked, head, faults, faultCount } = await verifyLog(tracker.get(Database), {
    after,
    onProgress: (done, total) => bar.update(Number(done), Number(total)),
  }).finally(() => bar.stop());
  tell(faults.map(said), faultCount);
  console.log(`${checked} events up to position ${head}: ${faultCount === 0 ? 'all as they were recorded.' : counted(faultCount)}`);
  return faultCount;
}

/** Where the history is in an EventStoreDB, and what is verified here its mirror. @returns how many faults were found */
async function verifyThere(tracker: INestApplicationContext, whole: boolean): Promise<number> {
  if (!eventStoreDbOptions(process.env)) return 0;
  const bar = progress('Comparing');
  const { streams, checked, faults, faultCount } = await tracker
    .get(Mirror)
    .verify({ whole, onProgress: (done, total) => bar.update(done, total) })
    .finally(() => bar.stop());
  tell(
    faults.map(({ kind, ...at }) => `position ${at.position}: revision ${at.revision} of ${at.stream} ${THERE[kind]}`),
    faultCount,
  );
  const what = `${checked} events of ${whole ? 'all' : 'a sample of'} ${streams} streams in EventStoreDB`;
  console.log(`${what}: ${faultCount === 0 ? 'all as they are mirrored.' : counted(faultCount)}`);
  return faultCount;
}

const THERE = { lost: 'is not shown by EventStoreDB any more', differs: 'is another in EventStoreDB' } as const;
const counted = (faults: number): string => `${faults} ${faults === 1 ? 'fault' : 'faults'}.`;

function tell(lines: readonly string[], count: number): void {
  for (const line of lines) console.log(line);
  if (count > lines.length) console.log(`… and ${count - lines.length} more.`);
}

function said(fault: LogFault): string {
  switch (fault.kind) {
    case 'altered':
      return `position ${fault.position}: altered (${fault.type} in ${fault.stream})`;
    case 'missing':
      return fault.position === fault.upTo ? `position ${fault.position}: missing` : `positions ${fault.position} to ${fault.upTo}: missing`;
    case 'discontinuous':
      return `position ${fault.position}: revision ${fault.revision} of ${fault.stream} does not follow from the one before it`;
    case 'earlier':
      return `position ${fault.position}: recorded at ${fault.recordedAt}, before what stands before it`;
  }
}
