import fc from 'fast-check';
import type { HeldType } from './cursor.js';
import { Cursors } from './cursor.js';

const types: HeldType[] = ['date', 'uuid'];
const cursors = new Cursors(new Uint8Array(32).fill(1));
const decode = (text: string, list = 'list') => cursors.decode(list, types, text, 'after');
const refused = expect.objectContaining({ code: 'INVALID_CURSOR', text: expect.objectContaining({ field: 'after' }) });
const [day, uuid] = ['2026-03-02', '3f2c7a52-6f0e-4d7b-9d5a-0c1e2b3a4f50'];

describe('a cursor', () => {
  it('holds what was fixed of its moment and the keys of where a page ended', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('', '/7', '2026-03-02/', '2026-03-02/7'),
        fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31') }),
        fc.uuid(),
        (pin, at, id) => {
          fc.pre(!Number.isNaN(at.getTime()));
          const keys = [at.toISOString().slice(0, 10), id];
          expect(decode(cursors.encode('list', { pin, keys }))).toEqual({ pin, keys });
        },
      ),
    );
  });

  it('is refused when anything in it was changed', () => {
    const cursor = cursors.encode('list', { pin: '/7', keys: [day, uuid] });
    for (let index = 0; index < cursor.length; index += 1) {
      const tampered = cursor.slice(0, index) + (cursor[index] === 'A' ? 'B' : 'A') + cursor.slice(index + 1);
      expect(() => decode(tampered)).toThrow(refused);
    }
  });

  it('is refused when it is made up, too long, of another list, or of another installation', () => {
    expect(() => decode('')).toThrow(refused);
    expect(() => decode('ŵ'.repeat(22))).toThrow(refused);
    expect(() => decode('x'.repeat(100_000))).toThrow(refused);
    expect(() => decode(cursors.encode('other', { pin: '/7', keys: [day, uuid] }))).toThrow(refused);
    const foreign = new Cursors(new Uint8Array(32).fill(2));
    expect(() => decode(foreign.encode('list', { pin: '/7', keys: [day, uuid] }))).toThrow(refused);
  });

  it.each<[string, string[]]>([
    ['of another type', [day, 'not a uuid']],
    ['no day', ['2026-13-01', uuid]],
    ['too few', [day]],
    ['too many', [day, uuid, 'b']],
  ])('is refused when its keys are %s, though whoever made it signed them well', (_what, keys) => {
    expect(() => decode(cursors.encode('list', { pin: '/7', keys }))).toThrow(refused);
  });
});
