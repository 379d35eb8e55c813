import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { faultsOf } from '../../.config/words/faults.js';
import { PAGE, pageWith } from '../../.config/words/page.js';
import { idOf, readRegister, type Register, reviewed } from '../../.config/words/review.js';
import { texts as textsOf, textsIn } from '../../.config/words/texts.js';
import { exported, taken } from '../../.config/words/translator.js';

const SOURCE = `const a = { en: 'One place', cy: 'Un lle' };
const b = { en: '{count, plural, one {# place} other {# places}} until {day}', cy: '{count, plural, one {# lle} two {# le} other {# lle}} hyd {day}' };
const c = [{ en: 'Said <twice> & more', cy: 'Ddwywaith' }, { cy: 'Ddwywaith', en: 'Said <twice> & more' }, { en: 'Of a publisher', cy: null }];
`;
const review = { by: 'A. Reader', on: '2026-12-01' };
const texts = textsIn('planted.ts', SOURCE);
const take = (xml: string, register: Register = {}, of = texts, content = SOURCE) => taken(xml, of, register, review, () => content);
/** As a translator's tool saves it: everything approved, some of it changed. */
const approved = (xml: string, ...changes: readonly (readonly [from: string, to: string])[]): string =>
  changes.reduce(
    (text, [from, to]) => text.replaceAll(`<target>${from}</target>`, () => `<target>${to}</target>`),
    xml.replaceAll('approved="no"', 'approved="yes"'),
  );

describe('what a translator is given', () => {
  it('is every text once that nobody has reviewed, with where it stands and what stays as it is', async () => {
    const xml = await exported(texts, { [idOf({ en: 'One place', cy: 'Un lle' })]: review });
    expect(xml.match(/<source>/g)).toHaveLength(2);
    expect(xml).toContain('<source>Said &lt;twice&gt; &amp; more</source>');
    expect(xml).toContain('In planted.ts:3, planted.ts:3.');
    expect(xml).toContain('Stays as it is: {count}, {day}.');
    expect(xml).not.toContain('Of a publisher');
  });
});

describe('what a translator gives back', () => {
  it('stands in the sources wherever the text is said, and is reviewed', async () => {
    const result = await take(approved(await exported(texts, {}), ['Ddwywaith', 'Dwywaith, ’n â \\ a &apos;mwy&apos;']));
    expect(result).toMatchObject({ faults: [], reviewed: 3, changed: 1 });
    const after = textsIn('planted.ts', result.files.get('planted.ts') ?? '');
    expect(after.map(({ cy }) => cy)).toEqual([texts[0]?.cy, texts[1]?.cy, "Dwywaith, ’n â \\ a 'mwy'", "Dwywaith, ’n â \\ a 'mwy'", null]);
    expect(reviewed(after, result.register)).toEqual({ all: 3, reviewed: 3 });
    expect(Object.values(result.register)).toEqual([review, review, review]);
  });

  it('is not reviewed any more once it changes, in either language', async () => {
    const { register } = await take(approved(await exported(texts, {})));
    expect(reviewed(texts, register)).toEqual({ all: 3, reviewed: 3 });
    expect(reviewed(textsIn('planted.ts', SOURCE.replace('Un lle', 'Un man')), register)).toEqual({ all: 3, reviewed: 2 });
    expect(reviewed(textsIn('planted.ts', SOURCE.replaceAll('more', 'else')), register)).toEqual({ all: 3, reviewed: 2 });
    expect(reviewed(textsIn('moved.ts', `\n\n${SOURCE}`), register)).toEqual({ all: 3, reviewed: 3 });
  });

  it('is left where the translator did not approve it', async () => {
    const xml = (await exported(texts, {})).replace('Un lle', 'Un man');
    expect(await take(xml)).toEqual({ faults: [], files: new Map(), register: {}, reviewed: 0, changed: 0 });
  });

  it.each<readonly [what: string, change: (xml: string) => string, fault: RegExp]>([
    [
      'loses a detail',
      (xml) => xml.replace('hyd {day}</target>', 'hyd</target>'),
      /^“.*”: The Welsh does not say \{day\}, which the English does: .*untranslated/,
    ],
    ['translates one', (xml) => xml.replace('hyd {day}</target>', 'hyd {dydd}</target>'), /The Welsh names \{dydd\}, which the English does not/],
    ['is no pattern any more', (xml) => xml.replace('hyd {day}</target>', 'hyd {day</target>'), /It is no message pattern .*every \{ needs its \}/],
    ['tells a number apart that Welsh does not', (xml) => xml.replace('two {# le}', 'dual {# le}'), /A plural tells dual apart; its language has/],
    ['is empty', (xml) => xml.replace('<target>Un lle</target>', '<target></target>'), /The Welsh is empty/],
    ['has markup', (xml) => xml.replace('Un lle', 'Un <g id="1">lle</g>'), /holds markup/],
    ['is of another English text', (xml) => xml.replace('One place', 'A place'), /another English text/],
    ['is of a text that is gone', (xml) => xml.replace(/id="\w+"/, 'id="0123"'), /changed since it was exported, or is gone\. Export again/],
    ['is no XLIFF', () => 'Un lle', /^This is no XLIFF 1\.2/],
    ['is another XML', () => '<html/>', /^This is no XLIFF 1\.2/],
  ])('is refused whole, in a sentence, where it %s', async (_what, change, fault) => {
    const result = await take(change(approved(await exported(texts, {}))));
    expect(result).toMatchObject({ files: new Map(), register: {} });
    expect(result.faults.join('\n')).toMatch(fault);
  });

  it('is whatever was sent, where nothing changed: patterns, quotes and markup are kept', async () => {
    const words = fc.string({
      unit: fc.constantFrom('a', 'ŵ', '’', "'", '"', '<', '>', '&', ']]>', ' ', '\\', '`', '$', '\n', '{x}', '{n, plural, one {# lle} other {# lle}}'),
    });
    await fc.assert(
      fc.asyncProperty(words, words, async (en, cy) => {
        // Apostrophes quote what follows them in a pattern, so both languages have the same details or none.
        const pair = { en: `${en.trim()}.`, cy: `${cy.trim()}.` };
        fc.pre(faultsOf(pair).length === 0);
        const content = `const a = { en: ${JSON.stringify(pair.en)}, cy: ${JSON.stringify(pair.cy)} };`;
        const of = textsIn('planted.ts', content);
        const result = await take(approved(await exported(of, {})), {}, of, content);
        expect(result).toMatchObject({ faults: [], files: new Map(), reviewed: 1, changed: 0 });
      }),
    );
  });

  it('is whatever the translator wrote, read back from the source', async () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'ŵ', '’', '"', '&amp;', '&lt;', ' ', '\\', '`', '$', '\n') }).map((text) => `x${text}.`);
    await fc.assert(
      fc.asyncProperty(words, async (target) => {
        const result = await take(approved(await exported(texts, {}), ['Un lle', target]));
        const [first] = textsIn('planted.ts', result.files.get('planted.ts') ?? SOURCE);
        expect(first?.cy).toBe(target.replaceAll('&amp;', '&').replaceAll('&lt;', '<'));
      }),
    );
  });
});

describe('the register', () => {
  it('knows only texts of the product, each with who reviewed it and when', () => {
    for (const [id, { by, on }] of Object.entries(readRegister())) {
      expect([id, by]).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), expect.stringMatching(/\S/)]);
      expect(on).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });

  it('is counted on the page of languages', () => {
    const page = readFileSync(PAGE, 'utf8');
    const { all, reviewed: of } = reviewed(textsOf(), readRegister());
    expect(page).toContain(`**${of} of ${all}** Welsh texts were reviewed.`);
    expect(() => pageWith('nothing', [], {})).toThrow(/has lost the lines/);
  });
});
