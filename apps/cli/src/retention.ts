import { RetentionRun } from '@app/data-rights';
import type { Command } from 'commander';
import { by, type By, operator } from './operator.js';
import { withTracker } from './with-tracker.js';

/** `retention status | apply`. */
export function retention(program: Command): void {
  const group = program.command('retention').description('How long what is kept, and what is kept no longer (docs/data-rights.md).');

  group
    .command('status')
    .description('Tells for every nation and kind of record how long it is kept, and by whose authority. What no rule is about is kept.')
    .action(() =>
      withTracker(async (tracker) => {
        for (const { nation, record, rule } of tracker.get(RetentionRun, { strict: false }).rules.status)
          console.log(`${nation.padEnd(17)} ${record.padEnd(10)} ${rule ? `${rule.keepMonths} months: ${rule.authority}` : 'kept: no rule is configured'}`);
      }),
    );

  group
    .command('apply')
    .description('Destroys the keys of what is kept no longer, and asks for the erasure of people who are. It cannot be undone.')
    .option('--dry-run', 'only list what would be destroyed')
    .addOption(by())
    .action(({ dryRun = false, ...who }: By & { dryRun?: boolean }) =>
      withTracker(
        async (tracker) => {
          const run = tracker.get(RetentionRun, { strict: false });
          const found = await run.find();
          for (const { record, expired, held } of found) {
            for (const { leaderId, keys } of expired)
              console.log(`${record.padEnd(10)} ${leaderId} ${record === 'PERSON' ? 'to be erased' : keys.map(({ purpose }) => purpose).join(', ')}`);
            for (const { leaderId, reason } of held) console.log(`${record.padEnd(10)} ${leaderId} held: ${reason}`);
          }
          if (found.every(({ expired }) => expired.length === 0)) console.log('Nothing is kept longer than its rule says.');
          if (dryRun) return;
          const { runs, erasures } = await run.apply(found, await operator(tracker, who));
          for (const id of runs) console.log(`Ordered: ${id}. A projector carries it out, and records what became unreadable.`);
          if (erasures > 0) console.log(`Erasures asked for: ${erasures}. Each is to be decided (decideErasure).`);
        },
        { mirroring: true },
      ),
    );
}
