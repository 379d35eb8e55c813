import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { certificateIn, type ErasureCertificateFile, faultsOf, findCertificate, SearchAgain } from '@app/data-rights';
import { Streams } from '@app/event-store';
import { uuidOf } from '@app/graphql-kit';
import { MasterKey } from '@app/privacy';
import type { Command } from 'commander';
import { by, type By, operator } from './operator.js';
import { withTracker } from './with-tracker.js';

/** `erasure certificate | verify | public-key`. */
export function erasure(program: Command): void {
  const group = program.command('erasure').description('What erasures did, signed in the installation’s name.');

  group
    .command('certificate <erasure>')
    .description('Prints the certificate of an erasure, by its id as the API answered it or as a UUID, with its signature, as JSON. Nothing in it is personal.')
    .action((id: string) =>
      withTracker(async (tracker) => {
        const certificate = await findCertificate(tracker.get(Streams), uuidOf('ErasureRequest', id) ?? id);
        if (!certificate) throw new Error(`There is no certificate of ${id}: no such erasure, or it is not done yet.`);
        console.log(JSON.stringify(certificate, null, 2));
      }),
    );

  group
    .command('scan <erasure>')
    .description(
      'Searches again for what an erasure left, once it was removed. Give what the person was called on standard input: names in full and addresses, one a line.',
    )
    .addOption(by())
    .action(async (id: string, who: By) => {
      const names = (await text(process.stdin))
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
      if (names.length === 0) throw new Error('Say on standard input what the person was called, one name or address a line. It is kept nowhere.');
      await withTracker(
        async (tracker) =>
          tellRemaining(await tracker.get(SearchAgain, { strict: false }).search(uuidOf('ErasureRequest', id) ?? id, names, await operator(tracker, who))),
        {
          mirroring: true,
        },
      );
    });

  group
    .command('public-key')
    .description('Prints the public key that certificates are verified by. Give it to auditors before they need it.')
    .action(() => withTracker(async (tracker) => console.log((await tracker.get(MasterKey).verifyingKey()).trim())));

  group
    .command('verify <file>')
    .description('Tells whether a certificate is as it was signed; ends with 1 if it is not.')
    .option('--key <file>', 'a public key had from elsewhere: then no installation is needed')
    .action(async (file: string, { key }: { key?: string }) => {
      const certificate = certificateIn(await readFile(file, 'utf8'));
      if (key !== undefined) tell(certificate, await readFile(key, 'utf8'));
      else await withTracker(async (tracker) => tell(certificate, await tracker.get(MasterKey).verifyingKey()));
    })
    .addHelpText(
      'after',
      '\nExample:\n  npm run --silent cli -- erasure certificate 3f2c7a52-6f0e-5d7b-9d5a-0c1e2b3a4f50 > certificate.json\n  npm run --silent cli -- erasure public-key > installation.pem\n  npm run --silent cli -- erasure verify certificate.json --key installation.pem',
    );
}

function tellRemaining(remaining: Awaited<ReturnType<SearchAgain['search']>>): void {
  for (const { table, column, rows, positions } of remaining)
    console.log(
      `${table}, column ${column}: ${rows} ${rows === 1 ? 'row' : 'rows'}${positions.length > 0 ? `, at the positions ${positions.join(', ')}` : ''}`,
    );
  if (remaining.length > 0) process.exitCode = 1;
  else console.log('Nothing was found: the erasure is completed.');
}

const SAID = { HASH: 'Its hash is not that of its document.', SIGNATURE: 'Its signature is not by this key, or its document was altered.' } as const;

function tell(certificate: ErasureCertificateFile, publicKey: string): void {
  const faults = faultsOf(certificate, publicKey);
  for (const fault of faults) console.log(SAID[fault]);
  if (faults.length > 0) process.exitCode = 1;
  else console.log('The certificate is as it was signed.');
}
