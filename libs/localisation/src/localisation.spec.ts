import fc from 'fast-check';
import { languageOf } from './language.js';
import { say } from './say.js';

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

describe('a text', () => {
  const text = { en: '{count, plural, one {# place} other {# places}} on {date}', cy: '{count, plural, one {# lle} two {# le} other {# lle}} ar {date}' };

  it('is said in either language, with its own plurals', () => {
    expect(say(text, { count: 1, date: '2026-03-01' }, 'en')).toBe('1 place on 2026-03-01');
    expect(say(text, { count: 2, date: '2026-03-01' }, 'cy')).toBe('2 le ar 2026-03-01');
  });

  it('keeps details as they are', () =>
    expect(say({ en: 'got {value}', cy: 'cafwyd {value}' }, { value: '<b>{x}</b> ŵŷ' }, 'cy')).toBe('cafwyd <b>{x}</b> ŵŷ'));

  it('that names a detail nobody gave is a defect', () => expect(() => say(text, { count: 1 }, 'en')).toThrow(/date/));
});
