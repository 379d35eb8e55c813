import fc from 'fast-check';
import { canonicalJson } from '../canonical.js';
import { UNICODE } from '../testing/specimens.js';
import { isCanonical } from './mirror-canonical.js';

const isSure = (text: string) => isCanonical(Buffer.from(text));

describe('canonical JSON, known without being parsed', () => {
  const plain = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.string(),
      fc.boolean(),
      fc.constant(null),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      tie('list'),
      tie('object'),
    ),
    list: fc.array(tie('value')),
    object: fc.dictionary(fc.string({ unit: fc.constantFrom('a', 'b', 'B', '1', '-', 'é', '漢') }), tie('value')),
  }));

  it('is known of whatever this product writes', () => {
    fc.assert(fc.property(plain.value, (value) => expect(isSure(canonicalJson(value))).toBe(true)));
  });

  it('is never taken for it where it is not', () => {
    const texts = fc.oneof(
      fc.json(),
      fc.json({ stringUnit: 'binary' }),
      // Canonical but for one character that is more, less or another.
      fc
        .tuple(plain.value, fc.nat(), fc.nat(2), fc.constantFrom(' ', '"', '\\', '0', '.', '-', 'e', ',', ':', '{', '}', '[', ']', 'a', '\n', '\\u0061', '\\/'))
        .map(([value, at, left, put]) => {
          const text = canonicalJson(value);
          const place = at % (text.length + 1);
          return text.slice(0, place) + put + text.slice(place + left);
        }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        if (isSure(text)) expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['white space', '{"a": 1}'],
    ['names out of order', '{"b":1,"a":2}'],
    ['a name twice', '{"a":1,"a":1}'],
    ['a number written otherwise', '{"a":1.0}'],
    ['a negative zero', '-0'],
    ['an escape that need not be', '"\\u0041"'],
    ['an escape in capitals', '"\\u001F"'],
    ['an end that is missing', '{"a":[1'],
    ['more behind it', '1 '],
    ['nothing', ''],
    ['half a word', 'tru'],
  ])('is not known of %s', (_what, text) => expect(isSure(text)).toBe(false));

  it('is not known where names sort otherwise in UTF-8: then it is parsed', () => expect(isSure(canonicalJson(UNICODE))).toBe(false));
});
