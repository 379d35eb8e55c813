import { ownWords, together, wantedOf } from './wanted.js';

const label = { en: 'Said', cy: 'Dywedwyd' };
const own = ownWords({ labels: { events: { CohortOpened: label }, fields: { leaderId: label }, tables: {} } });

describe('what is looked for', () => {
  it.each<[value: string, purpose: string, wanted: object]>([
    ['Siân O’Brien-Jones', 'name-1', { values: ['Siân O’Brien-Jones'], words: ['siân', 'brien', 'jones'] }],
    ['Ann Lee', 'name-1', { values: ['Ann Lee'], words: [] }],
    ['Cohort Leader', 'name-2', { values: ['Cohort Leader'], words: [] }],
    ['sian.jones@wales.example', 'contact', { values: ['sian.jones@wales.example', 'sian.jones'], words: ['sian', 'jones'] }],
    ['blodeuwedd@wales.example', 'contact', { values: ['blodeuwedd@wales.example'], words: ['blodeuwedd'] }],
    ['Quartermaine', 'name-1', { values: [], words: ['quartermaine'] }],
    ['12345', 'identity', { values: [], words: [] }],
    ['auth0|12345678', 'identity', { values: ['auth0|12345678'], words: [] }],
  ])('of %p, sealed for %s', (value, purpose, wanted) => expect(wantedOf(value, purpose, own)).toEqual(wanted));

  it('is looked for once', () =>
    expect(together([wantedOf('Mair Abermaw', 'name-1', own), wantedOf('Abermaw, Mair', 'name-1', own)])).toEqual({
      values: ['Mair Abermaw', 'Abermaw, Mair'],
      words: ['mair', 'abermaw'],
    }));
});
