import ts from 'typescript';
import type { DeclaredEvent } from './declared-events.js';
import { type Field, fieldsOf, type Shape } from './shape.js';

/** Where within a value a text stands unsealed: places in a list as `*`, under any key as `?`. Ids, dates, numbers and words of a list are none. */
export function plainTexts(shape: Shape, path: string): readonly string[] {
  switch (shape.kind) {
    case 'text':
      return /(^|[a-z])Ids?$/.test(path.replace(/\.\*$/, '').split('.').at(-1) ?? '') ? [] : [path];
    case 'object':
      return shape.fields.flatMap(({ name, shape: of }) => plainTexts(of, `${path}.${name}`));
    case 'list':
      return plainTexts(shape.of, `${path}.*`);
    case 'map':
      // The keys are texts as well.
      return [`${path}.?`, ...plainTexts(shape.of, `${path}.?`)];
    case 'either':
      return shape.variants.flatMap((variant) => plainTexts(variant, path));
    case 'sealed':
    case 'one of':
    case 'number':
    case 'truth':
    case 'date':
    case 'instant':
      return [];
  }
}

/** Those of an event's data, as `Type.path`. */
export const plainTextsOf = ({ type, fields }: DeclaredEvent): readonly string[] => [...new Set(plainTexts({ kind: 'object', fields }, type))];

/** What stands beside the data of every event. */
export function envelopeFields(root: string): readonly Field[] {
  const file = `${root}/libs/kernel/src/event.ts`;
  const { options } = ts.parseJsonConfigFileContent({ extends: './tsconfig.json', files: [] }, ts.sys, root);
  const program = ts.createProgram([file], { ...options, noEmit: true, composite: false });
  const declaration = program.getSourceFile(file)?.statements.find((one) => ts.isInterfaceDeclaration(one) && one.name.text === 'EventMeta');
  if (!declaration) throw new Error(`${file} has no EventMeta`);
  const checker = program.getTypeChecker();
  return fieldsOf(checker.getTypeAtLocation(declaration), declaration, checker);
}
