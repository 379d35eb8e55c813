import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A text of the product, where it stands in the sources. */
export interface Text {
  readonly file: string;
  readonly line: number;
  readonly en: string;
  /** Null where a publisher has no Welsh term on record; undefined where there is none, or none that can be read here. */
  readonly cy: string | null | undefined;
  /** From where to where in the file the Welsh literal stands. */
  readonly welsh?: readonly [from: number, to: number];
}
export type Translated = Text & { readonly cy: string; readonly welsh: NonNullable<Text['welsh']> };

const isText = (node: ts.Expression | undefined): node is ts.StringLiteralLike => node !== undefined && ts.isStringLiteralLike(node);

/** Every literal of a source that has an English text, and the Welsh one beside it. */
export function textsIn(file: string, content = readFileSync(file, 'utf8')): Text[] {
  const source = ts.createSourceFile(file, content, ts.ScriptTarget.Latest, true);
  const found: Text[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const property = (name: string): ts.Expression | undefined =>
        node.properties.find((one): one is ts.PropertyAssignment => ts.isPropertyAssignment(one) && one.name.getText(source) === name)?.initializer;
      const [en, cy] = [property('en'), property('cy')];
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      // What is put together of parts is no text that anybody could translate: it is found as one without words, and is noticed.
      if (en && (isText(en) || ts.isTemplateExpression(en))) {
        const text = { file, line, en: isText(en) ? en.text : '' };
        if (isText(cy)) found.push({ ...text, cy: cy.text, welsh: [cy.getStart(source), cy.getEnd()] });
        else found.push({ ...text, cy: cy?.kind === ts.SyntaxKind.NullKeyword ? null : undefined });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Names of locales and collations stand in pairs as well, and one refusal says in which record of a pack another arose. */
const NO_TEXT = /^(?:en|en-GB|en-x-icu)$/;
const RETOLD = 'libs/reference-data/src/packs/record-refused.ts';

/** All texts of the product, in the order of its files. Packs are none of its sources: their names are their publishers' to translate. */
export function texts(root = '.'): Text[] {
  return ['libs', 'apps']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
    .filter((file) => /^(?:libs|apps)\/[^/]+\/src\/.*[.]tsx?$/.test(file) && !/[.]spec[.]tsx?$|\/testing\//.test(file) && file !== RETOLD)
    .sort()
    .flatMap((file) => textsIn(file, readFileSync(join(root, file), 'utf8')))
    .filter(({ en }) => !NO_TEXT.test(en));
}

export const isTranslated = (text: Text): text is Translated => typeof text.cy === 'string' && text.welsh !== undefined;
export const whereOf = ({ file, line }: Text): string => `${file}:${line}`;
