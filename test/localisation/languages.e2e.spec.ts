import { compareIn } from '@app/localisation';
import { startSystem, type System } from '../support/system.js';

const NAMES = [
  'Llanelli',
  'Lwmp',
  'Chwilog',
  'Cymer',
  'Ddol',
  'Dafydd',
  'Dyfed',
  'Fflint',
  'Fychan',
  'Rhondda',
  'Rumney',
  'Thomas',
  'Tywyn',
  'Phillips',
  'Pwll',
  'ïon',
  'Élan',
  'ŵyl',
];
/** English name, and the official Welsh one where there is one. */
const ORGANISATIONS = [
  { en: 'Cardiff', cy: 'Caerdydd' },
  { en: 'Swansea', cy: 'Abertawe' },
  { en: 'Denbighshire', cy: 'Sir Ddinbych' },
  { en: 'Llanelli Trust' },
  { en: 'Lwmp Trust' },
  { en: 'Chwilog Trust' },
  { en: 'Zebra Trust' },
  { en: 'Anglesey', cy: 'Ynys Môn' },
] as const;
const welshOf = (name: (typeof ORGANISATIONS)[number]): string => ('cy' in name ? name.cy : name.en);

let system: System;
beforeAll(async () => {
  system = await startSystem();
  for (const [index, name] of ORGANISATIONS.entries())
    await system.record('registerOrganisation', { code: `trust-${index}`, name, sector: 'NHS', nation: 'WALES', effectiveOn: '2020-01-01' });
  for (const [index, name] of ORGANISATIONS.entries()) {
    const more = { nation: 'WALES', level: 'SENIOR', provider: 'HEIW', award: 'Certificate', effectiveOn: '2020-01-01' };
    await system.record('publishProgramme', { code: `programme-${index}`, name, ...more });
  }
  for (const name of NAMES)
    await system.record('registerLeader', { legalName: name, knownAs: name, sortName: name, language: 'CY', effectiveOn: '2020-01-01' });
  await system.settled();
  await system.eventually(
    () => walk('leaders', 'name { value }', 'en', 100, false),
    (found) => found.length === NAMES.length,
  );
});
afterAll(() => system.stop());

type Named = { readonly name: { readonly value: string; readonly language?: string } };
interface Page {
  readonly nodes: readonly Named[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** All of a list, page by page, forwards or backwards. */
async function walk(list: string, fields: string, language: string, size: number, backwards: boolean): Promise<Named[]> {
  const found: Named[] = [];
  for (let cursor: string | null = null; ;) {
    const window: string = `${backwards ? 'last' : 'first'}: ${size}${cursor === null ? '' : `, ${backwards ? 'before' : 'after'}: "${cursor}"`}`;
    const { data, errors } = await system.ask<{ at: Record<string, Page> }>(
      `{ at { ${list}(${window}) { nodes { ${fields} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`,
      {},
      { 'accept-language': language },
    );
    const page = data?.at[list];
    if (errors || !page) throw new Error(JSON.stringify(errors));
    if (backwards) found.unshift(...page.nodes);
    else found.push(...page.nodes);
    if (!(backwards ? page.pageInfo.hasPreviousPage : page.pageInfo.hasNextPage)) return found;
    cursor = backwards ? page.pageInfo.startCursor : page.pageInfo.endCursor;
  }
}
const valuesOf = (found: readonly Named[]): string[] => found.map(({ name }) => name.value);

describe.each(['en', 'cy'] as const)('for readers of %s', (language) => {
  const organisations = ORGANISATIONS.map((name) => (language === 'cy' ? welshOf(name) : name.en)).toSorted(compareIn(language));

  it.each([1, 3, 100])('people are listed by their letters, %d a page, forwards and backwards', async (size) => {
    const sorted = NAMES.toSorted(compareIn(language));
    for (const backwards of [false, true]) expect(valuesOf(await walk('leaders', 'name { value }', language, size, backwards))).toEqual(sorted);
  });

  it.each(['organisations', 'programmes'])('%s are listed by the name that is shown, which is marked with its language', async (list) => {
    for (const backwards of [false, true]) {
      const found = await walk(list, 'name { value language }', language, 3, backwards);
      expect(valuesOf(found)).toEqual(organisations);
      for (const { name } of found) {
        const isWelsh = language === 'cy' && ORGANISATIONS.some((known) => 'cy' in known && known.cy === name.value);
        expect([name.value, name.language]).toEqual([name.value, isWelsh ? 'cy' : 'en']);
      }
    }
  });
});

describe('lists', () => {
  it('have letters of their own in each language', async () => {
    const [english, welsh] = [await walk('leaders', 'name { value }', 'en', 100, false), await walk('leaders', 'name { value }', 'cy', 100, false)];
    expect(valuesOf(english).slice(0, 2)).toEqual(['Chwilog', 'Cymer']);
    expect(valuesOf(welsh).slice(0, 2)).toEqual(['Cymer', 'Chwilog']);
    expect(valuesOf(welsh)).toEqual(expect.arrayContaining(valuesOf(english)));
  });

  it('take no cursor from the order of the other language', async () => {
    const list = (args: string, language: string) =>
      system.ask<{ at: { leaders: Page } }>(`{ at { leaders(${args}) { pageInfo { endCursor } } } }`, {}, { 'accept-language': language });
    const { data } = await list('first: 2', 'cy');
    const cursor = data.at.leaders.pageInfo.endCursor ?? '';
    expect((await list(`first: 2, after: "${cursor}"`, 'cy')).errors).toBeUndefined();
    expect((await list(`first: 2, after: "${cursor}"`, 'en')).errors?.map(({ extensions }) => extensions?.code)).toEqual(['INVALID_CURSOR']);
  });

  it('of people have an index for each language', async () => {
    const { rows } = await system.database.database.query<{ indexdef: string }>("select indexdef from pg_indexes where schemaname = 'opened'");
    for (const collation of ['en-x-icu', 'cy-x-icu']) expect(rows.some(({ indexdef }) => indexdef.includes(`(sort_name COLLATE "${collation}")`))).toBe(true);
  });
});

describe('labels', () => {
  type Labels = {
    readonly labels: readonly { readonly enum: string; readonly value: string; readonly text: { readonly value: string; readonly language: string } }[];
  };
  const labels = async (language: string): Promise<Labels['labels']> =>
    (await system.ask<Labels>('{ labels { enum value text { value language } } }', {}, { 'accept-language': language })).data.labels;

  it('are in the reader’s language, in the order in which they are to be offered', async () => {
    const of = (all: Labels['labels'], name: string) => all.filter((label) => label.enum === name).map(({ value, text }) => [value, text.value]);
    const [english, welsh] = [await labels('en'), await labels('cy')];
    expect(of(english, 'DeliveryLanguage')).toEqual([['ENGLISH', 'English'], ['WELSH', 'Welsh'], ['BILINGUAL', 'English and Welsh']]); // prettier-ignore
    expect(of(welsh, 'DeliveryLanguage')).toEqual([['ENGLISH', 'Saesneg'], ['WELSH', 'Cymraeg'], ['BILINGUAL', 'Cymraeg a Saesneg']]); // prettier-ignore
    expect(welsh.map(({ value }) => value)).toEqual(english.map(({ value }) => value));
    expect(new Set(english.map(({ text }) => text.language))).toEqual(new Set(['en']));
  });

  it('that have no Welsh are in English, and marked', async () => {
    const found = (await labels('cy')).filter(({ text }) => text.language === 'en');
    expect(found).toEqual([{ enum: 'Sector', value: 'INTEGRATION_AUTHORITY', text: { value: 'Integration authority', language: 'en' } }]);
  });
});

describe('what is wrong with a document', () => {
  it.each<readonly [what: string, query: string, code: string, english: RegExp, welsh: RegExp]>([
    ['that cannot be read', '{ at {', 'GRAPHQL_PARSE_FAILED', /^Syntax Error/, /^Ni ellir darllen y ddogfen hon fel GraphQL\. Yn Saesneg: Syntax Error/],
    ['that does not fit', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED', /^Cannot query field/, /^Nid yw’r ddogfen hon, .*sgema\. Yn Saesneg: Cannot query field/],
    [
      'with a day that is none',
      '{ at(asOf: "2026-02-30") { asOf } }',
      'GRAPHQL_VALIDATION_FAILED',
      /a day that exists/,
      /sgema\. Yn Saesneg: .*a day that exists/,
    ],
  ])('is said in either language, of one %s', async (_what, query, code, english, welsh) => {
    for (const [language, words] of [
      ['en', english],
      ['cy', welsh],
    ] as const) {
      // prettier-ignore
      const { errors } = await system.ask(query, {}, { 'accept-language': language });
      expect(errors).toEqual([expect.objectContaining({ message: expect.stringMatching(words), extensions: { code } })]);
    }
  });
});
