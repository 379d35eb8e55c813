import type { JWK } from 'jose';
import { onDisk } from '@app/database';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** ECDSA on P-256: every OpenID client knows it. */
export const SIGNATURE = 'ES256';

/** The key that the provider signs with, made once, so that its tokens outlive a restart. */
export async function signingKey(dataDir: string): Promise<JWK> {
  const text = await madeOnce(dataDir, 'signing-key.json', async () => {
    const { privateKey } = await generateKeyPair(SIGNATURE, { extractable: true });
    const jwk = await exportJWK(privateKey);
    return JSON.stringify({ ...jwk, kid: await calculateJwkThumbprint(jwk), alg: SIGNATURE, use: 'sig' });
  });
  try {
    const jwk = JSON.parse(text) as JWK;
    await importJWK(jwk, SIGNATURE);
    return jwk;
  } catch {
    throw new Error(`${join(dataDir, 'signing-key.json')} is no key any more. Remove it: the next start makes another, and tokens are asked for anew.`);
  }
}

/** What the sample service signs in with, made once. */
export function serviceSecret(dataDir: string): Promise<string> {
  return madeOnce(dataDir, 'service-secret', () => Promise.resolve(randomBytes(32).toString('base64url')));
}

/** Leaves a token where tools find it, for its owner alone. */
export async function leaveToken(dataDir: string, token: string): Promise<void> {
  const path = join(dataDir, 'development-token');
  const made = `${path}.${randomUUID()}`;
  await mkdir(dataDir, { recursive: true });
  await onDisk(dataDir, () => writeFile(made, `${token}\n`, { mode: 0o600 }));
  await rename(made, path);
}

// Linked into place whole, so that two processes that start together end up with one secret and neither reads half of it.
async function madeOnce(dataDir: string, name: string, make: () => Promise<string>): Promise<string> {
  const path = join(dataDir, name);
  const there = await readFile(path, 'utf8').catch(unlessMissing);
  if (there === undefined) {
    const made = `${path}.${randomUUID()}`;
    await mkdir(dataDir, { recursive: true });
    const content = `${await make()}\n`;
    await onDisk(dataDir, () => writeFile(made, content, { mode: 0o600 }));
    await link(made, path)
      .catch(unlessThere)
      .finally(() => rm(made));
  }
  await chmod(path, 0o600);
  return (there ?? (await readFile(path, 'utf8'))).trim();
}

function unlessMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

function unlessThere(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
}
