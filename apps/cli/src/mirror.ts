import { open } from 'node:fs/promises';
import { adopt, type LoggedEvent, Mirror } from '@app/event-store';
import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import { progress } from './progress.js';
import { withStores } from './with-stores.js';
import { withTracker } from './with-tracker.js';

/** `mirror status | begin | rebuild`. */
export function mirror(program: Command): void {
  const group = program
    .command('mirror')
    .description('The log in this database, where the history is in an EventStoreDB: a copy that can always be made again.');

  group
    .command('status')
    .description('How far the mirror is, since when it is behind, and what stopped it, if anything did.')
    .action(() =>
      withTracker(async (tracker) => {
        const { state, position, levelAt, lagSeconds, awaySince, stopped } = await mirrorOf(tracker).status();
        console.table({
          mirror: { state, position: String(position), 'level at': levelAt ?? 'never', 'lag in seconds': lagSeconds ?? '', 'away since': awaySince ?? '' },
        });
        if (stopped === null) return;
        console.error(`The mirror stopped: ${stopped}`);
        process.exitCode = 1;
      }),
    );

  group
    .command('begin')
    .description(
      'Begins a history in an EventStoreDB that holds none under EVENTSTORE_STREAM_PREFIX, for a database that holds none either. In production nothing else does.',
    )
    .action(() =>
      withStores(async (owner, db) => {
        const { storeId } = await adopt(owner, db);
        console.log(`The history is in the EventStoreDB ${storeId} from now on, in the streams ${db.prefix}…`);
      }),
    );

  group
    .command('rebuild')
    .description(
      'Makes the mirror anew from EventStoreDB and compares: the same positions, the same hashes. Queries go on meanwhile; workers have to be stopped. Ends with 1 if the two differ.',
    )
    .option('--replace', 'put the new mirror in the place of the old one also where they differ, if EventStoreDB has all that was mirrored', false)
    .option('--discard <file>', 'put it there also where it has not, once what only the old one holds is written into this new file, an event a line')
    .action(({ replace, discard: file }: { replace: boolean; discard?: string }) =>
      withTracker(async (tracker) => {
        const bar = progress('Mirroring');
        const { before, after, head, difference, replaced } = await mirrorOf(tracker)
          .rebuild({
            replace,
            ...(file !== undefined && { discard: (events) => writeDown(events, file) }),
            onProgress: (done, total) => bar.update(Number(done), Number(total)),
          })
          .finally(() => bar.stop());
        console.log(`before  ${said(before.hash)}  position ${before.position}\nafter   ${said(after.hash)}  position ${after.position}`);
        if (difference) for (const line of told(difference)) console.error(line);
        const lost = difference !== undefined && difference.lost > 0n;
        if (lost && replaced) console.log(`What only the old mirror held is in ${file}.`);
        console.log(
          replaced
            ? `The new mirror is in place, up to position ${head}.${difference ? ' What follows the log makes itself anew when the workers are started.' : ''}`
            : `The old mirror was kept. To have the new one in its place all the same: mirror rebuild ${lost ? '--discard <file>' : '--replace'}.`,
        );
        if (difference) process.exitCode = 1;
      }),
    )
    .addHelpText(
      'after',
      '\nThe hashes are of all leaves up to that position, H(n) = SHA-256(H(n-1) ‖ leaf(n)): kept elsewhere, they tell at any time that nothing was altered.\nInterrupted, it goes on when it is called again.',
    );
}

function mirrorOf(tracker: INestApplicationContext): Mirror {
  try {
    return tracker.get(Mirror);
  } catch (error) {
    throw new Error('EVENTSTORE_CONNECTION_STRING is not set: the history is in this database itself, and nothing is mirrored.', { cause: error });
  }
}

const said = (hash: string): string => hash || 'nothing'.padEnd(64);

function told({ from, lost }: { readonly from: bigint; readonly lost: bigint }): readonly string[] {
  const differing = `From position ${from} on the two differ: what is recorded in EventStoreDB is not what is in the mirror. "log verify" tells whether the mirror was altered.`;
  if (lost === 0n) return [differing];
  return [
    `EVENTSTOREDB HAS LOST ${lost} ${lost === 1n ? 'EVENT' : 'EVENTS'} that this database mirrored: it was restored from an older backup, or they were deleted.`,
    'Only the mirror in this database still has them.',
    differing,
  ];
}

/** A new file, on the disk before this ends. */
async function writeDown(events: AsyncIterable<LoggedEvent>, path: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    for await (const { position, revision, leaf, ...event } of events) {
      await file.write(`${JSON.stringify({ position: String(position), revision: String(revision), ...event, leaf: Buffer.from(leaf).toString('hex') })}\n`);
    }
    await file.sync();
  } finally {
    await file.close();
  }
}
