import { argumentsOf } from '@app/localisation';
import { pluralsOf } from '@app/localisation/testing';
import { begun, driftOf, strays } from '../../.config/words/glossary.js';
import { isTranslated, type Text, texts as textsOf, textsIn, whereOf } from '../../.config/words/texts.js';

const texts = textsOf();
const translated = texts.filter(isTranslated);

const incomplete = (of: readonly Text[]): string[] =>
  of.filter(({ en, cy }) => en.trim() === '' || cy === undefined || cy?.trim() === '').map((text) => `${whereOf(text)} ${text.en}`);

describe('every text of the product', () => {
  it('is found', () => expect(texts.length).toBeGreaterThan(150));

  it('exists in both languages', () => {
    expect(incomplete(texts)).toEqual([]);
  });

  it('is noticed where it does not', () => {
    const planted =
      "const a = { en: 'One.' };\nconst b = refusals({ B: { en: 'Two.', cy: '' } });\nconst c = { en: 'Three.', cy: 'Tri.' };\nconst d = { en: 'Four', cy: null };\nconst e = { en: `Five ${x}`, cy: `Pump ${x}` };";
    expect(incomplete(textsIn('planted.ts', planted))).toEqual(['planted.ts:1 One.', 'planted.ts:2 Two.', 'planted.ts:5 ']);
  });

  it('is a message pattern in both, which name the same details', () => {
    const differing = translated.filter(({ en, cy }) => String(argumentsOf(en, 'en')) !== String(argumentsOf(cy, 'cy')));
    expect(differing.map((text) => [whereOf(text), text.en, text.cy])).toEqual([]);
  });

  it('tells apart only those kinds of number that its language has', () => {
    const categories = {
      en: new Intl.PluralRules('en-GB').resolvedOptions().pluralCategories,
      cy: new Intl.PluralRules('cy-GB').resolvedOptions().pluralCategories,
    };
    expect([...categories.cy].sort()).toEqual(['few', 'many', 'one', 'other', 'two', 'zero']);
    const wrong = translated.flatMap((text) =>
      (['en', 'cy'] as const).flatMap((language) =>
        pluralsOf(text[language], language)
          .filter((kind) => !kind.startsWith('=') && !categories[language].includes(kind as Intl.LDMLPluralRule))
          .map((kind) => `${whereOf(text)} ${language}: ${kind}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('says in Welsh something else than in English, but for names', () => {
    const same = translated.filter(({ en, cy }) => en === cy && /\s/.test(en.trim()));
    expect(same.map((text) => `${whereOf(text)} ${text.en}`)).toEqual([]);
  });
});

/** The same in one language and not in the other, and rightly: each is two notions. */
const TWO_NOTIONS = [
  // What a leader asks for, and what somebody asks about their data.
  'Cais: Request / application',
  // Of a post, what somebody is employed on; of an erasure, what the law allows it for.
  'Sail: Basis / Ground',
  // GraphQL says it in English, after a sentence in Welsh that says of which kind it is.
  '{detail}: Ni ellir darllen y ddogfen hon fel GraphQL. Yn Saesneg: {detail} / Nid yw’r ddogfen hon, neu ei newidynnau, yn gweddu i’r sgema. Yn Saesneg: {detail}',
];

describe('one set of words', () => {
  it('says one thing in one way, and two in two', () => expect(driftOf(texts)).toEqual(TWO_NOTIONS));

  it('is that of the glossary', () => expect(strays(texts)).toEqual([]));

  it('is left by a text that words a notion again', () => {
    const planted = textsIn(
      'planted.ts',
      `const a = { en: 'Enrolled', cy: 'Ymrestrwyd' };
       const b = { en: 'Enrolled.', cy: 'Cofrestrwyd' };
       const c = { en: 'This assignment', cy: 'Y swydd hon' };
       const d = { en: 'In your cohorts', cy: 'Yn eich carfannau' };
       const e = { en: 'His cohort', cy: 'Ei gohort' };
       const f = { en: 'Put {assignment} on the \`waitlist\`', cy: 'Rhowch {assignment} ar y \`waitlist\`' };`,
    );
    expect(driftOf(planted)).toEqual(['Enrolled: Cofrestrwyd / Ymrestrwyd']);
    expect(strays(planted)).toEqual([
      'planted.ts:3 This assignment → post',
      'planted.ts:5 Ei gohort → carfan',
      'planted.ts:5 His cohort | Ei gohort → cohort | carfan',
      'planted.ts:2 Enrolled. | Cofrestrwyd → enrolment | ymrestriad',
    ]);
  });

  it.each([
    ['carfan', ['carfan', 'garfan', 'ngharfan', 'charfan']],
    ['rhestr aros', ['rhestr aros', 'restr aros']],
    ['lle', ['lle', 'le']],
    ['ymrestr', ['ymrestr', 'hymrestr']],
    ['dyfarn', ['dyfarn', 'ddyfarn', 'nyfarn']],
    ['gwobr', ['gwobr', 'wobr', 'ngwobr']],
    ['sesiwn', ['sesiwn']],
    ['ffigur', ['ffigur']],
  ])('knows how %s begins where it is mutated', (word, forms) => expect(begun(word)).toEqual(forms));
});
