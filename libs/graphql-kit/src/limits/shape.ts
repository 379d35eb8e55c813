import type { RefusalMessage } from '@app/kernel';
import { Refused } from '@app/kernel';
import type { DocumentNode, FieldNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';
import { Kind, visit } from 'graphql';
import { LIMITS } from './limits.js';

const messages = {
  FRAGMENT_LIMIT: {
    max: LIMITS.fragments,
    en: 'This document has more than {max} fragments. Leave out those that it does not need, or ask for less at once.',
    cy: 'Mae gan y ddogfen hon fwy na {max} o ddarnau. Hepgorwch y rhai nad oes eu hangen arni, neu gofynnwch am lai ar y tro.',
  },
  FIELD_LIMIT: {
    max: LIMITS.fields,
    en: 'This document comes to more than {max, number} fields, with its fragments counted wherever they are spread. Ask for less at once.',
    cy: 'Mae’r ddogfen hon yn dod i fwy na {max, number} o feysydd, gan gyfrif ei darnau ym mhob man y’u defnyddir. Gofynnwch am lai ar y tro.',
  },
  ALIAS_LIMIT: {
    max: LIMITS.aliases,
    en: 'This gives more than {max} fields another name. Ask for less at once.',
    cy: 'Mae hyn yn rhoi enw arall ar fwy na {max} o feysydd. Gofynnwch am lai ar y tro.',
  },
  DEPTH_LIMIT: {
    max: LIMITS.depth,
    en: 'This asks for more than {max} levels of fields within fields. Ask for less at once.',
    cy: 'Mae hyn yn gofyn am fwy na {max} o lefelau o feysydd o fewn meysydd. Gofynnwch am lai ar y tro.',
  },
} as const satisfies Record<string, RefusalMessage & { readonly max: number }>;

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/**
 * What a document's shape is beyond of the published limits: of fragments, fields, aliases and levels. Fragments count where they are
 * spread; of the levels the introspection of the schema, which graphql-js bounds itself, does not count. To be told before a document is
 * validated, for that takes the square of its fragments: here each is looked at a few times, however often it is spread. Fragments that
 * spread themselves are left to validation.
 */
export function beyondShape({ definitions }: DocumentNode): Refused | undefined {
  const code = limitPassed(definitions);
  if (code === undefined) return undefined;
  const { max, ...text } = messages[code];
  return new Refused(code, { max }, text);
}

function limitPassed(definitions: DocumentNode['definitions']): keyof typeof messages | undefined {
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  if (fragments.length > LIMITS.fragments) return 'FRAGMENT_LIMIT';
  const byName = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const sizes = new Map<FragmentDefinitionNode, number>();
  const fields = operations.reduce((sum, { selectionSet }) => sum + sizeOf(byName, selectionSet, sizes), 0);
  if (fields > LIMITS.fields) return 'FIELD_LIMIT';
  let aliases = 0;
  for (const definition of definitions) visit(definition, { Field: ({ alias }) => void (aliases += alias ? 1 : 0) });
  if (aliases > LIMITS.aliases) return 'ALIAS_LIMIT';
  return operations.some(({ selectionSet }) => isDeeper(byName, selectionSet, LIMITS.depth, new Map())) ? 'DEPTH_LIMIT' : undefined;
}

// A spread counts as a field itself: whoever walks the document goes through it as well.
function sizeOf(fragments: Fragments, { selections }: SelectionSetNode, sizes: Map<FragmentDefinitionNode, number>): number {
  return selections.reduce((sum, selection) => {
    if (selection.kind !== Kind.FRAGMENT_SPREAD) return sum + 1 + (selection.selectionSet ? sizeOf(fragments, selection.selectionSet, sizes) : 0);
    const fragment = fragments.get(selection.name.value);
    if (!fragment) return sum + 1;
    let size = sizes.get(fragment);
    if (size === undefined) {
      sizes.set(fragment, 0); // while it is counted: nothing for one that spreads itself
      sizes.set(fragment, (size = sizeOf(fragments, fragment.selectionSet, sizes)));
    }
    return sum + 1 + size;
  }, 0);
}

// Whether a selection goes more than `left` levels down. A fragment is looked at once for each number of levels left, so
// that neither cycles (refused by another rule) nor fragments within fragments make this slow.
function isDeeper(fragments: Fragments, { selections }: SelectionSetNode, left: number, seen: Map<FragmentDefinitionNode, number>): boolean {
  return selections.some((selection) => {
    if (selection.kind === Kind.FIELD) return fieldIsDeeper(fragments, selection, left, seen);
    if (selection.kind === Kind.INLINE_FRAGMENT) return isDeeper(fragments, selection.selectionSet, left, seen);
    const fragment = fragments.get(selection.name.value);
    if (!fragment || (seen.get(fragment) ?? Infinity) <= left) return false;
    seen.set(fragment, left);
    return isDeeper(fragments, fragment.selectionSet, left, seen);
  });
}

function fieldIsDeeper(fragments: Fragments, field: FieldNode, left: number, seen: Map<FragmentDefinitionNode, number>): boolean {
  if (field.name.value.startsWith('__')) return false;
  return left === 0 || (field.selectionSet !== undefined && isDeeper(fragments, field.selectionSet, left - 1, seen));
}
