import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { argumentsOf, pluralsOf } from '@app/localisation/testing';
import ts from 'typescript';

interface Text {
  readonly where: string;
  readonly en: string;
  /** Null where a publisher has no Welsh term on record. */
  readonly cy: string | null | undefined;
}

function textOf(node: ts.Expression | undefined): string | null | undefined {
  if (!node) return undefined;
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  return node.kind === ts.SyntaxKind.NullKeyword ? null : undefined;
}

/** Every literal of the sources that has an English text, and the Welsh one beside it. */
function textsIn(file: string, content = readFileSync(file, 'utf8')): Text[] {
  const source = ts.createSourceFile(file, content, ts.ScriptTarget.Latest, true);
  const found: Text[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const property = (name: string): ts.Expression | undefined =>
        node.properties.find((one): one is ts.PropertyAssignment => ts.isPropertyAssignment(one) && one.name.getText(source) === name)?.initializer;
      const en = textOf(property('en'));
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      if (typeof en === 'string') found.push({ where: `${file}:${line + 1}`, en, cy: textOf(property('cy')) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

// Reference data and what pages are told are not among these: packs have names that only their publishers can translate.
const files = ['libs', 'apps']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
  .filter((file) => /^(?:libs|apps)\/[^/]+\/src\/.*[.]ts$/.test(file) && !/[.]spec[.]ts$|\/testing\/|^libs\/reference-data\//.test(file));
const texts = files.flatMap((file) => textsIn(file)).filter(({ en }) => en !== 'en' && !en.endsWith('-x-icu') && en !== 'en-GB');
const translated = texts.filter((text): text is Text & { readonly cy: string } => typeof text.cy === 'string');

const incomplete = (of: readonly Text[]): string[] =>
  of.filter(({ en, cy }) => en.trim() === '' || cy === undefined || cy?.trim() === '').map(({ where, en }) => `${where} ${en}`);

describe('every text of the product', () => {
  it('is found', () => expect(texts.length).toBeGreaterThan(150));

  it('exists in both languages', () => {
    expect(incomplete(texts)).toEqual([]);
  });

  it('is noticed where it does not', () => {
    const planted =
      "const a = { en: 'One.' };\nconst b = refusals({ B: { en: 'Two.', cy: '' } });\nconst c = { en: 'Three.', cy: 'Tri.' };\nconst d = { en: 'Four', cy: null };";
    expect(incomplete(textsIn('planted.ts', planted))).toEqual(['planted.ts:1 One.', 'planted.ts:2 Two.']);
  });

  it('is a message pattern in both, which name the same details', () => {
    const differing = translated.filter(({ en, cy }) => String(argumentsOf(en, 'en')) !== String(argumentsOf(cy, 'cy')));
    expect(differing.map(({ where, en, cy }) => [where, en, cy])).toEqual([]);
  });

  it('tells apart only those kinds of number that its language has', () => {
    const categories = {
      en: new Intl.PluralRules('en-GB').resolvedOptions().pluralCategories,
      cy: new Intl.PluralRules('cy-GB').resolvedOptions().pluralCategories,
    };
    expect([...categories.cy].sort()).toEqual(['few', 'many', 'one', 'other', 'two', 'zero']);
    const wrong = translated.flatMap(({ where, en, cy }) =>
      (['en', 'cy'] as const).flatMap((language) =>
        pluralsOf({ en, cy }[language], language)
          .filter((kind) => !kind.startsWith('=') && !categories[language].includes(kind as Intl.LDMLPluralRule))
          .map((kind) => `${where} ${language}: ${kind}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('says in Welsh something else than in English, but for names', () => {
    const same = translated.filter(({ en, cy }) => en === cy && /\s/.test(en.trim()));
    expect(same.map(({ where, en }) => `${where} ${en}`)).toEqual([]);
  });
});
