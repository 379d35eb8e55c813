import { readRetentionRules, RetentionRules } from '@app/data-rights';
import { type DatabaseConfig, PURPOSES, runningEmbedded, startEmbedded } from '@app/database';
import { eventStoreDbOptions } from '@app/event-store';
import { disclosureProfile, localMasterKey } from '@app/privacy';
import { readFile } from 'node:fs/promises';
import { databaseUrl, isProduction, milliseconds, unheeded, wholeNumber } from './environment.js';
import type { TrackerOptions } from './tracker.module.js';

/** Where an installation keeps its things, and how to let go of them. */
export interface Installation {
  readonly options: TrackerOptions;
  readonly dataDir: string;
  readonly production: boolean;
  /** Stops the embedded database, where this process started it. */
  close(): Promise<void>;
}

/**
 * The installation that the environment describes: `DATABASE_URL` (and `DATABASE_OWNER_URL` for migrations), else the embedded
 * PostgreSQL under `DATA_DIR` (`.data`), which is started unless another process runs it and `share` allows joining in. The history is in
 * that database, unless `EVENTSTORE_CONNECTION_STRING` says where else; in production none is begun there unasked.
 * @throws Error that says what is missing in production, what is wrong with `RETENTION_RULES`, what in a connection string cannot work, or that the data folder is in use
 */
export async function openInstallation(env: NodeJS.ProcessEnv, { share }: { readonly share: boolean }): Promise<Installation> {
  for (const sentence of unheeded(env)) process.stderr.write(`${sentence}\n`);
  const dataDir = env['DATA_DIR'] || '.data';
  const production = isProduction(env);
  if (production && !env['DATABASE_URL'])
    throw new Error('DATABASE_URL is not set. In production the database is not embedded: set it to postgresql://user:password@host/database.');
  if (production && !env['DATABASE_OWNER_URL'])
    throw new Error(
      'DATABASE_OWNER_URL is not set. In production the role that answers owns no table: set it to the address of the same database for the role that does.',
    );
  const eventStoreDb = eventStoreDbOptions(env);
  const masterKey = await localMasterKey({ dataDir, masterKey: env['MASTER_KEY'], keyDir: env['KEY_DIR'], production });
  const common = {
    masterKey,
    disclosure: disclosureProfile(env['DISCLOSURE_PROFILE']),
    retention: await retentionRules(env['RETENTION_RULES']),
    ...(eventStoreDb && { eventStoreDb: { ...eventStoreDb, mayBegin: !production, readsInOutageMs: milliseconds(env, 'READS_IN_OUTAGE', [0, 30 * 86_400]) } }),
    statementTimeoutMs: milliseconds(env, 'STATEMENT_TIMEOUT', [1, 600]),
  };
  const connections = connectionsFrom(env);
  const installation = { dataDir, production };
  if (env['DATABASE_URL']) {
    const url = databaseUrl('DATABASE_URL', env['DATABASE_URL']);
    const ownerUrl = env['DATABASE_OWNER_URL'] && databaseUrl('DATABASE_OWNER_URL', env['DATABASE_OWNER_URL']);
    return { ...installation, options: { ...common, database: { url, ...(ownerUrl && { ownerUrl }), connections } }, close: () => Promise.resolve() };
  }
  const running = share ? await runningEmbedded(dataDir) : undefined;
  if (running) return { ...installation, options: { ...common, database: { ...running, connections } }, close: () => Promise.resolve() };
  const embedded = await startEmbedded(dataDir);
  return {
    ...installation,
    options: { ...common, database: { url: embedded.url, ownerUrl: embedded.ownerUrl, folder: embedded.folder, connections } },
    close: () => embedded.stop(),
  };
}

/** How many connections there may be of each kind, where the environment says. */
function connectionsFrom(env: NodeJS.ProcessEnv): DatabaseConfig['connections'] {
  const given = PURPOSES.map((purpose) => [purpose, wholeNumber(env, `CONNECTIONS_${purpose.toUpperCase()}`, [1, 500], 'a number of connections')] as const);
  return Object.fromEntries(given.filter(([, most]) => most !== undefined));
}

/** The rules in a file; none, so that everything is kept, where there is no file. */
async function retentionRules(path: string | undefined): Promise<RetentionRules> {
  if (!path) return new RetentionRules([]);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Error(`RETENTION_RULES is ${path}, which cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  });
  return readRetentionRules(text, path);
}
