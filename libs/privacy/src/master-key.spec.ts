import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localMasterKey } from './master-key.js';

describe('the local master key', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'master-key-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  it('is made once in development, for its owner’s eyes alone', async () => {
    const [first, second] = await Promise.all([localMasterKey({ dataDir, production: false }), localMasterKey({ dataDir, production: false })]);
    expect(second.id).toBe(first.id);
    expect((await stat(join(dataDir, 'master-key'))).mode & 0o777).toBe(0o600);
    expect(Buffer.from(await readFile(join(dataDir, 'master-key'), 'utf8'), 'base64')).toHaveLength(32);
  });

  it('is never made up in production', async () => {
    await expect(localMasterKey({ dataDir, production: true })).rejects.toThrow('MASTER_KEY is not set');
    await expect(localMasterKey({ dataDir, production: true, masterKey: 'c2hvcnQ=' })).rejects.toThrow('32 bytes');
    await expect(localMasterKey({ dataDir, production: true, masterKey: Buffer.alloc(32, 1).toString('base64') })).resolves.toBeDefined();
  });

  it('is not replaced when its file is damaged', async () => {
    await writeFile(join(dataDir, 'master-key'), 'half');
    await expect(localMasterKey({ dataDir, production: false })).rejects.toThrow('restore the file');
  });
});
