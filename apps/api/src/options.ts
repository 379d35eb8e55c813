import type { TrackerOptions } from '@app/tracker';
import type { DynamicModule, ModuleMetadata } from '@nestjs/common';

/** What an API needs to know to run. */
export interface ApiOptions extends TrackerOptions {
  /** Where development secrets are kept. */
  readonly dataDir: string;
  /** Whether this is a production installation: nothing is made up, no token is given away. */
  readonly production: boolean;
  /** Base64 of at least 32 bytes (`TOKEN_SECRET`); made once in development. */
  readonly tokenSecret?: string | undefined;
  /** `fatal` … `trace`, or `silent` (default `info`). */
  readonly logLevel?: string | undefined;
  /** What the API stands on, its providers global (default: the whole product, by `TrackerModule`). */
  readonly tracker?: DynamicModule;
  /** What answers over GraphQL beside the platform itself (default: every feature). */
  readonly graphqlModules?: NonNullable<ModuleMetadata['imports']>;
}
