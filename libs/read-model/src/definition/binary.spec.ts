import { daysTo, isUuid, uuidBytes } from './binary.js';

const DAY_MS = 86_400_000;
const iso = (days: number): string => new Date(Date.UTC(2000, 0, 1) + days * DAY_MS).toISOString().slice(0, 10);

describe('a date', () => {
  it('is as many days from 2000-01-01 as the calendar has', () => {
    const first = daysTo('0001-01-01') ?? 0;
    const last = daysTo('9999-12-31') ?? 0;
    expect([first, last]).toEqual([-730_119, 2_921_939]);
    for (let days = first; days <= last; days += 1 + (days % 13 === 0 ? 29 : 0)) if (daysTo(iso(days)) !== days) throw new Error(iso(days));
  });

  it.each([
    '0000-01-01',
    '2026-00-01',
    '2026-13-01',
    '2026-01-00',
    '2026-01-32',
    '2026-02-29',
    '1900-02-29',
    '2026-1-01',
    '2026/01/01',
    '2O26-01-01',
    '2026-01-010',
    '',
  ])('is not %j', (text) => {
    expect(daysTo(text)).toBeUndefined();
  });

  it('is the 29th of February in leap years alone', () => {
    expect([daysTo('2000-02-29'), daysTo('2024-02-29')]).toEqual([59, 8_825]);
  });
});

describe('a UUID', () => {
  it('has sixteen bytes', () => {
    expect(Buffer.from(uuidBytes('00112233-4455-6677-8899-aabbccddeeff'), 'latin1').toString('hex')).toBe('00112233445566778899aabbccddeeff');
  });

  it.each([
    '00112233-4455-6677-8899-AABBCCDDEEFF',
    '00112233-4455-6677-8899-aabbccddeef',
    '001122334455-6677-8899-aabbccddeeff-',
    '00112233-4455-6677-8899-aabbccddeefŵ',
  ])('is not %j in its canonical form', (text) => {
    expect(isUuid(text)).toBe(false);
  });
});
