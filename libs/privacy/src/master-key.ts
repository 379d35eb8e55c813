import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decrypt, encrypt } from './cipher.js';

/** The key that wraps all others: a file in development, a key service's elsewhere. */
export abstract class MasterKey {
  /** Tells which master key wrapped a key. */
  abstract readonly id: string;
  /** @param context what the key is for; must be the same to unwrap it */
  abstract wrap(key: Uint8Array, context: string): Promise<Uint8Array>;
  /** @throws when it cannot be reached, or did not wrap this under this context */
  abstract unwrap(wrapped: Uint8Array, context: string): Promise<Uint8Array>;
}

/** A master key held in memory, 32 bytes. */
export class LocalMasterKey extends MasterKey {
  readonly id: string;

  constructor(private readonly key: Uint8Array) {
    super();
    if (key.length !== 32) throw new RangeError('a master key has 32 bytes');
    this.id = `local:${createHash('sha256').update('master key id').update(key).digest('hex').slice(0, 16)}`;
  }

  async wrap(key: Uint8Array, context: string): Promise<Uint8Array> {
    return encrypt(this.key, key, context);
  }

  async unwrap(wrapped: Uint8Array, context: string): Promise<Uint8Array> {
    return decrypt(this.key, wrapped, context);
  }
}

export interface MasterKeySource {
  readonly dataDir: string;
  /** Base64 of 32 bytes: MASTER_KEY. */
  readonly masterKey?: string | undefined;
  /** In production nothing is made up: MASTER_KEY must be given. */
  readonly production: boolean;
}

async function developmentKey(dataDir: string): Promise<Buffer> {
  const path = join(dataDir, 'master-key');
  await mkdir(dataDir, { recursive: true });
  // Linked into place whole: whoever is first makes it, everyone reads what is there, and a crash leaves no half of it.
  const made = `${path}.${randomUUID()}`;
  await writeFile(made, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flush: true });
  await link(made, path)
    .catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    })
    .finally(() => rm(made));
  const key = Buffer.from((await readFile(path, 'utf8')).trim(), 'base64');
  if (key.length !== 32) throw new Error(`${path} does not hold 32 bytes in base64. Without the right one, personal values cannot be read: restore the file.`);
  return key;
}

/** MASTER_KEY where it is given; else, in development, a key kept in `<dataDir>/master-key`, readable by its owner alone. */
export async function localMasterKey({ dataDir, masterKey, production }: MasterKeySource): Promise<LocalMasterKey> {
  if (masterKey) {
    const key = Buffer.from(masterKey, 'base64');
    if (key.length !== 32) throw new Error('MASTER_KEY must be 32 bytes in base64, as "openssl rand -base64 32" prints them.');
    return new LocalMasterKey(key);
  }
  if (production)
    throw new Error(
      'MASTER_KEY is not set. In production it is required: 32 bytes in base64, as "openssl rand -base64 32" prints them. Keep a copy: without it, no personal value can be read.',
    );
  return new LocalMasterKey(await developmentKey(dataDir));
}
