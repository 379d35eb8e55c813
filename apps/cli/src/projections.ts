import { ProcessRunner } from '@app/process-manager';
import { Projector, ReadModel } from '@app/read-model';
import type { Command } from 'commander';
import { progress } from './progress.js';
import { withTracker } from './with-tracker.js';

/** `projections status | rebuild | checksum`. */
export function projections(program: Command): void {
  const group = program.command('projections').description('The read model: tables that follow from the log and can always be made from it again.');

  group
    .command('status')
    .description('Where the read model and the process managers stand, and what stopped them, if anything did.')
    .action(() =>
      withTracker(async (tracker) => {
        const { failure, ...status } = await tracker.get(ReadModel).status();
        console.table({
          'read model': { schema: status.schema, position: String(status.position), head: String(status.head), lag: String(status.lag), ready: status.ready },
        });
        const managers = await tracker.get(ProcessRunner).status();
        console.table(
          Object.fromEntries(
            managers.map(({ name, position, timers, refusedTimers, stopped }) => [
              name,
              { position: String(position), timers, refusedTimers, stopped: stopped ?? '' },
            ]),
          ),
        );
        if (failure) console.error(`The read model stopped: ${JSON.stringify(failure, null, 2)}`);
        if (failure || managers.some(({ stopped }) => stopped)) process.exitCode = 1;
      }),
    );

  group
    .command('rebuild')
    .description('Builds the read model anew from the log, beside the active one, and switches over when it has caught up. Queries go on meanwhile.')
    .action(() =>
      withTracker(async (tracker) => {
        const bar = progress('Rebuilding');
        const { position } = await tracker
          .get(Projector)
          .rebuild(({ done, total }) => bar.update(done, total))
          .finally(() => bar.stop());
        console.log(`The read model was rebuilt up to position ${position}.`);
      }),
    );

  group
    .command('checksum')
    .description('A SHA-256 per table, history included. A rebuild anywhere, from the same log, gives the same.')
    .option('--at <position>', 'what was known at this position of the log (default: everything projected)', BigInt)
    .action(({ at }: { at?: bigint }) =>
      withTracker(async (tracker) => {
        const { position, tables } = await tracker.get(ReadModel).checksum(at);
        console.log(`position ${position}`);
        for (const { table, rows, sha256 } of tables) console.log(`${sha256}  ${table} (${rows} versions)`);
      }),
    )
    .addHelpText(
      'after',
      '\nExample: compare before and after a rebuild\n  npm run --silent cli -- projections checksum > before\n  npm run --silent cli -- projections rebuild\n  npm run --silent cli -- projections checksum | diff before -',
    );
}
