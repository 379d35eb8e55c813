// One PostgreSQL for a whole test run, in a temporary folder; every spec takes a database of its own in it.
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { register } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOMY = 6 * 2 ** 30;

export default async function setUp() {
  if (process.env.TEST_DATABASE_OWNER_URL) return; // a PostgreSQL of one's own
  register(new URL('./typescript.loader.js', import.meta.url));
  const { startEmbedded } = await import('@app/database');
  const folder = await mkdtemp(join(await roomyMemory(), 'tracker-test-'));
  // Nothing here outlives the run, so nothing needs to reach the disk; and nothing is guessed of passwords that only the run knows.
  const settings = {
    ...{ fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', wal_level: 'minimal', max_wal_senders: '0' },
    ...{ max_connections: '300', autovacuum_naptime: '5min', scram_iterations: '1' },
  };
  const { url, ownerUrl, stop } = await startEmbedded(folder, { settings });
  process.env.TEST_DATABASE_URL = url;
  process.env.TEST_DATABASE_OWNER_URL = ownerUrl;
  globalThis.stopTestDatabase = async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  };
}

/** Where files are kept in memory, on a machine that has plenty: the files of a thousand tables for each specification, made and removed, are much of a disk's work. */
async function roomyMemory() {
  const { bavail, bsize } = await statfs('/dev/shm').catch(() => ({ bavail: 0, bsize: 0 }));
  return bavail * bsize > ROOMY ? '/dev/shm' : tmpdir();
}
