import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { Database } from '../database.js';
import type { Migration } from '../migrate.js';
import { migrate } from '../migrate.js';

export interface TestDatabase {
  readonly url: string;
  readonly ownerUrl: string;
  readonly database: Database;
  /** Closes `database` and drops it, whoever is still connected. */
  drop(): Promise<void>;
}

/** A machine that runs specifications is busy with nothing else. */
export const PATIENCE_MS = 10_000;

/** Held while a template is made, by one of the specs that want it. */
const TEMPLATE_LOCK = 7_198;

function addressIn(variable: string): string {
  const url = process.env[variable];
  if (!url) throw new Error(`${variable} is not set: run the specs through "npm test", which starts a database for them`);
  return url;
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function asOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: addressIn('TEST_DATABASE_OWNER_URL') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The addresses of a database of the test cluster, as the application's role and as the owner. */
const addressesOf = (name: string) => ({
  url: withDatabase(addressIn('TEST_DATABASE_URL'), name),
  ownerUrl: withDatabase(addressIn('TEST_DATABASE_OWNER_URL'), name),
});

/** A database with these migrations to copy from: copying is several times faster than migrating. */
async function templateFor(migrations: readonly Migration[], client: pg.Client): Promise<string> {
  const content = migrations.map((migration) => `${migration.name} ${migration.toString()}`).join('\n');
  const name = `template_${createHash('sha256').update(content).digest('hex').slice(0, 16)}`;
  await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  if (rowCount === 0) {
    const draft = `draft_${randomBytes(6).toString('hex')}`;
    await client.query(`create database ${draft}`);
    const { url, ownerUrl } = addressesOf(draft);
    await migrate(ownerUrl, url, migrations);
    await client.query(`alter database ${draft} rename to ${name}`);
  }
  await client.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  return name;
}

/** A fresh database in the test run's own PostgreSQL, with these migrations and the application role's grants. */
export async function testDatabase(migrations: readonly Migration[] = []): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const { url, ownerUrl } = addressesOf(name);
  await asOwner(async (client) => {
    await client.query(`create database ${name} template ${await templateFor(migrations, client)}`);
    // What is granted on a database does not come with the copy.
    const app = pg.escapeIdentifier(decodeURIComponent(new URL(url).username));
    await client.query(`grant connect, create, temporary on database ${name} to ${app}`);
  });
  const database = new Database({ url, ownerUrl, connectTimeoutMs: PATIENCE_MS });
  return {
    url,
    ownerUrl,
    database,
    async drop() {
      await database.close();
      await asOwner((client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}
