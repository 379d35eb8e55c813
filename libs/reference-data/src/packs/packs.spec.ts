import { say } from '@app/localisation';
import { readFile } from 'node:fs/promises';
import type { PackText } from './read-pack.js';
import { codesOf, readPackFiles, readPacks } from './read-packs.js';
import { PackInvalid } from './refusals.js';
import { shippedPacks } from './shipped.js';

const packs = await shippedPacks();
const frameworks = packs.flatMap((pack) => pack.frameworks);
const records = packs.flatMap(({ organisations, links, programmes, questionSets }) => [
  ...organisations,
  ...links,
  ...programmes,
  ...questionSets,
  ...frameworks,
]);
const organisations = packs.flatMap((pack) => pack.organisations);
const programme = (code: string) => packs.flatMap(({ programmes }) => programmes).find((record) => record.code === code);

describe('the packs that come with the product', () => {
  it('have the bodies of Scotland', () => {
    const scottish = organisations.filter(({ nation }) => nation === 'SCOTLAND');
    const boards = scottish.filter(({ sector }) => sector === 'NHS');
    const territorial = /^nhs-(ayrshire|borders|dumfries|fife|forth|grampian|greater|highland|lanarkshire|lothian|orkney|shetland|tayside|western)/;
    expect(boards.filter(({ code }) => territorial.test(code))).toHaveLength(14);
    expect(boards.filter(({ code }) => !territorial.test(code))).toHaveLength(7);
    expect(scottish.filter(({ sector }) => sector === 'LOCAL_AUTHORITY')).toHaveLength(32);
    expect(scottish.filter(({ sector }) => sector === 'INTEGRATION_AUTHORITY')).toHaveLength(30);
    expect(scottish.filter(({ sector }) => sector === 'NATIONAL').map(({ name }) => name.en)).toEqual(['Scottish Government Health and Social Care']);
  });

  it('have the bodies of Wales, under their own names in both languages', () => {
    const welsh = organisations.filter(({ nation }) => nation === 'WALES');
    expect(welsh.filter(({ code }) => code.endsWith('-health-board'))).toHaveLength(7);
    expect(welsh.filter(({ name }) => name.en.endsWith('NHS Trust'))).toHaveLength(3);
    expect(welsh.filter(({ code }) => ['health-education-and-improvement-wales', 'digital-health-and-care-wales'].includes(code))).toHaveLength(2);
    expect(welsh.filter(({ sector }) => sector === 'LOCAL_AUTHORITY')).toHaveLength(22);
    expect(welsh.filter(({ name }) => name.cy === undefined).map(({ code }) => code)).toEqual(['welsh-ambulance-services']);
    expect(welsh.find(({ code }) => code === 'isle-of-anglesey-council')?.name.cy).toBe('Cyngor Sir Ynys Môn');
  });

  it('have a national level for each nation', () => {
    const nations = ['ENGLAND', 'SCOTLAND', 'WALES', 'NORTHERN_IRELAND'];
    expect(nations.filter((nation) => organisations.some((each) => each.nation === nation && each.sector === 'NATIONAL' && each.parent === undefined))).toEqual(
      nations,
    );
  });

  it('keep regional partnership boards out of the tree: every Welsh council is linked to one health board', () => {
    const links = packs.flatMap((pack) => pack.links);
    expect(new Set(links.map(({ kind }) => kind))).toEqual(new Set(['PARTNERSHIP_BOARD']));
    expect(new Set(links.map(({ from }) => from)).size).toBe(22);
    expect(links).toHaveLength(22);
    expect(new Set(links.map(({ to }) => to)).size).toBe(7);
    expect(organisations.filter(({ sector, parent }) => ['LOCAL_AUTHORITY', 'INTEGRATION_AUTHORITY'].includes(sector) && parent)).toEqual([]);
  });

  it('have the programmes with their levels, places and hours', () => {
    expect(packs.flatMap(({ programmes }) => programmes)).toHaveLength(11);
    expect(programme('leading-for-the-future')).toMatchObject({
      nation: 'SCOTLAND',
      level: 'SENIOR',
      hours: { attendanceMinutes: 55 * 60, reflectionMinutes: 20 * 60 },
    });
    expect(programme('advanced-clinical-leadership')).toMatchObject({ nation: 'WALES', level: 'CLINICAL', months: 10, cohortSize: 24 });
    expect(programme('elizabeth-garrett-anderson')).toMatchObject({
      nation: 'ENGLAND',
      level: 'MID_TO_SENIOR',
      months: 24,
      cohortSize: 48,
      award: 'MSc in Healthcare Leadership',
    });
    expect(programme('mary-seacole')).toMatchObject({ level: 'FIRST_FORMAL_ROLE', months: 6 });
    expect(programme('nye-bevan')?.months).toBeUndefined();
  });

  it('have questions about equality for each nation, each option counted under a category of its question', () => {
    const sets = packs.flatMap(({ questionSets }) => questionSets);
    expect(sets.map(({ nation }) => nation).sort()).toEqual(['ENGLAND', 'NORTHERN_IRELAND', 'SCOTLAND', 'WALES']);
    for (const { questions, provenance } of sets) {
      expect(provenance.source).toContain('unverified');
      expect(questions.map(({ code }) => code)).toEqual(['ethnic-group', 'sex', 'disability', 'sexual-orientation']);
      for (const { options, categories, text } of questions) {
        expect(text.cy).toBeDefined();
        expect([...new Set(options.map(({ countedAs }) => countedAs))].sort()).toEqual(categories.map(({ code }) => code).sort());
      }
    }
  });

  it('have the frameworks of each nation, names only, under this product’s own scale, and say why they have no Welsh', () => {
    const named = Object.fromEntries(
      frameworks.map(({ published: { names, elements } }) => [names.en, elements.filter(({ parentCode }) => !parentCode).map((element) => element.names.en)]),
    );
    expect(named).toEqual({
      'Four compassionate behaviours': ['Attending', 'Understanding', 'Empathising', 'Helping'],
      'Compassionate Leadership Principles': [
        'Agreeing direction, alignment and commitment',
        'Environments where collective leadership thrives',
        'Conditions to reflect, learn, improve and innovate',
        'Managing difficulties openly, courageously and ethically',
        'Supportive, effective team and inter-team working',
        'Improving equality, inclusion and diversity, and removing barriers',
        'Safe, trusting, engaging systems and cultures',
      ],
      'Health and Social Care Leadership Capabilities': [
        'Vision',
        'Self-leadership',
        'Motivating and inspiring',
        'Empowering',
        'Collaborating and influencing',
        'Creativity and innovation',
      ],
      'Leading to Change Leadership Profile': ['Ability', 'Insight', 'Values', 'Ambition'],
      'NHS Leadership Competency Framework': [
        'Driving high quality and sustainable outcomes',
        'Setting strategy and delivering long term transformation',
        'Promoting equality and inclusion, and reducing health and workforce inequalities',
        'Providing robust governance and assurance',
        'Creating a compassionate, just and positive culture',
        'Building a trusted relationship with partners and communities',
      ],
      'Our Leadership Way': ['Heart', 'Head and hands'],
    });
    const partsOf = (code: string) =>
      frameworks.flatMap(({ published }) => published.elements.filter(({ parentCode }) => parentCode === code).map(({ names }) => names.en));
    expect(partsOf('self-leadership')).toEqual(['Adapting', 'Improving', 'Intelligent risk', 'Resilience', 'Challenging discrimination']);
    expect(['ability', 'insight', 'values', 'ambition', 'heart', 'head-and-hands'].map(partsOf)).toEqual([
      ['Professional', 'Leadership'],
      ['Self-awareness', 'Strategic'],
      ['Personal', 'Shared'],
      ['Personal', 'Organisational'],
      ['Compassionate', 'Kind'],
      ['Curiosity', 'Collaboration'],
    ]);
    for (const { published, provenance } of frameworks) {
      const { licence, elements, scale, names, note } = published;
      expect({ status: licence.status, scale, address: /, https:/.test(published.source) }).toEqual({ status: 'NAMES_ONLY', scale: undefined, address: true });
      expect([published.publisher, published.version]).toEqual([provenance.publisher, '1.0.0']);
      expect(elements.filter(({ descriptors }) => descriptors)).toEqual([]);
      const why = names.en === 'Compassionate Leadership Principles' ? 'NOT_FOUND' : 'NOT_KNOWN';
      expect(new Set([names, ...elements.map((element) => element.names)].map(({ cyMissing }) => cyMissing))).toEqual(new Set([why]));
      for (const words of [licence.note, note]) expect(words?.cy).toMatch(/\S/);
    }
  });

  it('say of every record where it comes from', () => {
    expect(records.every(({ provenance }) => Object.values(provenance).every((said) => said.length > 0))).toBe(true);
    expect(programme('nye-bevan')?.provenance.source).toContain('historic');
  });

  it('give every organisation and programme a code of its own', () => {
    for (const codes of Object.values(codesOf(packs))) expect(new Set(codes).size).toBe([...codes].length);
  });
});

const HEADER = `pack: our-cohorts
version: 1.0.0
title: { en: Our cohorts }
date: 2026-11-22
sources:
  - { id: plan, title: Plan, url: 'https://example.org/plan' }
inherited: { publisher: Us, version: 1.0.0, source: plan, licence: ours }
`;
const COHORT = `cohorts:
  - code: lftf-12
    programme: leading-for-the-future
    name: Cohort 12
    capacity: 20
    startsOn: 2027-01-11
    endsOn: 2027-10-29
    deliveryLanguage: ENGLISH
`;
const known = codesOf(packs);
const reading = (text: string, more: readonly PackText[] = []) => {
  try {
    readPacks([{ file: 'ours.yaml', text }, ...more], known);
  } catch (error) {
    if (error instanceof PackInvalid) return error.problems.map(({ code, details }) => ({ ...details, code, stranger: details['code'] }));
    throw error;
  }
  return [];
};

describe('a pack of cohorts', () => {
  it('is read, with what its records inherit', () => {
    expect(readPacks([{ file: 'ours.yaml', text: HEADER + COHORT }], known)[0]?.cohorts).toEqual([
      {
        at: 'ours.yaml:9',
        code: 'lftf-12',
        programme: 'leading-for-the-future',
        name: 'Cohort 12',
        capacity: 20,
        startsOn: '2027-01-11',
        endsOn: '2027-10-29',
        deliveryLanguage: 'ENGLISH',
        offerDays: 14,
        automaticPromotion: true,
        validFrom: '2026-11-22',
        provenance: { pack: 'our-cohorts', version: '1.0.0', publisher: 'Us', source: 'Plan, https://example.org/plan', licence: 'ours' },
      },
    ]);
  });

  it('is refused for a programme that nobody publishes', () => {
    expect(reading(HEADER + COHORT.replace('leading-for-the-future', 'leading-for-the-past'))).toMatchObject([
      { code: 'PACK_UNKNOWN_PROGRAMME', stranger: 'leading-for-the-past', file: 'ours.yaml', line: 9, record: 'cohorts/lftf-12', field: 'programme' },
    ]);
  });
});

describe('a broken pack', () => {
  it.each<[string, string, object]>([
    [
      'a missing field',
      HEADER + COHORT.replace('    capacity: 20\n', ''),
      { code: 'PACK_FIELD_MISSING', line: 9, record: 'cohorts/lftf-12', field: 'capacity' },
    ],
    ['a missing code', HEADER + COHORT.replace('code: lftf-12\n    ', ''), { code: 'PACK_FIELD_MISSING', line: 9, record: 'cohorts #1', field: 'code' }],
    ['a missing header field', (HEADER + COHORT).replace('date: 2026-11-22\n', ''), { code: 'PACK_FIELD_MISSING', line: 1, record: 'pack', field: 'date' }],
    [
      'a missing publisher',
      HEADER.replace('publisher: Us, ', '') + COHORT,
      { code: 'PACK_FIELD_MISSING', line: 9, record: 'cohorts/lftf-12', field: 'publisher' },
    ],
    ['an unknown field', HEADER + COHORT + '    colour: blue\n', { code: 'PACK_FIELD_UNKNOWN', line: 16, record: 'cohorts/lftf-12', field: 'colour' }],
    ['an unknown header field', HEADER + 'colour: blue\n' + COHORT, { code: 'PACK_FIELD_UNKNOWN', line: 8, record: 'pack', field: 'colour' }],
    ['a wrong type', HEADER + COHORT.replace('20', 'twenty'), { code: 'PACK_FIELD_WRONG', line: 12, field: 'capacity', expected: 'number', least: 1 }],
    ['a number for a text', HEADER + COHORT.replace('Cohort 12', '12'), { code: 'PACK_FIELD_WRONG', line: 11, field: 'name', expected: 'text' }],
    ['a version that is a number', HEADER.replace('1.0.0', '1.0') + COHORT, { code: 'PACK_FIELD_WRONG', line: 2, field: 'version', expected: 'version' }],
    [
      'a date that does not exist',
      HEADER + COHORT.replace('2027-10-29', '2027-02-30'),
      { code: 'PACK_FIELD_WRONG', line: 14, field: 'endsOn', expected: 'date' },
    ],
    [
      'an unknown choice',
      HEADER + COHORT.replace('ENGLISH', 'LATIN'),
      { code: 'PACK_FIELD_WRONG', line: 15, field: 'deliveryLanguage', choices: 'ENGLISH, WELSH, BILINGUAL' },
    ],
    ['a control character', HEADER + COHORT.replace('Cohort 12', '"Cohort \\0 12"'), { code: 'PACK_FIELD_WRONG', line: 11, field: 'name' }],
    ['a list that is none', HEADER + 'cohorts: { code: one }\n', { code: 'PACK_FIELD_WRONG', line: 8, field: 'cohorts', expected: 'list' }],
    ['a record that is none', HEADER + 'cohorts:\n  - one\n', { code: 'PACK_FIELD_WRONG', line: 9, record: 'cohorts #1', expected: 'record' }],
    [
      'a name in no language',
      HEADER + 'organisations:\n  - { code: one, name: One, sector: NHS, nation: WALES }\n',
      { code: 'PACK_FIELD_WRONG', line: 9, field: 'name', expected: 'record' },
    ],
    [
      'an unknown source',
      HEADER.replace('source: plan', 'source: rumour') + COHORT,
      { code: 'PACK_UNKNOWN_SOURCE', stranger: 'rumour', line: 9, field: 'source' },
    ],
    ['an end before the start', HEADER + COHORT.replace('2027-10-29', '2026-12-01'), { code: 'PACK_ENDS_BEFORE_START', line: 9, endsOn: '2026-12-01' }],
    [
      'an unknown parent',
      HEADER + 'organisations:\n  - { code: one, name: { en: One }, sector: NHS, nation: WALES, parent: nobody }\n',
      { code: 'PACK_UNKNOWN_ORGANISATION', stranger: 'nobody', field: 'parent', line: 9 },
    ],
    ['no records', HEADER, { code: 'PACK_EMPTY', file: 'ours.yaml' }],
    ['a key given twice', HEADER + 'version: 1.0.0\n' + COHORT, { code: 'PACK_NOT_YAML', line: 8 }],
    ['no YAML', 'pack: [unclosed\n', { code: 'PACK_NOT_YAML', file: 'ours.yaml' }],
    ['nothing', '', { code: 'PACK_FIELD_WRONG', expected: 'record' }],
    [
      'aliases that multiply',
      `a: &a [x, x, x, x, x, x, x, x, x, x]\n${'bcdefghi'
        .split('')
        .map(
          (key, index) =>
            `${key}: &${key} [${Array(10)
              .fill('*' + 'abcdefgh'[index])
              .join(', ')}]`,
        )
        .join('\n')}\n`,
      { code: 'PACK_NOT_YAML' },
    ],
  ])('with %s is refused, with the place and what to do', (_what, text, problem) => {
    expect(reading(text)).toMatchObject([problem]);
  });

  it('is refused for all its problems at once', () => {
    expect(reading(HEADER + COHORT.replace('    capacity: 20\n', '').replace('ENGLISH', 'LATIN')).map(({ code }) => code)).toEqual([
      'PACK_FIELD_MISSING',
      'PACK_FIELD_WRONG',
    ]);
  });

  it('is refused for codes given twice, in one pack or in two', () => {
    const twin = { file: 'theirs.yaml', text: HEADER + COHORT };
    expect(reading(HEADER + COHORT, [twin])).toMatchObject([
      { file: 'theirs.yaml', line: 9, code: 'PACK_DUPLICATE_CODE', stranger: 'lftf-12', first: 'ours.yaml:9' },
    ]);
  });

  it('is refused for organisations that are accountable to each other', () => {
    const circle = (code: string, parent: string) => `  - { code: ${code}, name: { en: ${code} }, sector: NHS, nation: WALES, parent: ${parent} }\n`;
    expect(reading(HEADER + 'organisations:\n' + circle('one', 'two') + circle('two', 'one'))).toMatchObject([
      { code: 'PACK_PARENT_CYCLE', line: 9 },
      { code: 'PACK_PARENT_CYCLE', line: 10 },
    ]);
  });

  it('is refused when there is no such file', async () => {
    await expect(readPackFiles(['/no/such/pack.yaml'])).rejects.toMatchObject({ code: 'PACK_UNREADABLE', details: { reason: 'ENOENT' } });
  });

  it('is told in both languages, with the place and what to do', () => {
    const told = (text: string, language: 'en' | 'cy') => {
      try {
        readPacks([{ file: 'ours.yaml', text }], known);
      } catch (error) {
        if (error instanceof PackInvalid) return error.problems.map((problem) => say(problem.text, problem.details, language));
      }
      return [];
    };
    const without = HEADER + COHORT.replace('    capacity: 20\n', '');
    expect(told(without, 'en')).toEqual([
      'ours.yaml, line 9, cohorts/lftf-12: the field capacity is missing. Add it; it must be a whole number from 1 to 500.',
    ]);
    expect(told(without, 'cy')).toEqual([
      'ours.yaml, llinell 9, cohorts/lftf-12: mae’r maes capacity ar goll. Ychwanegwch ef; rhaid iddo fod yn rhif cyfan o 1 i 500.',
    ]);
    expect(told(HEADER + COHORT.replace('leading-for-the-future', 'nothing'), 'en')[0]).toContain('there is no programme with the code nothing');
  });
});

describe('a pack of frameworks', () => {
  const FRAMEWORK = `frameworks:
  - code: ours
    name: { en: Ours }
    cyMissing: NOT_PUBLISHED
    licenceStatus: OPEN_GOVERNMENT_LICENCE
    licenceNote: { en: Acknowledged., cy: Cydnabuwyd. }
    elements:
      - { code: whole, name: { en: Whole, cy: Cyfan }, descriptors: [{ en: Does it. }] }
      - { code: part, parent: whole, name: { en: Part } }
    scale:
      - { code: low, name: { en: Low }, rank: 1 }
      - { code: high, name: { en: High }, rank: 2 }
      - { code: none, name: { en: No chance to demonstrate, cyMissing: REQUESTED } }
`;
  it('is read, with what its records inherit, and why they have no Welsh', () => {
    const [pack] = readPacks([{ file: 'ours.yaml', text: HEADER + FRAMEWORK }]);
    const missing = { cyMissing: 'NOT_PUBLISHED' };
    expect(pack?.frameworks).toEqual([
      {
        at: 'ours.yaml:9',
        validFrom: '2026-11-22',
        provenance: { pack: 'our-cohorts', version: '1.0.0', publisher: 'Us', source: 'Plan, https://example.org/plan', licence: 'Acknowledged.' },
        published: {
          ...{ code: 'ours', version: '1.0.0', publisher: 'Us', source: 'Plan, https://example.org/plan', names: { en: 'Ours', ...missing } },
          licence: { status: 'OPEN_GOVERNMENT_LICENCE', note: { en: 'Acknowledged.', cy: 'Cydnabuwyd.' } },
          elements: [
            { code: 'whole', names: { en: 'Whole', cy: 'Cyfan' }, descriptors: [{ en: 'Does it.', ...missing }] },
            { code: 'part', parentCode: 'whole', names: { en: 'Part', ...missing } },
          ],
          scale: [
            { code: 'low', names: { en: 'Low', ...missing }, rank: 1 },
            { code: 'high', names: { en: 'High', ...missing }, rank: 2 },
            { code: 'none', names: { en: 'No chance to demonstrate', cyMissing: 'REQUESTED' } },
          ],
        },
      },
    ]);
  });

  it.each<readonly [what: string, text: string, code: string]>([
    ['neither Welsh nor a reason', FRAMEWORK.replace('    cyMissing: NOT_PUBLISHED\n', ''), 'NEITHER_WELSH_NOR_REASON'],
    ['a cycle', FRAMEWORK.replace('{ code: whole,', '{ code: whole, parent: part,'), 'ELEMENT_CYCLE'],
    ['a parent that is not there', FRAMEWORK.replace('parent: whole', 'parent: hole'), 'ELEMENT_PARENT_UNKNOWN'],
    ['a code twice', FRAMEWORK.replace('code: part', 'code: whole'), 'ELEMENT_CODE_TWICE'],
    ['no order of its scale', FRAMEWORK.replace('rank: 2', 'rank: 1'), 'LEVEL_RANK_TWICE'],
    ['the Healthcare Leadership Model in it', FRAMEWORK.replace('en: Ours', 'en: Healthcare Leadership Model'), 'LICENCE_PERMISSION_MISSING'],
    ['descriptors and a licence for names', FRAMEWORK.replace('OPEN_GOVERNMENT_LICENCE', 'NAMES_ONLY'), 'DESCRIPTORS_NOT_LICENSED'],
  ])('with %s is refused before anything of it is recorded, with its place in both languages', (_what, text, code) => {
    const problems = problemsOf([{ file: 'ours.yaml', text: HEADER + text }]);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    for (const language of ['en', 'cy'] as const)
      expect(problems.map((problem) => say(problem.text, problem.details, language))).toEqual([expect.stringMatching(/^ours\.yaml:9: \S/)]);
  });
  it('is refused with a licence of another form, or one version twice', () => {
    expect(problemsOf([{ file: 'ours.yaml', text: HEADER + FRAMEWORK.replace('    licenceStatus', '    licence: Ours\n    licenceStatus') }])).toMatchObject([
      { code: 'PACK_FIELD_UNKNOWN', details: { field: 'licence' } },
    ]);
    const texts = ['ours.yaml', 'theirs.yaml'].map((file) => ({ file, text: HEADER + FRAMEWORK }));
    expect(problemsOf(texts)).toMatchObject([{ code: 'PACK_DUPLICATE_CODE', details: { code: 'ours 1.0.0', first: 'ours.yaml:9' } }]);
    expect(problemsOf(texts.slice(0, 1))).toEqual([]);
  });

  function problemsOf(texts: readonly PackText[]): PackInvalid['problems'] | [] {
    try {
      readPacks(texts);
    } catch (error) {
      if (error instanceof PackInvalid) return error.problems;
      throw error;
    }
    return [];
  }
});

describe('a shipped file', () => {
  it('is read as it lies in the folder', async () => {
    const text = await readFile(new URL('../../packs/programmes.yaml', import.meta.url), 'utf8');
    expect(readPacks([{ file: 'programmes.yaml', text }])[0]?.name).toBe('programmes');
  });
});
