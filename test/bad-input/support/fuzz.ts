import fc from 'fast-check';

/** How much each property tries: little with all other specs; `FUZZ_RUNS=20000 npm test -- test/bad-input/fuzz` for as much as there is time for. */
export const FUZZ_RUNS = Number(process.env['FUZZ_RUNS'] ?? 400);
/** The same each time, unless `FUZZ_SEED` says otherwise. */
export const FUZZ_SEED = Number(process.env['FUZZ_SEED'] ?? 20_260_302);

/** What a fault of the service would be told as, of whatever was sent. */
export const DEFECT = /"code":"INTERNAL"|Internal Server Error/;

/** Texts that have been too much for some software, and any other. */
export const text = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'x',
    'null',
    'constructor',
    '__proto__',
    'Siân ŵ ŷ',
    "'; drop table es.events; --",
    '{0} {name} {n, plural, other {',
    '<script>alert(1)</script>',
  ),
  fc.constantFrom(
    '\0',
    'a\0b',
    '\ud800',
    'a\udfffb',
    '\u202eabc',
    '👩‍⚕️'.repeat(40),
    '\uffff',
    '\ufeff',
    '%s %n \\',
    '=HYPERLINK("x")',
    'مرحبا',
    'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢',
    'İıſ',
    '１２',
    'x'.repeat(5_000),
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 20 }),
);

/** Moments at, and past, the ends of calendars. */
export const moment = fc.constantFrom(
  '0001-01-01T00:00:00+14:00',
  '9999-12-31T23:59:59-14:00',
  '2025-06-30T23:59:60Z',
  '2025-06-30T24:00:00Z',
  '1970-01-01T00:00:00Z',
  '2025-01-06T00:00:00+99:99',
  '2025-01-06T00:00:00.123456789+01:00',
);

/** Days and moments at, and past, the ends of calendars. */
export const time = fc.oneof(
  fc.constantFrom(
    '2025-01-06',
    '2026-02-30',
    '0001-01-01',
    '9999-12-31',
    '0000-12-31',
    '10000-01-01',
    '+010000-01-01',
    '-000001-01-01',
    '2024-02-29',
    '1899-12-31',
    '2199-12-31',
    '2025-W01',
    'infinity',
    '-infinity',
    'now',
    'epoch',
  ),
  moment,
  fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map((date) => date.toISOString()),
  fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
);

/** Numbers at the ends of what something can hold, and any other. */
export const number = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 2, 100, 101, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, 2 ** 53, -(2 ** 53), 1e21, 1e308, 5e-324, 0.1, 1.005, 33.333),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

/** Anything that JSON can say. */
export const anything = fc.oneof(
  text,
  time,
  number,
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom<unknown>([], {}, [null], [[]], { __proto__: null }, { constructor: 1 }, [1, 'x', null]),
  fc.jsonValue({ maxDepth: 3 }),
);
