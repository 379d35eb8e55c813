import { type Refused, refusals } from '@app/kernel';
import type { DocumentNode, FieldNode, FragmentDefinitionNode, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import { Kind, visit } from 'graphql';
import { LIMITS } from './limits.js';

const refuse = refusals({
  FRAGMENT_LIMIT: {
    en: 'This document has more than {max} fragments. Leave out those that it does not need, or ask for less at once.',
    cy: 'Mae gan y ddogfen hon fwy na {max} o ddarnau. Hepgorwch y rhai nad oes eu hangen arni, neu gofynnwch am lai ar y tro.',
  },
  FIELD_LIMIT: {
    en: 'This document comes to more than {max, number} fields, with its fragments counted wherever they are spread. Ask for less at once.',
    cy: 'Mae’r ddogfen hon yn dod i fwy na {max, number} o feysydd, gan gyfrif ei darnau ym mhob man y’u defnyddir. Gofynnwch am lai ar y tro.',
  },
  REPEAT_LIMIT: {
    en: 'This asks for the same field more than {max} times in the same place. Ask for it once.',
    cy: 'Mae hyn yn gofyn am yr un maes fwy na {max} o weithiau yn yr un lle. Gofynnwch amdano unwaith.',
  },
  ALIAS_LIMIT: {
    en: 'This gives more than {max} fields another name. Ask for less at once.',
    cy: 'Mae hyn yn rhoi enw arall ar fwy na {max} o feysydd. Gofynnwch am lai ar y tro.',
  },
  DEPTH_LIMIT: {
    en: 'This asks for more than {max} levels of fields within fields. Ask for less at once.',
    cy: 'Mae hyn yn gofyn am fwy na {max} o lefelau o feysydd o fewn meysydd. Gofynnwch am lai ar y tro.',
  },
});
type Code = Parameters<typeof refuse>[0];

const MOST = {
  FRAGMENT_LIMIT: LIMITS.fragments,
  FIELD_LIMIT: LIMITS.fields,
  REPEAT_LIMIT: LIMITS.repeats,
  ALIAS_LIMIT: LIMITS.aliases,
  DEPTH_LIMIT: LIMITS.depth,
} as const satisfies Record<Code, number>;

type Root = OperationDefinitionNode | FragmentDefinitionNode;
type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** Where an answer has a field: how often it is asked for there, and what is asked for in it. */
interface Place {
  times: number;
  readonly within: Map<string, Place>;
}

/**
 * What a document's shape is beyond of the published limits: of fragments, fields, repeated fields, aliases and levels. Fragments count where
 * they are spread; of the levels the introspection of the schema, which graphql-js bounds itself, does not count. To be told before a
 * document is validated, for that takes the square of its fragments, and of the times that a field is repeated. Fragments that spread
 * themselves are left to validation.
 */
export function beyondShape({ definitions }: DocumentNode): Refused | undefined {
  const code = limitPassed(definitions);
  return code && refuse(code, { max: MOST[code] });
}

function limitPassed(definitions: DocumentNode['definitions']): Code | undefined {
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  if (fragments.length > LIMITS.fragments) return 'FRAGMENT_LIMIT';
  const byName = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const { fields, repeats } = sizeOf(byName, [...operations, ...fragments]); // validation looks into what nobody spreads as well
  if (fields > LIMITS.fields) return 'FIELD_LIMIT';
  if (repeats > LIMITS.repeats) return 'REPEAT_LIMIT';
  let aliases = 0;
  for (const definition of definitions) visit(definition, { Field: ({ alias }) => void (aliases += alias ? 1 : 0) });
  if (aliases > LIMITS.aliases) return 'ALIAS_LIMIT';
  return operations.some(({ selectionSet }) => isDeeper(byName, selectionSet, LIMITS.depth, new Map())) ? 'DEPTH_LIMIT' : undefined;
}

// A spread counts as a field itself: whoever walks the document goes through it as well. Beyond the limit nothing is looked at any more.
function sizeOf(fragments: Fragments, roots: readonly Root[]): { readonly fields: number; readonly repeats: number } {
  let [fields, repeats] = [0, 0];
  const [entered, reached] = [new Set<Root>(), new Set<Root>()];
  const enter = ({ selections }: SelectionSetNode, places: Map<string, Place>): void => {
    for (const selection of selections) {
      if ((fields += 1) > LIMITS.fields) return;
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        const place = places.get(name) ?? { times: 0, within: new Map<string, Place>() };
        places.set(name, place);
        repeats = Math.max(repeats, (place.times += 1));
        if (selection.selectionSet) enter(selection.selectionSet, place.within);
        continue;
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        enter(selection.selectionSet, places);
        continue;
      }
      const fragment = fragments.get(selection.name.value);
      if (!fragment || entered.has(fragment)) continue;
      reached.add(fragment);
      entered.add(fragment);
      enter(fragment.selectionSet, places);
      entered.delete(fragment);
    }
  };
  for (const root of roots) if (!reached.has(root)) enter(root.selectionSet, new Map());
  return { fields, repeats };
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
