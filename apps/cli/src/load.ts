import { Clock } from '@app/kernel';
import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import { count } from './arguments.js';
import { generate, linkSampleAccounts, load as loadPacks, packsAt } from './reference-data.js';
import { isProduction } from '@app/tracker';
import { withTracker } from './with-tracker.js';

export const DEFAULT_SEED = 'tracker';

/** `load [packs…] --leaders N --seed S`. */
export function load(program: Command): void {
  program
    .command('load')
    .description('Loads reference data, and synthetic leaders where they are asked for. Loading the same again records nothing.')
    .argument('[packs...]', 'YAML packs of your own (docs/packs.md); the shipped ones when none is given')
    .option('--leaders <number>', 'synthetic leaders with several years of enrolments; none is a real person', count)
    .option('--seed <text>', 'another seed is another history', DEFAULT_SEED)
    .action(async (paths: string[], { leaders, seed }: { leaders?: number; seed: string }) => {
      const packs = await packsAt(paths);
      const loading = async (tracker: INestApplicationContext) => {
        await loadPacks(tracker, packs);
        if (leaders !== undefined) await generate(tracker, { leaders, seed, today: tracker.get(Clock).today() });
        if (leaders && signsInSamples(process.env)) await linkSampleAccounts(tracker);
      };
      await withTracker(loading, { mirroring: true });
    });
}

/** Whether this is a development installation, whose API has an identity provider of its own. */
function signsInSamples(env: NodeJS.ProcessEnv): boolean {
  return !isProduction(env) && !env['OIDC_ISSUER'];
}
