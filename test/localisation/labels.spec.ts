import { declaredLabels } from '@app/graphql-kit';
import { features } from '@app/tracker';
import { isEnumType } from 'graphql';
import { apiSchema } from '../access/support/schema.js';

// Every feature is loaded with its enums.
const labels = features.graphqlModules.length > 0 ? declaredLabels() : new Map<never, never>();
/** What is refused is told in whole sentences, which are filled in: docs/refusals.md has them in both languages. */
const UNCALLED = ['RefusalCode'];
const enums = Object.values(apiSchema().getTypeMap()).filter((type) => isEnumType(type) && !type.name.startsWith('__') && !UNCALLED.includes(type.name));

/** Official terms whose publisher has no Welsh one on record: shown in English, and marked. */
const ENGLISH_ALONE = ['Sector.INTEGRATION_AUTHORITY'];

describe('what the values of enums are called', () => {
  it.each(enums.map((type) => [type.name, type] as const))('is said of every value of %s, and of nothing else', (name, type) => {
    const values = isEnumType(type) ? type.getValues().map((value) => value.name) : [];
    expect([...(labels.get(name)?.keys() ?? [])].sort()).toEqual([...values].sort());
  });

  it('is said of no enum that there is not', () => {
    expect([...labels.keys()].filter((name) => !enums.some((type) => type.name === name))).toEqual([]);
  });

  it('is said in both languages, but for terms that are listed here', () => {
    const all = [...labels].flatMap(([name, values]) => [...values].map(([value, label]) => ({ name: `${name}.${value}`, ...label })));
    expect(all.filter(({ en, cy }) => en.trim() === '' || cy?.trim() === '').map(({ name }) => name)).toEqual([]);
    expect(all.filter(({ cy }) => cy === null).map(({ name }) => name)).toEqual(ENGLISH_ALONE);
  });

  it('tells the values of an enum apart, in either language', () => {
    for (const [name, values] of labels) {
      for (const language of ['en', 'cy'] as const) {
        const texts = [...values.values()].map((label) => label[language]);
        expect([name, new Set(texts).size]).toEqual([name, texts.length]);
      }
    }
  });
});
