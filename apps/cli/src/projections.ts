import { PASS_OVER_REASONS, type PassedOver, type PassOverReason, Readers } from '@app/operation';
import { ProcessRunner } from '@app/process-manager';
import { Projector, ReadModel } from '@app/read-model';
import type { INestApplicationContext } from '@nestjs/common';
import { type Command, Option } from 'commander';
import { position } from './arguments.js';
import { by, type By, operator } from './operator.js';
import { progress } from './progress.js';
import { whatStopped, whereIs } from './stopped.js';
import { withTracker } from './with-tracker.js';

/** `projections status | retry | pass-over | rebuild | checksum`. */
export function projections(program: Command): void {
  const group = program.command('projections').description('What reads the log in order: the read model, the directory, process managers, the mirror.');

  group
    .command('status')
    .description(
      'Where everything that reads the log stands, what stopped it, if anything did, and which events are passed over. Ends with 1 where something has stopped.',
    )
    .action(() => withTracker(status));

  group
    .command('retry [reader]')
    .description('Has what stopped try again at once, wherever it runs: a reader by its name, or all.')
    .action((reader?: string) =>
      withTracker(async (tracker) => {
        const asked = await tracker.get(Readers, { strict: false }).retry(reader);
        console.log(
          asked.length === 0 ? (reader === undefined ? 'Nothing has stopped.' : `${reader} has not stopped.`) : `Asked to try again: ${asked.join(', ')}.`,
        );
      }),
    );

  group
    .command('pass-over <event>')
    .description(
      'Has one reader go on behind the event that it stopped at, given by its id or its position. It is recorded who did it and why; that reader sees nothing of the event from now on, and decisions go on counting it, unless they cannot read it either or it is not ours (--reader mirror).',
    )
    .requiredOption('--reader <name>', 'which, by its name in "projections status"')
    .addOption(new Option('--reason <code>', 'why').choices(PASS_OVER_REASONS).makeOptionMandatory())
    .addOption(by())
    .action((event: string, { reader, reason, ...who }: By & { reader: string; reason: PassOverReason }) =>
      withTracker(
        async (tracker) => {
          const recorded = await tracker.get(Readers, { strict: false }).passOver({ reader, event, reason }, await operator(tracker, who));
          console.log(recorded ? `${reader} passes over ${event}. Where it runs, it goes on within seconds.` : `${reader} passes over ${event} already.`);
        },
        { mirroring: true },
      ),
    )
    .addHelpText(
      'after',
      `
Reasons:
  READER_AT_FAULT      the event is right: this release cannot apply it
  RECORDED_BY_MISTAKE  it should not have been recorded
  FOREIGN              this product did not write it
  DAMAGED              it cannot be read`,
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
    .option('--at <position>', 'what was known at this position of the log (default: everything projected)', position)
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

async function status(tracker: INestApplicationContext): Promise<void> {
  const readers = tracker.get(Readers, { strict: false });
  const { schema, head, whyNot } = await tracker.get(ReadModel).status();
  const known = await readers.status();
  console.log(`The log ends at position ${head}. ${whyNot === null ? `The read model is ${schema}` : `Not ready: ${whyNot}`}.`);
  console.table(
    Object.fromEntries(
      known.map(({ name, position, lag, stopped }) => [name, { position: String(position ?? ''), lag: String(lag ?? ''), stopped: stopped ? 'STOPPED' : '' }]),
    ),
  );
  const managers = (await tracker.get(ProcessRunner).status()).filter(({ timers, refusedTimers }) => timers + refusedTimers > 0);
  if (managers.length > 0) console.table(Object.fromEntries(managers.map(({ name, timers, refusedTimers }) => [name, { timers, refusedTimers }])));
  tellPassedOver(await readers.passedOver());
  for (const sentence of whatStopped(known)) console.error(sentence);
  if (known.some(({ stopped }) => stopped)) process.exitCode = 1;
}

/** What is passed over, by what, why and by whom; nothing where nothing is. */
export function tellPassedOver(passedOver: readonly PassedOver[]): void {
  if (passedOver.length > 0) console.log('Passed over:');
  for (const { reader, eventId, eventType, reason, passedOverBy, recordedAt, ...at } of passedOver)
    console.log(`  ${reader}: ${eventType} ${eventId}, ${whereIs(at) || 'no position'}; ${reason}, by ${passedOverBy} at ${recordedAt}`);
}
