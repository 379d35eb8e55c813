import { DevelopmentTokens, sampleAccount, sampleAccounts } from '@app/development-provider';
import { ROLES } from '@app/identity';
import { SystemClock } from '@app/kernel';
import { isProduction } from '@app/tracker';
import { type Command, InvalidArgumentError, Option } from 'commander';

const HOUR = 3_600;
const MOST_HOURS = 24 * 30;

/** `token --as ROLE`. */
export function token(program: Command): void {
  program
    .command('token')
    .description('Prints a token for a sample account of this development installation, whether it is running or not.')
    .addOption(new Option('--as <role>', 'whose').choices(ROLES).makeOptionMandatory())
    .option('--hours <number>', 'how long it is valid', hours, 8)
    .action(async ({ as: role, hours: valid }: { as: (typeof ROLES)[number]; hours: number }) => {
      const { env } = process;
      if (isProduction(env) || env['OIDC_ISSUER'])
        throw new Error('Sample accounts are those of a development installation. Here tokens come from the identity provider that OIDC_ISSUER names.');
      const tokens = await DevelopmentTokens.open(env['DATA_DIR'] || '.data', new SystemClock());
      console.log(await tokens.issueFor(sampleAccount(role), valid * HOUR));
    })
    .addHelpText(
      'after',
      `\nSample accounts:\n${sampleAccounts.map(({ role, about }) => `  ${role.padEnd(16)}${about.en}`).join('\n')}

Example:
  curl http://localhost:3000/graphql -H "authorization: Bearer $(npm run --silent cli -- token --as auditor)" \\
    -H 'content-type: application/json' -d '{"query":"{ at { position } }"}'`,
    );
}

function hours(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > MOST_HOURS) throw new InvalidArgumentError(`Give a whole number from 1 to ${MOST_HOURS}.`);
  return number;
}
