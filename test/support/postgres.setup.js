// One PostgreSQL for a whole test run, in a temporary folder; every spec takes a database of its own in it.
import { mkdtemp, rm } from 'node:fs/promises';
import { register } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default async function setUp() {
  if (process.env.TEST_DATABASE_OWNER_URL) return; // a PostgreSQL of one's own
  register(new URL('./typescript.loader.js', import.meta.url));
  const { startEmbedded } = await import('@app/database');
  const folder = await mkdtemp(join(tmpdir(), 'tracker-test-'));
  // Nothing here outlives the run, so nothing needs to reach the disk.
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300', autovacuum_naptime: '5min' };
  const { url, ownerUrl, stop } = await startEmbedded(folder, { settings });
  process.env.TEST_DATABASE_URL = url;
  process.env.TEST_DATABASE_OWNER_URL = ownerUrl;
  globalThis.stopTestDatabase = async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  };
}
