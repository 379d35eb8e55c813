import { Door } from './door.js';
import { DatabaseUnavailable } from './unavailable.js';

const refused = new Error('connect ECONNREFUSED');
Object.assign(refused, { code: 'ECONNREFUSED' });

describe('the way in to a server', () => {
  it('is shut for those who come after somebody was not let in', async () => {
    const door = new Door();
    await expect(door.through(() => Promise.reject(refused))).rejects.toBeInstanceOf(DatabaseUnavailable);
    const connect = () => Promise.resolve('in');
    await expect(door.through(connect)).rejects.toBeInstanceOf(DatabaseUnavailable);
  });

  it('is not shut by whoever came before the last who was let in', async () => {
    const door = new Door();
    let giveUp = (): void => undefined;
    const early = door.through(() => new Promise((_resolve, reject) => (giveUp = () => reject(refused))));
    expect(await door.through(() => Promise.resolve('in'))).toBe('in');
    giveUp();
    await expect(early).rejects.toBeInstanceOf(DatabaseUnavailable);
    expect(await door.through(() => Promise.resolve('in again'))).toBe('in again');
  });

  it.each([
    ['waited for others', 'timeout exceeded when trying to connect'],
    ['came while this process closes', 'Cannot use a pool after calling end on the pool'],
  ])('is not shut by whoever %s', async (_who, message) => {
    const door = new Door();
    await expect(door.through(() => Promise.reject(new Error(message)))).rejects.toThrow();
    expect(await door.through(() => Promise.resolve('in'))).toBe('in');
  });
});
