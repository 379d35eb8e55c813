import { randomBytes } from 'node:crypto';
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

async function asOwner(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: addressIn('TEST_DATABASE_OWNER_URL') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A fresh database in the test run's own PostgreSQL, with these migrations and the application role's grants. */
export async function testDatabase(migrations: readonly Migration[] = []): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asOwner(`create database ${name}`);
  const url = withDatabase(addressIn('TEST_DATABASE_URL'), name);
  const ownerUrl = withDatabase(addressIn('TEST_DATABASE_OWNER_URL'), name);
  await migrate(ownerUrl, url, migrations);
  const database = new Database({ url, ownerUrl });
  return {
    url,
    ownerUrl,
    database,
    async drop() {
      await database.close();
      await asOwner(`drop database if exists ${name} with (force)`);
    },
  };
}
