import type { Actor } from '@app/kernel';
import { derivedId } from '@app/kernel';
import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tokens } from './tokens.js';

export interface TokenSecretConfig {
  /** Base64 of at least 32 random bytes (`TOKEN_SECRET`). */
  readonly secret?: string | undefined;
  /** Whether this is a production installation, where nothing is made up. */
  readonly production: boolean;
  /** Where a development secret is kept, as `development-secret` (mode 0600). */
  readonly dataDir: string;
}

/**
 * The secret that tokens are signed with: the configured one, else a random one that is made once and kept under the data directory.
 * @throws Error when none is configured in production, or the configured one is too short
 */
export async function tokenSecret({ secret, production, dataDir }: TokenSecretConfig): Promise<Uint8Array> {
  if (secret) {
    const bytes = Buffer.from(secret, 'base64');
    if (bytes.length < 32) throw new Error('TOKEN_SECRET must be the base64 of at least 32 random bytes, such as `openssl rand -base64 32` prints');
    return bytes;
  }
  if (production) throw new Error('TOKEN_SECRET is not set: in production no development secret is made up. Set it to what `openssl rand -base64 32` prints');
  const path = join(dataDir, 'development-secret');
  await mkdir(dataDir, { recursive: true });
  await createOnce(path, `${randomBytes(32).toString('base64')}\n`);
  await chmod(path, 0o600);
  return Buffer.from(await readFile(path, 'utf8'), 'base64');
}

/** The administrator that a development token speaks for; always the same one, so that retries are recognised after a restart. */
export const developmentActor: Actor = {
  kind: 'person',
  id: derivedId('b0c5a1f4-5f0e-4d57-8f43-1e9b0f3f2a61', 'development administrator'),
  role: 'administrator',
};

const DAY = 86_400;

/** A token for the development administrator, valid for 30 days, also left in the data directory as `development-token` (mode 0600). */
export async function developmentToken(tokens: Tokens, dataDir: string): Promise<string> {
  const token = await tokens.issue(developmentActor, 30 * DAY);
  const path = join(dataDir, 'development-token');
  const made = `${path}.${randomUUID()}`;
  await mkdir(dataDir, { recursive: true });
  await writeFile(made, `${token}\n`, { mode: 0o600 });
  await rename(made, path);
  return token;
}

// Linked into place whole, so that two processes that start together end up with one secret and neither reads half of it.
async function createOnce(path: string, content: string): Promise<void> {
  const made = `${path}.${randomUUID()}`;
  await writeFile(made, content, { mode: 0o600 });
  try {
    await link(made, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(made);
  }
}
