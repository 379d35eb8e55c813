import type { SignInConfig } from '@app/identity';
import type { TrackerOptions } from '@app/tracker';
import type { DynamicModule, ModuleMetadata } from '@nestjs/common';
import type { Exposure } from './exposure.js';

/** What an API needs to know to run. */
export interface ApiOptions extends TrackerOptions {
  /** Where development secrets are kept. */
  readonly dataDir: string;
  /** Whether this is a production installation: nobody signs in as a sample account, no token is left anywhere. */
  readonly production: boolean;
  /** Whose tokens are accepted (default, in development alone: those of the identity provider that the API then has itself). */
  readonly signIn?: SignInConfig | undefined;
  /** What it shows of itself, to whom, and how much of it at once (default: nothing is restricted, and no other origin's page may ask). */
  readonly exposure?: Exposure | undefined;
  /** `fatal` … `trace`, or `silent` (default `info`). */
  readonly logLevel?: string | undefined;
  /** What the API stands on, its providers global (default: the whole product, by `TrackerModule`). */
  readonly tracker?: DynamicModule;
  /** What answers over GraphQL beside the platform itself (default: every feature). */
  readonly graphqlModules?: NonNullable<ModuleMetadata['imports']>;
}
