import { ADVISORY_LOCKS } from './locks.js';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { MigrationInterface } from 'typeorm';
import { DataSource } from 'typeorm';
import { toDatabaseError } from './unavailable.js';

export type Migration = new () => MigrationInterface;

/** Any number that nothing else locks. */
const MIGRATION_LOCK = ADVISORY_LOCKS.migration;
const LOOK_MS = 100;

/** What the application may do in a schema of durable tables. */
const PRIVILEGES = {
  audit: 'select, insert, update, delete',
  es: 'select',
  privacy: 'select, insert, update, delete',
  process: 'select, insert, update, delete',
  projection: 'select, insert, update, delete',
  reader: 'select, insert, update, delete',
} as const;

async function grantTo(role: string, client: pg.Client): Promise<void> {
  const app = pg.escapeIdentifier(role);
  const found = await client.query<{ schema: keyof typeof PRIVILEGES; database: string }>(
    'select nspname as schema, current_database() as database from pg_namespace where nspname = any($1)',
    [Object.keys(PRIVILEGES)],
  );
  const statements = found.rows.flatMap(({ schema }) => [
    `grant usage on schema ${schema} to ${app}`,
    `grant ${PRIVILEGES[schema]} on all tables in schema ${schema} to ${app}`,
    `grant usage on all sequences in schema ${schema} to ${app}`,
    `grant execute on all functions in schema ${schema} to ${app}`,
  ]);
  const { rows } = await client.query<{ database: string }>('select current_database() as database');
  // The read model lives in schemas that the application makes and drops.
  for (const { database } of rows) statements.push(`grant connect, create, temporary on database ${pg.escapeIdentifier(database)} to ${app}`);
  await client.query(`begin; ${statements.join('; ')}; commit`);
}

// Whoever waited within a statement would be waited for in turn, by what makes an index beside all that goes on.
async function alone(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [MIGRATION_LOCK]);
    if (rows[0]?.mine) return;
    await sleep(LOOK_MS);
  }
}

/**
 * Brings the durable schemas up to date as their owner, then grants the application's role what it needs. Several processes
 * may start at once: one migrates, the others wait. Where both addresses name one role there is nothing to grant.
 * @throws DatabaseUnavailable
 */
export async function migrate(ownerUrl: string, appUrl: string, migrations: readonly Migration[]): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'tracker migrations', connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await alone(client);
    const source = new DataSource({
      type: 'postgres',
      url: ownerUrl,
      migrations: [...migrations],
      migrationsTableName: 'migrations',
      schema: 'public',
      migrationsTransactionMode: 'each',
      poolSize: 1,
    });
    await source.initialize();
    try {
      await source.runMigrations();
    } finally {
      await source.destroy();
    }
    const owner = decodeURIComponent(new URL(ownerUrl).username);
    const app = decodeURIComponent(new URL(appUrl).username);
    if (app !== owner) await grantTo(app, client);
  } catch (error) {
    throw toDatabaseError(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}
