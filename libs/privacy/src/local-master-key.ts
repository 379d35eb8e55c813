import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, randomUUID, sign } from 'node:crypto';
import { link, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { onDisk } from '@app/database';
import { decrypt, encrypt } from './cipher.js';
import { MasterKey } from './master-key.js';

const ID = /^local-[0-9a-f-]{36}$/;
const contextOf = (kek: string): string => `key-encryption-key/${kek}`;
const SIGNING = 'signing-key';
/** What wrapped data keys before there were key-encryption keys: the root itself, told by its digest. */
const rootId = (root: Uint8Array): string => `local:${createHash('sha256').update('master key id').update(root).digest('hex').slice(0, 16)}`;

/**
 * Key-encryption keys, and the key that signs, as files of a folder that every process of the installation shares, each wrapped by the root
 * key, which is never stored beside them. No backup of that folder may outlive an erasure: what it holds undoes it.
 */
export class LocalMasterKey extends MasterKey {
  readonly #known = new Map<string, Uint8Array>();
  #signing: Promise<KeyObject> | undefined;

  /**
   * @param root 32 bytes
   * @param folder where the keys are kept; in this object's memory alone where absent
   */
  constructor(
    private readonly root: Uint8Array,
    private readonly folder?: string,
  ) {
    super();
    if (root.length !== 32) throw new RangeError('a master key has 32 bytes');
  }

  async create(): Promise<string> {
    const kek = `local-${randomUUID()}`;
    const key = randomBytes(32);
    const { folder } = this;
    if (folder !== undefined) {
      await onDisk(folder, async () => {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeFile(join(folder, kek), encrypt(this.root, key, contextOf(kek)), { mode: 0o600, flag: 'wx', flush: true });
        await flushFolder(folder);
      });
    }
    this.#known.set(kek, key);
    return kek;
  }

  async wrap(kek: string, key: Uint8Array, context: string): Promise<Uint8Array> {
    return encrypt(await this.#key(kek), key, context);
  }

  async unwrap(kek: string, wrapped: Uint8Array, context: string): Promise<Uint8Array> {
    return decrypt(await this.#key(kek), wrapped, context);
  }

  async destroy(kek: string): Promise<void> {
    this.#known.delete(kek);
    if (this.folder === undefined) return;
    const path = join(this.folder, fileOf(kek));
    // Overwritten first: where the file system writes in place, its old content is gone from the disk too.
    const file = await open(path, 'r+').catch(absent);
    if (!file) return;
    try {
      await file.write(randomBytes((await file.stat()).size), 0);
      await file.sync();
    } finally {
      await file.close();
    }
    await rm(path, { force: true });
    await flushFolder(this.folder);
  }

  async sign(message: Uint8Array): Promise<Uint8Array> {
    return sign(null, message, await this.#signingKey());
  }

  async verifyingKey(): Promise<string> {
    return createPublicKey(await this.#signingKey())
      .export({ type: 'spki', format: 'pem' })
      .toString();
  }

  #signingKey(): Promise<KeyObject> {
    this.#signing ??= this.#makeOrReadSigningKey().catch((error: unknown) => {
      this.#signing = undefined;
      throw error;
    });
    return this.#signing;
  }

  async #makeOrReadSigningKey(): Promise<KeyObject> {
    const fresh = generateKeyPairSync('ed25519').privateKey;
    if (this.folder === undefined) return fresh;
    const path = join(this.folder, SIGNING);
    const known = await readFile(path).catch(absent);
    if (!known) {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await linkWhole(path, encrypt(this.root, fresh.export({ type: 'pkcs8', format: 'der' }), SIGNING));
      await flushFolder(this.folder);
    }
    return createPrivateKey({ key: decrypt(this.root, known ?? (await readFile(path)), SIGNING), type: 'pkcs8', format: 'der' });
  }

  async #key(kek: string): Promise<Uint8Array> {
    const known = this.#known.get(kek);
    if (known) return known;
    if (kek === rootId(this.root)) return this.root;
    if (this.folder === undefined) throw new Error(`${kek} is not known here`);
    const key = decrypt(this.root, await readFile(join(this.folder, fileOf(kek))), contextOf(kek));
    this.#known.set(kek, key);
    return key;
  }
}

/** Ids come from the database, and must name no other file. */
function fileOf(kek: string): string {
  if (!ID.test(kek)) throw new Error(`${kek} is no key of this folder`);
  return kek;
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** So that a file that was made or removed stays so after a crash of the machine. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

export interface MasterKeySource {
  readonly dataDir: string;
  /** Base64 of 32 bytes: MASTER_KEY. */
  readonly masterKey?: string | undefined;
  /** Where the key-encryption keys are kept, for all processes: KEY_DIR (default: `<dataDir>/keys`). */
  readonly keyDir?: string | undefined;
  /** In production nothing is made up: MASTER_KEY must be given. */
  readonly production: boolean;
}

/** Linked into place whole: whoever is first makes it, everyone reads what is there, and a crash leaves no half of it. */
async function linkWhole(path: string, content: string | Uint8Array): Promise<void> {
  const made = `${path}.${randomUUID()}`;
  await onDisk(dirname(path), () => writeFile(made, content, { mode: 0o600, flush: true }));
  await link(made, path)
    .catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    })
    .finally(() => rm(made));
}

/** Of 32 bytes by chance, and of the steps from one to the next, some thirty differ; fewer than 16 once in more years than there will be. */
function isMadeUp(root: Buffer): boolean {
  const steps = root.map((byte, index) => byte - (root[index - 1] ?? 0));
  return [root, steps].some((bytes) => new Set(bytes).size < 16);
}

async function developmentRoot(dataDir: string): Promise<Buffer> {
  const path = join(dataDir, 'master-key');
  await mkdir(dataDir, { recursive: true });
  await linkWhole(path, `${randomBytes(32).toString('base64')}\n`);
  const key = Buffer.from((await readFile(path, 'utf8')).trim(), 'base64');
  if (key.length !== 32) throw new Error(`${path} does not hold 32 bytes in base64. Without the right one, personal values cannot be read: restore the file.`);
  return key;
}

/** The root from MASTER_KEY where it is given; else, in development, from `<dataDir>/master-key`, readable by its owner alone. */
export async function localMasterKey({ dataDir, keyDir, masterKey, production }: MasterKeySource): Promise<LocalMasterKey> {
  const folder = keyDir || join(dataDir, 'keys');
  if (masterKey) {
    const root = Buffer.from(masterKey, 'base64');
    if (root.length !== 32) throw new Error('MASTER_KEY must be 32 bytes in base64, as "openssl rand -base64 32" prints them.');
    if (isMadeUp(root)) throw new Error('MASTER_KEY is no key: its bytes follow a pattern, so it can be guessed. Make one by "openssl rand -base64 32".');
    return new LocalMasterKey(root, folder);
  }
  if (production)
    throw new Error(
      'MASTER_KEY is not set. In production it is required: 32 bytes in base64, as "openssl rand -base64 32" prints them. Keep a copy: without it, no personal value can be read.',
    );
  return new LocalMasterKey(await developmentRoot(dataDir), folder);
}
