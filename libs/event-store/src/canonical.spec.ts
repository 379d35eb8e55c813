import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson } from './canonical.js';

// The package is CommonJS while its types claim a default export, which NodeNext takes at its word.
const reference = canonicalize as unknown as (input: unknown) => string | undefined;
const values = fc.jsonValue({ stringUnit: 'binary' });

describe('canonical JSON', () => {
  it('is what the authors of RFC 8785 write', () => {
    fc.assert(
      fc.property(values, (value) => expect(canonicalJson(value)).toBe(reference(value))),
      { numRuns: 1_000 },
    );
  });

  it('is the same whatever the order of the keys', () => {
    const shuffled = (value: unknown, seed: number): unknown => {
      if (Array.isArray(value)) return value.map((item) => shuffled(item, seed));
      if (typeof value !== 'object' || value === null) return value;
      const entries = Object.entries(value).map(([key, item]) => [key, shuffled(item, seed)] as const);
      return Object.fromEntries(
        seed % 2 === 0 ? entries.reverse() : [...entries.slice(seed % (entries.length || 1)), ...entries.slice(0, seed % (entries.length || 1))],
      );
    };
    fc.assert(fc.property(values, fc.nat(9), (value, seed) => expect(canonicalJson(shuffled(value, seed))).toBe(canonicalJson(value))));
  });

  it('writes the example of RFC 8785', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"\u002f',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts keys by UTF-16 code units', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6'];
    expect(Object.keys(JSON.parse(canonicalJson(Object.fromEntries(keys.map((key) => [key, 0])))) as object)).toEqual([
      '1',
      '\r',
      '\u0080',
      '\u00f6',
      '\u20ac',
      '\u{1f600}',
      '\ufb33',
    ]);
  });

  it('sorts many keys too', () => {
    const value = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`key ${99 - index}`, index]));
    expect(canonicalJson(value)).toBe(reference(value));
  });

  it('leaves out what is undefined, and writes null for it in a list', () => {
    expect(canonicalJson({ b: undefined, a: [undefined, 1], c: new Date(0) })).toBe('{"a":[null,1],"c":"1970-01-01T00:00:00.000Z"}');
  });

  it.each([undefined, Number.NaN, Number.POSITIVE_INFINITY, 1n, { a: [Number.NaN] }, () => 1])('has no text for %p', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});
