const LEVELS: readonly string[] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
const NOT_PRODUCTION = new Set(['development', 'test']);

/**
 * Whether an installation is one for real, which makes nothing up: by `NODE_ENV`, where it says anything but exactly `development` or `test`. A
 * slip of the pen (`Production`, `prod`) thus never opens it to sample accounts.
 */
export function isProduction(env: NodeJS.ProcessEnv): boolean {
  const name = env['NODE_ENV'];
  return name !== undefined && name !== '' && !NOT_PRODUCTION.has(name);
}

/**
 * A whole number that the environment gives; undefined where it gives none.
 * @param what it is to be, such as `a number of seconds`
 * @throws Error that names the variable, and what would fit
 */
export function wholeNumber(env: NodeJS.ProcessEnv, name: string, [least, most]: readonly [number, number], what: string): number | undefined {
  const text = env[name];
  if (!text) return undefined;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= least && number <= most)) throw new Error(`${name}: ${text} is not ${what}, from ${least} to ${most}.`);
  return number;
}

/** A number of seconds that the environment gives, in milliseconds; undefined where it gives none. @throws Error as `wholeNumber` */
export function milliseconds(env: NodeJS.ProcessEnv, name: string, range: readonly [number, number]): number | undefined {
  const seconds = wholeNumber(env, name, range, 'a number of seconds');
  return seconds === undefined ? undefined : seconds * 1_000;
}

/** What counts for nothing without another. */
const NEEDS: Readonly<Record<string, string>> = {
  DATABASE_OWNER_URL: 'DATABASE_URL',
  EVENTSTORE_STREAM_PREFIX: 'EVENTSTORE_CONNECTION_STRING',
  READS_IN_OUTAGE: 'EVENTSTORE_CONNECTION_STRING',
  OIDC_AUDIENCE: 'OIDC_ISSUER',
  CLAIMS_MAPPING: 'OIDC_ISSUER',
  GRAPHIQL_CLIENT_ID: 'OIDC_ISSUER',
  GRAPHIQL_SCOPE: 'GRAPHIQL_CLIENT_ID',
};

/** What is set, and is not heeded: a sentence each. It is said and not refused, since an installation that has always set it so starts as ever. */
export function unheeded(env: NodeJS.ProcessEnv): readonly string[] {
  return Object.entries(NEEDS)
    .filter(([name, needed]) => env[name] && !env[needed])
    .map(([name, needed]) => `${name} is set, and counts for nothing without ${needed}: set that too, or unset it.`);
}

/** Where the API is to listen, as `PORT` says; 0 is any that is free. @param otherwise where it says nothing @throws Error where it is no port */
export function portFrom(env: NodeJS.ProcessEnv, otherwise: number): number {
  return wholeNumber(env, 'PORT', [0, 65_535], 'a port') ?? otherwise;
}

/**
 * How much is logged, as `LOG_LEVEL` says; undefined where it says nothing.
 * @throws Error where there is no such level
 */
export function logLevelFrom(env: NodeJS.ProcessEnv): string | undefined {
  const level = env['LOG_LEVEL'];
  if (!level) return undefined;
  if (!LEVELS.includes(level)) throw new Error(`LOG_LEVEL is ${level}, which is none of ${LEVELS.join(', ')}.`);
  return level;
}

/**
 * The address of a database, as a variable gives it.
 * @throws Error where it is none of a PostgreSQL; what it says is not repeated, since there may be a password in it
 */
export function databaseUrl(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'postgresql:' && url?.protocol !== 'postgres:')
    throw new Error(`${name} is not the address of a PostgreSQL: give postgresql://user:password@host/database.`);
  return text;
}
