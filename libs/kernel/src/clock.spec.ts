import { addDays, londonDate, londonMidnight } from './clock.js';

describe('dates in Europe/London', () => {
  it('begin an hour earlier in summer than in UTC', () => {
    expect(londonMidnight('2026-01-15')).toBe('2026-01-15T00:00:00.000Z');
    expect(londonMidnight('2026-07-15')).toBe('2026-07-14T23:00:00.000Z');
  });

  it('follow the clocks on the days they change', () => {
    expect(londonMidnight('2026-03-29')).toBe('2026-03-29T00:00:00.000Z');
    expect(londonMidnight('2026-03-30')).toBe('2026-03-29T23:00:00.000Z');
    expect(londonMidnight('2026-10-25')).toBe('2026-10-24T23:00:00.000Z');
  });

  it('are told from a moment', () => {
    expect(londonDate(new Date('2026-07-14T23:30:00Z'))).toBe('2026-07-15');
  });

  it('count days across months and leap years', () => {
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  });
});
