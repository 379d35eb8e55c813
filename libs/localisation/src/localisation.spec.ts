import fc from 'fast-check';
import { shownIn } from './label.js';
import { decideLanguage, languageOf } from './language.js';
import { argumentsOf, unfilled } from './patterns.js';
import { say } from './say.js';
import { compareIn } from './sorting.js';

describe('the language of an answer', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['cy', 'cy'],
    ['CY-GB', 'cy'],
    ['en-GB, cy;q=0.8', 'en'],
    ['cy;q=0.8, en;q=0.7', 'cy'],
    ['en;q=0.2, cy;q=0.9', 'cy'],
    ['cy, en', 'cy'],
    ['en, cy', 'en'],
    ['fr, cy;q=0.1', 'cy'],
    ['fr, de', 'en'],
    ['cy;q=0', 'en'],
    ['cy;q=2, en;q=0.1', 'en'],
    ['*', 'en'],
  ])('of %p is %s', (header, language) => expect(languageOf(header)).toBe(language));

  it('is found in any header at all', () => {
    fc.assert(fc.property(fc.string(), (header) => ['en', 'cy'].includes(languageOf(header))));
  });
});

describe('whose word on the language counts', () => {
  it.each<[candidates: (string | null | undefined)[], language: string]>([
    [[], 'en'],
    [[undefined, null, ''], 'en'],
    [['CY', 'en', 'en-GB'], 'cy'],
    [[undefined, 'cy-GB', 'en'], 'cy'],
    [[null, undefined, 'en;q=0.1, cy'], 'cy'],
    [['fr', 'cy', 'en'], 'cy'],
    [['en', 'cy', 'cy'], 'en'],
    [['cy;q=0', 'fr', '*'], 'en'],
  ])('is the first of %p that names one: %s', (candidates, language) => expect(decideLanguage(candidates)).toBe(language));
});

describe('a text', () => {
  it.each([
    [0, '0 min'],
    [59, '59 min'],
    [60, '1 h'],
    [690, '11 h 30 min'],
  ])('tells %d minutes as %s', (missingMinutes, told) => {
    const text = { en: 'Missing: {missingMinutes}.', cy: 'Ar goll: {missingMinutes}.' };
    expect([say(text, { missingMinutes }, 'en'), say(text, { missingMinutes }, 'cy')]).toEqual([`Missing: ${told}.`, `Ar goll: ${told}.`]);
  });

  it('tells which details it names, and reads as it is before they are filled in', () => {
    const text = '{of, select, A {{most, number} of attendance} other {some}} within {days, plural, one {# day} other {# days}} of {day}.';
    expect(argumentsOf(text, 'en')).toEqual(['day', 'days', 'most', 'of']);
    expect(unfilled(text, 'en')).toBe('{most} of attendance / some within {days} days of {day}.');
  });
});

describe('a name', () => {
  it('is shown in the reader’s language where it is known in it, and marked', () => {
    const both = { en: 'Wales', cy: 'Cymru' };
    expect(shownIn('cy', both)).toEqual({ value: 'Cymru', language: 'cy' });
    expect(shownIn('en', both)).toEqual({ value: 'Wales', language: 'en' });
    expect(shownIn('cy', { en: 'Integration authority', cy: null })).toEqual({ value: 'Integration authority', language: 'en' });
  });

  it('is sorted by the letters of the reader’s language: in Welsh ch, dd, ff, ng, ll, ph, rh and th are letters of their own', () => {
    const names = [
      'Dafydd',
      'Rhondda',
      'Chwilog',
      'Llanelli',
      'Thomas',
      'Cymer',
      'Ddol',
      'Lwmp',
      'Dyfed',
      'Fflint',
      'Fychan',
      'Rumney',
      'Tywyn',
      'Phillips',
      'Pwll',
    ];
    expect(names.toSorted(compareIn('cy'))).toEqual(
      ['Cymer', 'Chwilog', 'Dafydd', 'Dyfed', 'Ddol', 'Fychan', 'Fflint', 'Lwmp', 'Llanelli', 'Pwll', 'Phillips', 'Rumney', 'Rhondda', 'Tywyn', 'Thomas'], // prettier-ignore
    );
    expect(names.toSorted(compareIn('en')).slice(0, 4)).toEqual(['Chwilog', 'Cymer', 'Dafydd', 'Ddol']);
  });
});

describe('a text', () => {
  const text = { en: '{count, plural, one {# place} other {# places}} on {date}', cy: '{count, plural, one {# lle} two {# le} other {# lle}} ar {date}' };

  it('is said in either language, with its own plurals', () => {
    expect(say(text, { count: 1, date: '2026-03-01' }, 'en')).toBe('1 place on 2026-03-01');
    expect(say(text, { count: 2, date: '2026-03-01' }, 'cy')).toBe('2 le ar 2026-03-01');
  });

  it('has a form for each kind of number that Welsh tells apart', () => {
    const dogs = {
      en: '{count, plural, one {# dog} other {# dogs}}',
      cy: '{count, plural, zero {dim ci} one {ci} two {dau gi} few {tri chi} many {chwe chi} other {# ci}}',
    };
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((count) => say(dogs, { count }, 'cy'))).toEqual(
      ['dim ci', 'ci', 'dau gi', 'tri chi', '4 ci', '5 ci', 'chwe chi', '7 ci'], // prettier-ignore
    );
    expect([0, 1, 2].map((count) => say(dogs, { count }, 'en'))).toEqual(['0 dogs', '1 dog', '2 dogs']);
  });

  it('keeps details as they are', () =>
    expect(say({ en: 'got {value}', cy: 'cafwyd {value}' }, { value: '<b>{x}</b> ŵŷ' }, 'cy')).toBe('cafwyd <b>{x}</b> ŵŷ'));

  it('that names a detail nobody gave is a defect', () => expect(() => say(text, { count: 1 }, 'en')).toThrow(/date/));
});
