import { Refused } from '@app/kernel';
import type { ASTVisitor, FieldNode, FragmentDefinitionNode, SelectionSetNode, ValidationContext } from 'graphql';
import { GraphQLError, Kind, visit } from 'graphql';
import { LIMITS } from './limits.js';

function tooDeep(): Refused {
  return new Refused(
    'DEPTH_LIMIT',
    { max: LIMITS.depth },
    {
      en: 'This asks for more than {max} levels of fields within fields. Ask for less at once.',
      cy: 'Mae hyn yn gofyn am fwy na {max} o lefelau o feysydd o fewn meysydd. Gofynnwch am lai ar y tro.',
    },
  );
}

function tooManyAliases(): Refused {
  return new Refused(
    'ALIAS_LIMIT',
    { max: LIMITS.aliases },
    {
      en: 'This gives more than {max} fields another name. Ask for less at once.',
      cy: 'Mae hyn yn rhoi enw arall ar fwy na {max} o feysydd. Gofynnwch am lai ar y tro.',
    },
  );
}

/**
 * A validation rule: depth and aliases within the limits. Fragments count where they are spread; the introspection of
 * the schema, which graphql-js bounds itself, does not count.
 */
export function shapeRule(context: ValidationContext): ASTVisitor {
  return {
    Document(document) {
      let aliases = 0;
      visit(document, { Field: (field) => void (aliases += field.alias ? 1 : 0) });
      if (aliases > LIMITS.aliases) context.reportError(refusedError(tooManyAliases()));
      for (const definition of document.definitions) {
        if (definition.kind === Kind.OPERATION_DEFINITION && isDeeper(context, definition.selectionSet, LIMITS.depth, new Map())) {
          context.reportError(refusedError(tooDeep()));
          return;
        }
      }
    },
  };
}

function refusedError(refused: Refused): GraphQLError {
  return new GraphQLError(refused.code, { originalError: refused });
}

// Whether a selection goes more than `left` levels down. A fragment is looked at once for each number of levels left, so
// that neither cycles (refused by another rule) nor fragments within fragments make this slow.
function isDeeper(context: ValidationContext, { selections }: SelectionSetNode, left: number, seen: Map<FragmentDefinitionNode, number>): boolean {
  return selections.some((selection) => {
    if (selection.kind === Kind.FIELD) return fieldIsDeeper(context, selection, left, seen);
    if (selection.kind === Kind.INLINE_FRAGMENT) return isDeeper(context, selection.selectionSet, left, seen);
    const fragment = context.getFragment(selection.name.value);
    if (!fragment || (seen.get(fragment) ?? Infinity) <= left) return false;
    seen.set(fragment, left);
    return isDeeper(context, fragment.selectionSet, left, seen);
  });
}

function fieldIsDeeper(context: ValidationContext, field: FieldNode, left: number, seen: Map<FragmentDefinitionNode, number>): boolean {
  if (field.name.value.startsWith('__')) return false;
  return left === 0 || (field.selectionSet !== undefined && isDeeper(context, field.selectionSet, left - 1, seen));
}
