import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exposureFrom, signInFrom } from '@app/api';
import { logLevelFrom, openInstallation, portFrom } from '@app/tracker';

const READERS: readonly ((env: NodeJS.ProcessEnv) => unknown)[] = [
  (env) => portFrom(env, 3_000),
  logLevelFrom,
  (env) => signInFrom(env, env['HOST'] ?? '127.0.0.1'),
  exposureFrom,
  // Without a database it would start one.
  (env) => (env['DATABASE_URL'] || env['DATABASE_OWNER_URL']) && openInstallation(env, { share: true }),
];

/** What a start says to an environment before anything has begun. */
async function told(env: NodeJS.ProcessEnv): Promise<string> {
  for (const read of READERS) {
    try {
      await read(env);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
  return '';
}

const HISTORY = { DATABASE_URL: 'postgresql://tracker_app@127.0.0.1:1/tracker' };
const BAD: readonly (readonly [name: string, value: string, also: NodeJS.ProcessEnv])[] = [
  ['PORT', 'abc', {}],
  ['PORT', '-1', {}],
  ['PORT', '3000.5', {}],
  ['PORT', '65536', {}],
  ['HOST', '0.0.0.0', {}],
  ['LOG_LEVEL', 'loud', {}],
  ['DATABASE_URL', 'localhost', {}],
  ['DATABASE_URL', 'mysql://root@localhost/tracker', {}],
  ['DATABASE_OWNER_URL', 'tracker', HISTORY],
  ['EVENTSTORE_CONNECTION_STRING', 'http://127.0.0.1:2113', HISTORY],
  ['MASTER_KEY', 'short', HISTORY],
  ['OIDC_ISSUER', 'issuer', {}],
  ['OIDC_AUDIENCE', '', { OIDC_ISSUER: 'https://issuer.example' }],
  ['CLAIMS_MAPPING', '/nowhere.yaml', { OIDC_ISSUER: 'https://issuer.example', OIDC_AUDIENCE: 'tracker' }],
  ['DISCLOSURE_PROFILE', '1-3', HISTORY],
  ['RETENTION_RULES', '/nowhere.yaml', HISTORY],
  ['CORS_ORIGINS', 'tracker.example', {}],
  ['TRUSTED_PROXIES', 'proxy', {}],
  ['RATE_LIMIT_READS', 'many', {}],
  ['RATE_LIMIT_MUTATIONS', '0', {}],
  ['RATE_LIMIT_ANONYMOUS', '1e3', {}],
  ['READS_AT_ONCE', 'some', {}],
  ['READS_WAITING', '-1', {}],
  ['MUTATIONS_AT_ONCE', '0', {}],
  ['MUTATIONS_WAITING', '1e3', {}],
  ['ARRIVALS_AT_ONCE', '0', {}],
  ['ARRIVALS_WAITING', 'all', {}],
  ['OPERATION_TIMEOUT', '20s', {}],
  ['STATEMENT_TIMEOUT', '0', HISTORY],
  ['CONNECTIONS_READING', 'ten', HISTORY],
  ['CONNECTIONS_WRITING', '0', HISTORY],
  ['CONNECTIONS_MACHINERY', '1.5', HISTORY],
  ['READS_IN_OUTAGE', 'a while', { ...HISTORY, EVENTSTORE_CONNECTION_STRING: 'esdb://127.0.0.1:1?tls=false' }],
  ['PERSISTED_DOCUMENTS', '/nowhere.json', {}],
  ['INTROSPECTION_ROLES', 'emperor', {}],
];
/** Folders, which are made, and what makes an installation be one of production. */
const ANYTHING = ['NODE_ENV', 'DATA_DIR', 'KEY_DIR'];

describe('an environment variable that cannot work', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'environment-'))));
  afterAll(() => rm(folder, { recursive: true }));

  it.each(BAD)('%s=%s is refused at the start, in one sentence that names it', async (name, value, also) => {
    const said = await told({ DATA_DIR: folder, ...also, [name]: value });
    expect(said).toContain(name);
    expect(said).not.toContain('\n');
  });

  it('is tried here, whatever is documented', async () => {
    const documented = [...(await readFile('docs/configuration.md', 'utf8')).matchAll(/^\| `.*?\|/gm)].flatMap(([row]) =>
      [...row.matchAll(/`([A-Z][A-Z_]{3,})`/g)].map(([, name]) => name),
    );
    expect(documented.length).toBeGreaterThan(12);
    expect(documented.filter((name) => name !== undefined && !ANYTHING.includes(name) && !BAD.some(([tried]) => tried === name))).toEqual([]);
  });

  it('does not have a password repeated', async () =>
    expect(await told({ DATA_DIR: folder, DATABASE_URL: 'postgres//tracker:secret@host/tracker' })).not.toContain('secret'));
});
