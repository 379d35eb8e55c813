import { DateScalar, DateTimeScalar, PositionScalar } from './scalars.js';

describe('a Date', () => {
  it.each(['2026-03-02', '2024-02-29', '0001-01-01', '9999-12-31'])('may be %s', (text) => expect(DateScalar.parseValue(text)).toBe(text));
  it.each(['2026-02-30', '2025-02-29', '0000-01-01', '2026-3-2', '02/03/2026', '', '2026-03-02T00:00:00Z', 20260302, null, '2026-13-01'])(
    'is never %p',
    (value) => expect(() => DateScalar.parseValue(value)).toThrow(/YYYY-MM-DD/),
  );
});

describe('a DateTime', () => {
  it.each([
    ['2026-03-02T09:00:00Z', '2026-03-02T09:00:00.000Z'],
    ['2026-06-02T10:00:00+01:00', '2026-06-02T09:00:00.000Z'],
    ['2026-03-02T09:00:00.123456Z', '2026-03-02T09:00:00.123Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999-00:00', '9999-12-31T23:59:59.999Z'],
  ])('%s is %s', (text, instant) => expect(DateTimeScalar.parseValue(text)).toBe(instant));
  it.each(['2026-03-02T09:00:00', '2026-03-02', '2026-02-30T09:00:00Z', '2026-03-02T25:00:00Z', 'now', 1, null])('is never %p', (value) =>
    expect(() => DateTimeScalar.parseValue(value)).toThrow(),
  );
  it.each(['0001-01-01T00:00:00+14:00', '0001-01-01T00:00:00+00:01', '9999-12-31T23:59:00-14:00', '9999-12-31T24:00:00Z'])(
    'is never %p, which UTC has in a year without four digits',
    (value) => expect(() => DateTimeScalar.parseValue(value)).toThrow(),
  );
});

describe('a Position', () => {
  it.each([
    ['0', 0n],
    ['9223372036854775807', 9_223_372_036_854_775_807n],
    [12, 12n],
  ])('%p is %p', (value, position) => expect(PositionScalar.parseValue(value)).toBe(position));
  it.each(['-1', '1.5', '', '9223372036854775808', '1e3', ' 1', -1, 1.5, 2 ** 53, null, true])('is never %p', (value) =>
    expect(() => PositionScalar.parseValue(value)).toThrow(/whole number/),
  );
  it('is written as digits', () => expect(PositionScalar.serialize(9_007_199_254_740_993n)).toBe('9007199254740993'));
});
