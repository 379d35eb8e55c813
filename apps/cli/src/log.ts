import { Database } from '@app/database';
import { type LogFault, verifyLog } from '@app/event-store';
import { type Command, InvalidArgumentError } from 'commander';
import { progress } from './progress.js';
import { withTracker } from './with-tracker.js';

/** `log verify`. */
export function log(program: Command): void {
  const group = program.command('log').description('The log of everything recorded: what all else follows from.');

  group
    .command('verify')
    .description(
      'Computes the hash of every event anew and looks for altered, missing and misplaced ones. Names the exact position of each; ends with 1 if there is any.',
    )
    .option('--after <position>', 'begin behind this position', position, 0n)
    .action(({ after }: { after: bigint }) =>
      withTracker(async (tracker) => {
        const bar = progress('Verifying');
        const { checked, head, faults, faultCount } = await verifyLog(tracker.get(Database), {
          after,
          onProgress: (done, total) => bar.update(Number(done), Number(total)),
        }).finally(() => bar.stop());
        for (const fault of faults) console.log(said(fault));
        if (faultCount > faults.length) console.log(`… and ${faultCount - faults.length} more.`);
        console.log(
          `${checked} events up to position ${head}: ${faultCount === 0 ? 'all as they were recorded.' : `${faultCount} ${faultCount === 1 ? 'fault' : 'faults'}.`}`,
        );
        if (faultCount > 0) process.exitCode = 1;
      }),
    )
    .addHelpText(
      'after',
      '\nThis finds accidents and changes made by hand. Whoever owns the database can also write hashes that fit what they altered:\nthat shows only in a copy, or in `projections checksum`, kept where they cannot reach it.',
    );
}

function position(text: string): bigint {
  if (!/^\d{1,18}$/.test(text)) throw new InvalidArgumentError('Give a position: a whole number, 0 or more.');
  return BigInt(text);
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
