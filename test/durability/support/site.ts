import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runningEmbedded, startEmbedded } from '@app/database';
import { testDatabase } from '@app/database/testing';
import { migrations } from '@app/tracker';

/** Where the product runs, and what can be killed there besides itself. */
export interface Site {
  readonly environment: Readonly<Record<string, string>>;
  /** How many instances run at once. */
  readonly instances: number;
  /** Where its database is to be found, once it runs. */
  address(): Promise<string>;
  /** Kills the database, where it is the product's own. */
  killDatabase?(): Promise<void>;
  drop(): Promise<void>;
}

/** Two instances, each API and worker in one, on a database of their own in the test run's PostgreSQL. */
export async function sharedSite(): Promise<Site> {
  const { url, ownerUrl, drop } = await testDatabase(migrations);
  return { environment: { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl }, instances: 2, address: () => Promise.resolve(url), drop };
}

/** What a fresh machine runs: one process, and the PostgreSQL that it brings along, durable as it is shipped. */
export async function embeddedSite(dataDir: string): Promise<Site> {
  return {
    environment: {},
    instances: 1,
    async address() {
      const running = await runningEmbedded(dataDir);
      if (!running) throw new Error('the embedded PostgreSQL is not running');
      return running.url;
    },
    async killDatabase() {
      const [pid] = (await readFile(join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8')).split('\n');
      process.kill(Number(pid), 'SIGKILL');
    },
    async drop() {
      await (await startEmbedded(dataDir)).stop();
      await rm(join(dataDir, 'postgres'), { recursive: true, force: true });
    },
  };
}
