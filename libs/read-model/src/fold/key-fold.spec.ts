import { clubProjection, personProjection } from '../testing/specimen.js';
import type { SpecimenEvent } from '../testing/specimen.js';
import { projecting, specifiedId } from '../testing/index.js';

const people = projecting<SpecimenEvent>(personProjection);
const clubs = projecting<SpecimenEvent>(clubProjection);
const joined = (effectiveOn: string, title = 'Ms', club = 'chess') => ({ type: 'Joined', data: { person: 'ann', club, title }, effectiveOn }) as const;
const titled = (effectiveOn: string, title: string) => ({ type: 'TitleGiven', data: { person: 'ann', title }, effectiveOn }) as const;
const left = (effectiveOn: string) => ({ type: 'Left', data: { person: 'ann', club: 'chess' }, effectiveOn }) as const;
const days = (rows: readonly object[]) =>
  rows.map((row) =>
    Object.entries(row)
      .filter(([name]) => ['title', 'effectiveFrom', 'effectiveUntil'].includes(name))
      .map(([, value]) => value as unknown),
  );

describe('a table of periods', () => {
  it('gives a period per day on which the row changes', () => {
    const told = people.given(joined('2026-01-01'), titled('2026-02-01', 'Dr'), left('2026-03-01'));
    expect(days(told.rows())).toEqual([
      ['Ms', '2026-01-01', '2026-02-01'],
      ['Dr', '2026-02-01', '2026-03-01'],
    ]);
    expect(told.rows({ asOf: '2026-01-31' })).toEqual([{ id: 'ann', title: 'Ms', club: 'chess', changes: 1, lastNote: null }]);
    expect(told.rows({ asOf: '2026-03-01' })).toEqual([]);
  });

  it('begins no period where a fact leaves the row equal', () => {
    expect(days(people.given(joined('2026-01-01'), titled('2026-02-01', 'Ms'), titled('2026-03-01', 'Dr')).rows())).toEqual([
      ['Ms', '2026-01-01', '2026-03-01'],
      ['Dr', '2026-03-01', null],
    ]);
  });

  it('joins two periods that a change and its undoing on one day leave equal', () => {
    const told = people.given(joined('2026-01-01'), titled('2026-02-01', 'Dr'), titled('2026-02-01', 'Ms'));
    expect(days(told.rows())).toEqual([['Ms', '2026-01-01', null]]);
    expect(days(told.rows({ knownAt: 2 }))).toEqual([
      ['Ms', '2026-01-01', '2026-02-01'],
      ['Dr', '2026-02-01', null],
    ]);
  });

  it('puts a late fact where its day belongs, and folds what follows anew', () => {
    const told = people.given(joined('2026-01-01'), titled('2026-03-01', 'Prof'), titled('2026-02-01', 'Dr'));
    expect(days(told.rows())).toEqual([
      ['Ms', '2026-01-01', '2026-02-01'],
      ['Dr', '2026-02-01', '2026-03-01'],
      ['Prof', '2026-03-01', null],
    ]);
    expect(days(told.rows({ asOf: '2026-02-15', knownAt: 2 }))).toEqual([['Ms']]);
  });

  it('takes a fact dated ahead as a later period', () => {
    const told = people.given(joined('2026-01-01'), titled('2099-01-01', 'Dame'));
    expect(told.row('ann', { asOf: '2026-06-01' })).toMatchObject({ title: 'Ms' });
    expect(told.row('ann', { asOf: '2099-01-01' })).toMatchObject({ title: 'Dame' });
  });
});

describe('a correction', () => {
  it('takes the place of what it corrects, on its own day', () => {
    const told = people.given(joined('2026-01-01'), titled('2026-02-01', 'Dr'), titled('2026-03-01', 'Prof'), {
      ...titled('2026-01-15', 'Revd'),
      corrects: specifiedId(2),
    });
    expect(days(told.rows())).toEqual([
      ['Ms', '2026-01-01', '2026-01-15'],
      ['Revd', '2026-01-15', '2026-03-01'],
      ['Prof', '2026-03-01', null],
    ]);
    expect(days(told.rows({ knownAt: 3 }))[1]).toEqual(['Dr', '2026-02-01', '2026-03-01']);
  });

  it('may itself be corrected, and may restore what was voided', () => {
    const told = people.given(
      joined('2026-01-01'),
      titled('2026-02-01', 'Dr'),
      { ...titled('2026-02-01', 'Prof'), corrects: specifiedId(2) },
      { ...titled('2026-02-01', 'anything'), voids: specifiedId(3) },
      { ...titled('2026-02-02', 'Revd'), corrects: specifiedId(4) },
    );
    expect(days(told.rows({ knownAt: 3 }))[1]).toEqual(['Prof', '2026-02-01', null]);
    expect(days(told.rows({ knownAt: 4 }))).toEqual([['Ms', '2026-01-01', null]]);
    expect(days(told.rows())[1]).toEqual(['Revd', '2026-02-02', null]);
  });

  it('with another key leaves nothing under the old one', () => {
    const told = clubs.given(joined('2026-01-01'), { ...joined('2026-01-01', 'Ms', 'go'), corrects: specifiedId(1) });
    expect(told.rows()).toEqual([{ id: 'go', joined: 1, people: ['ann'] }]);
    expect(told.rows({ knownAt: 1 })).toEqual([{ id: 'chess', joined: 1, people: ['ann'] }]);
  });

  it('that names no earlier event cannot be applied', () => {
    expect(() => people.given({ ...joined('2026-01-01'), corrects: specifiedId(9) })).toThrow(/position 1\) cannot be applied/);
  });
});

describe('a table without periods', () => {
  it('folds in the order of recording, whatever the days', () => {
    clubs
      .given(joined('2026-05-01'), { type: 'Joined', data: { person: 'bob', club: 'chess', title: 'Mr' }, effectiveOn: '2026-01-01' }, left('2025-01-01'))
      .thenRows([{ id: 'chess', joined: 2, people: ['bob'] }]);
  });

  it('has no row once a handler gives none', () => {
    clubs.given(joined('2026-05-01'), left('2026-05-01')).thenRows([]);
  });
});

describe('a row that its table cannot hold', () => {
  it('is named with the event, its position and the column', () => {
    const bad = { type: 'Joined', data: { person: 'ann', club: 'chess', title: 7 }, effectiveOn: '2026-01-01' } as unknown as SpecimenEvent;
    expect(() => people.given(joined('2026-01-01'), bad)).toThrow(
      /\(Joined, position 2\) cannot be applied to person: column title: number where text belongs/,
    );
  });
});
