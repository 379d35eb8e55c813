import fc from 'fast-check';
import type { KeyType } from './cursor.js';
import { decodeCursor, encodeCursor } from './cursor.js';

const types: KeyType[] = ['text', 'uuid'];
const decode = (text: string, list = 'list') => decodeCursor(list, types, text, 'after');
const refused = expect.objectContaining({ code: 'INVALID_CURSOR', text: expect.objectContaining({ field: 'after' }) });
const uuid = '3f2c7a52-6f0e-4d7b-9d5a-0c1e2b3a4f50';

describe('a cursor', () => {
  it('holds the position and the keys of where a page ended', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), fc.string({ unit: 'grapheme' }), fc.uuid(), (position, text, id) => {
        fc.pre(!text.includes('\0'));
        expect(decode(encodeCursor('list', { position, keys: [text, id] }))).toEqual({ position, keys: [text, id] });
      }),
    );
  });

  it('is refused when anything in it was changed', () => {
    const cursor = encodeCursor('list', { position: 7n, keys: ['ŵ', uuid] });
    for (let index = 0; index < cursor.length; index += 1) {
      const tampered = cursor.slice(0, index) + (cursor[index] === 'A' ? 'B' : 'A') + cursor.slice(index + 1);
      expect(() => decode(tampered)).toThrow(refused);
    }
  });

  it('is refused when it is made up, too long, or of another list', () => {
    expect(() => decode('')).toThrow(refused);
    expect(() => decode('x'.repeat(100_000))).toThrow(refused);
    expect(() => decode(encodeCursor('other', { position: 7n, keys: ['a', uuid] }))).toThrow(refused);
  });

  it.each<[string, string[]]>([
    ['of another type', ['a', 'not a uuid']],
    ['a null byte', ['\0', uuid]],
    ['too few', ['a']],
    ['too many', ['a', uuid, 'b']],
  ])('is refused when its keys are %s, though whoever made it signed them well', (_what, keys) => {
    expect(() => decode(encodeCursor('list', { position: 7n, keys }))).toThrow(refused);
  });
});
