import type { SignInConfig } from '@app/identity';
import type { TrackerOptions } from '@app/tracker';
import type { DynamicModule, ModuleMetadata } from '@nestjs/common';
import type { Exposure } from './exposure.js';

/** Milliseconds that a connection is given. */
export interface Timeouts {
  /** For a request to arrive whole. */
  readonly request: number;
  /** For its headers to arrive, before. */
  readonly headers: number;
  /** For either side to say nothing. */
  readonly silence: number;
  /** Between two looks at which requests and headers are late. */
  readonly check: number;
}

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
  /** How long a connection is given (default: as docs/configuration.md says). */
  readonly timeouts?: Timeouts | undefined;
  /** `fatal` … `trace`, or `silent` (default `info`). */
  readonly logLevel?: string | undefined;
  /** What the API stands on, its providers global (default: the whole product, by `TrackerModule`). */
  readonly tracker?: DynamicModule;
  /** What answers over GraphQL beside the platform itself (default: every feature). */
  readonly graphqlModules?: NonNullable<ModuleMetadata['imports']>;
}
