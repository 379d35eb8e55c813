import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GraphQLArgument, type GraphQLInputField, isInputObjectType, isNonNullType, isObjectType } from 'graphql';
import { apiSchema } from '../access/support/schema.js';
import ts from 'typescript';

interface Refusal {
  readonly code: string;
  readonly en: string;
  /** None where it is of no field, or of one that shows only then. */
  readonly field: string | undefined;
}

/** What is refused, as the sources of the product say it. */
function refusalsIn(content: string): Refusal[] {
  const source = ts.createSourceFile('refusals.ts', content, ts.ScriptTarget.Latest, true);
  const found: Refusal[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && ts.isObjectLiteralExpression(node.initializer)) {
      const said = Object.fromEntries(
        node.initializer.properties.flatMap((one) =>
          ts.isPropertyAssignment(one) && ts.isStringLiteralLike(one.initializer) ? [[one.name.getText(source), one.initializer.text]] : [],
        ),
      );
      const code = node.name.getText(source);
      if (said['en'] !== undefined && /^[A-Z][A-Z_]+$/.test(code)) found.push({ code, en: said['en'], field: said['field'] });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const files = readdirSync('libs', { recursive: true, encoding: 'utf8' })
  .map((file) => join('libs', file))
  .filter((file) => /^libs\/[^/]+\/src\/.*[.]ts$/.test(file) && !/[.]spec[.]ts$|\/testing\//.test(file));
const contents = files.map((file) => readFileSync(file, 'utf8'));
const refusals = contents.filter((content) => content.includes('refusals(')).flatMap(refusalsIn);

/** What can be left out where it is named, somewhere: fields of inputs and arguments of fields that need not be given. */
const optional = new Set(
  Object.values(apiSchema().getTypeMap())
    .flatMap((type): readonly (GraphQLInputField | GraphQLArgument)[] => {
      if (isInputObjectType(type)) return Object.values(type.getFields());
      return isObjectType(type) ? Object.values(type.getFields()).flatMap(({ args }) => args) : [];
    })
    .filter(({ type }) => !isNonNullType(type))
    .map(({ name }) => name),
);
const unfollowable = (of: readonly Refusal[]): string[] =>
  of
    .filter(({ en, field }) => /\bleave (it|them|this|that|the (?!header)\w+|\{\w+\}) out\b/i.test(en) && (field === undefined || !optional.has(field)))
    .map(({ code }) => code);

/** The fields of which `dropsNothing` may advise it: those that it is given. */
const droppable = contents.flatMap((content) =>
  [...content.matchAll(/dropsNothing\(\{([^}]*)\}\)/g)].flatMap(([, fields = '']) => fields.split(',').map((field) => field.replace(/:.*/, '').trim())),
);

describe('what a refusal advises to leave out', () => {
  // What a list or a moment is asked by need not be given; which of these it is, shows only then.
  it('is a field that it names, and that need not be given', () => {
    expect(refusals.filter(({ en }) => /leave it out/.test(en)).length).toBeGreaterThan(3);
    expect([...new Set(unfollowable(refusals))].sort()).toEqual(['CURSOR_GONE', 'INVALID_CURSOR', 'MOMENT_IN_FUTURE', 'NOT_PART_OF_THIS', 'NOT_YET_PROJECTED']);
    expect(['after', 'before', 'knownAt', 'position'].filter((argument) => !optional.has(argument))).toEqual([]);
    expect(droppable.length).toBeGreaterThan(0);
    expect(droppable.filter((field) => !optional.has(field))).toEqual([]);
  });

  it('is noticed where it is required, or whichever field shows', () => {
    const planted = `refusals({
      RECORDED_OTHERWISE: { en: 'Leave {field} out.', cy: '' },
      NO_SUCH_COHORT: { en: 'Check the id, or leave it out.', cy: '', field: 'cohortId2' },
      NO_SUCH_ORGANISATION: { en: 'Check the id, or leave it out.', cy: '', field: 'organisationId' },
    })`;
    expect(unfollowable(refusalsIn(planted))).toEqual(['RECORDED_OTHERWISE', 'NO_SUCH_COHORT']);
  });
});
