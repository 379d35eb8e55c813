import { runningEmbedded, startEmbedded } from '@app/database';
import { localMasterKey } from '@app/privacy';
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
 * PostgreSQL under `DATA_DIR` (`.data`), which is started unless another process runs it and `share` allows joining in.
 * @throws Error that says what is missing in production, or that the data folder is in use
 */
export async function openInstallation(env: NodeJS.ProcessEnv, { share }: { readonly share: boolean }): Promise<Installation> {
  const dataDir = env['DATA_DIR'] || '.data';
  const production = env['NODE_ENV'] === 'production';
  if (production && !env['DATABASE_URL'])
    throw new Error('DATABASE_URL is not set. In production the database is not embedded: set it to postgresql://user:password@host/database.');
  const masterKey = await localMasterKey({ dataDir, masterKey: env['MASTER_KEY'], production });
  const installation = { dataDir, production };
  if (env['DATABASE_URL']) {
    const ownerUrl = env['DATABASE_OWNER_URL'];
    return { ...installation, options: { masterKey, database: { url: env['DATABASE_URL'], ...(ownerUrl && { ownerUrl }) } }, close: () => Promise.resolve() };
  }
  const running = share ? await runningEmbedded(dataDir) : undefined;
  if (running) return { ...installation, options: { masterKey, database: running }, close: () => Promise.resolve() };
  const embedded = await startEmbedded(dataDir);
  return { ...installation, options: { masterKey, database: { url: embedded.url, ownerUrl: embedded.ownerUrl } }, close: () => embedded.stop() };
}
