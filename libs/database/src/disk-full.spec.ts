import { DiskFull, onDisk, onDiskOf } from './disk-full.js';
import { toDatabaseError } from './unavailable.js';

const failing = (message: string, code?: string) => Object.assign(new Error(message), { code });
const url = 'postgresql://localhost/tracker';

describe('what writes into a folder', () => {
  it.each([
    ['the system', failing('ENOSPC: no space left on device, write', 'ENOSPC')],
    ['the system, of a quota', failing('EDQUOT: quota, write', 'EDQUOT')],
    ['a program of PostgreSQL', failing('PostgreSQL could not prepare it: FATAL:  could not extend file "base/1/2": No space left on device')],
    ['the server', toDatabaseError(failing('could not extend file', '53100'))],
    ['whoever asked the server', new Error('whether it was recorded is unknown', { cause: toDatabaseError(failing('could not extend file', '53100')) })],
  ])('names the folder where there is no room, as %s finds out', async (_who, error) => {
    const work = () => Promise.reject(error as Error);
    for (const done of [() => onDisk('/srv/keys', work), () => onDiskOf({ url, folder: '/srv/keys' }, work)]) {
      const full = await done().catch((thrown: unknown) => thrown);
      expect(full).toBeInstanceOf(DiskFull);
      expect((full as Error).message).toMatch(/folder \/srv\/keys is full\. Make room/);
    }
    await expect(onDiskOf({ url }, work)).rejects.toBe(error);
    // Whoever knows better has said it.
    await expect(onDisk('/srv', () => onDisk('/srv/keys', work))).rejects.toThrow('/srv/keys is full');
  });

  it.each([toDatabaseError(failing('connect ECONNREFUSED', 'ECONNREFUSED')), failing('EACCES: permission denied', 'EACCES'), 'nothing'])(
    'says what else is wrong as it is: %s',
    async (error) => {
      await expect(onDisk('/srv/keys', () => Promise.reject(error as Error))).rejects.toBe(error);
    },
  );
});
