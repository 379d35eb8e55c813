import { randomBytes, verify } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encrypt } from './cipher.js';
import { localMasterKey } from './local-master-key.js';

const KEY = randomBytes(32).toString('base64');

describe('the local master key', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'master-key-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  it('is made once in development, for its owner’s eyes alone', async () => {
    const [first, second] = await Promise.all([localMasterKey({ dataDir, production: false }), localMasterKey({ dataDir, production: false })]);
    const kek = await first.create();
    const wrapped = await first.wrap(kek, Buffer.from('a key'), 'for');
    expect(Buffer.from(await second.unwrap(kek, wrapped, 'for')).toString()).toBe('a key');
    await expect(second.unwrap(kek, wrapped, 'for another')).rejects.toThrow();
    expect((await stat(join(dataDir, 'master-key'))).mode & 0o777).toBe(0o600);
    expect(Buffer.from(await readFile(join(dataDir, 'master-key'), 'utf8'), 'base64')).toHaveLength(32);
  });

  it('is never made up in production', async () => {
    await expect(localMasterKey({ dataDir, production: true })).rejects.toThrow('MASTER_KEY is not set');
    await expect(localMasterKey({ dataDir, production: true, masterKey: 'c2hvcnQ=' })).rejects.toThrow('32 bytes');
    await expect(localMasterKey({ dataDir, production: true, masterKey: KEY })).resolves.toBeDefined();
  });

  it.each([
    ['nothing but zeros', Buffer.alloc(32)],
    ['one byte over and over', Buffer.alloc(32, 0xa5)],
    ['two bytes in turn', Buffer.alloc(32, 'ab')],
    ['bytes that count', Buffer.from(Array.from({ length: 32 }, (_none, index) => index))],
    ['a word over and over', Buffer.alloc(32, 'changeme')],
    ['digits', Buffer.from('0123456789abcdef0123456789abcdef')],
  ])('is refused where it is %s', async (_what, bytes) => {
    const given = { dataDir, masterKey: bytes.toString('base64') };
    for (const production of [true, false]) await expect(localMasterKey({ ...given, production })).rejects.toThrow(/^MASTER_KEY is no key: .*\.$/);
  });

  it('is accepted as chance makes it', async () => {
    for (let time = 0; time < 1_000; time += 1) await localMasterKey({ dataDir, production: true, masterKey: randomBytes(32).toString('base64') });
  });

  it('is not replaced when its file is damaged', async () => {
    await writeFile(join(dataDir, 'master-key'), 'half');
    await expect(localMasterKey({ dataDir, production: false })).rejects.toThrow('restore the file');
  });

  it('unwraps nothing with a key-encryption key that was destroyed, in any process that has not used it yet', async () => {
    const one = await localMasterKey({ dataDir, production: false });
    const [kept, gone] = [await one.create(), await one.create()];
    const wrapped = await one.wrap(gone, Buffer.from('a key'), 'for');
    await one.destroy(gone);
    await one.destroy(gone);
    await expect(one.unwrap(gone, wrapped, 'for')).rejects.toThrow();
    await expect((await localMasterKey({ dataDir, production: false })).unwrap(gone, wrapped, 'for')).rejects.toThrow();
    expect(await readdir(join(dataDir, 'keys'))).toEqual([kept]);
    expect((await stat(join(dataDir, 'keys', kept))).mode & 0o777).toBe(0o600);
  });

  it('unwraps what the root itself wrapped, before there were key-encryption keys', async () => {
    const root = Buffer.from('bm90IGEga2V5IGJ1dCAzMiBieXRlcyBsb25nISEhISE=', 'base64');
    const wrapped = encrypt(root, Buffer.from('a key'), 'for');
    const key = await localMasterKey({ dataDir, production: true, masterKey: root.toString('base64') });
    expect(Buffer.from(await key.unwrap('local:cab4302ae40dee23', wrapped, 'for')).toString()).toBe('a key');
    const another = await localMasterKey({ dataDir, production: true, masterKey: KEY });
    await expect(another.unwrap('local:cab4302ae40dee23', wrapped, 'for')).rejects.toThrow('no key of this folder');
  });

  it('opens no file that is not one of its keys', async () => {
    const key = await localMasterKey({ dataDir, production: false });
    await expect(key.unwrap('../master-key', Buffer.alloc(60), 'for')).rejects.toThrow('no key of this folder');
    await expect(key.destroy('../master-key')).rejects.toThrow('no key of this folder');
  });

  it('signs by one key, made by whichever process is first, which is no use without the root', async () => {
    const [first, second] = await Promise.all([localMasterKey({ dataDir, production: false }), localMasterKey({ dataDir, production: false })]);
    const message = Buffer.from('a certificate');
    const [signature, publicKey] = [await first.sign(message), await second.verifyingKey()];
    expect(publicKey).toContain('BEGIN PUBLIC KEY');
    expect(verify(null, message, publicKey, signature)).toBe(true);
    expect(verify(null, Buffer.from('another'), publicKey, signature)).toBe(false);
    expect(await (await localMasterKey({ dataDir, production: false })).verifyingKey()).toBe(publicKey);
    const stranger = await localMasterKey({ dataDir, production: true, masterKey: KEY });
    await expect(stranger.sign(message)).rejects.toThrow();
    expect((await stat(join(dataDir, 'keys', 'signing-key'))).mode & 0o777).toBe(0o600);
  });
});
