import type { Moment } from '@app/read-model';
import { Extensions } from '@nestjs/graphql';
import type { FieldNode, GraphQLObjectType, GraphQLResolveInfo, SelectionSetNode } from 'graphql';
import { getNamedType, isObjectType, Kind } from 'graphql';

/** What an operation asks for of things of one type: their fields, and of each what is asked for in turn. What a directive may leave out counts. */
export interface Asked {
  readonly type: GraphQLObjectType;
  readonly fields: ReadonlyMap<string, Asked | undefined>;
}

/** What a field that a resolver answers says of itself, for the rows that it hangs on to be read with it in mind. */
interface Foresight {
  /** The row's properties that it is made of. Where it does not say, rows are read whole. */
  readonly needs: readonly string[];
  /** Loads for all rows of a page what the resolver will then find at hand. */
  readonly ahead?: (moment: Moment, rows: readonly object[], asked: Asked) => Promise<void>;
}

/** Beside `@ResolveField`: the properties of the row that the field is made of. Lists then read no more of their rows than is asked for. */
export function Needs(...needs: readonly string[]): MethodDecorator {
  return Extensions({ needs } satisfies Foresight);
}

/** Beside `@ResolveField`: the field is what `source.foundFor` answers for this property, which is found for all rows of a page at once. */
export function Refers<Property extends string>(
  source: { ahead(moment: Moment, ids: Iterable<string | null>, asked: Asked): Promise<void> },
  property: Property,
): MethodDecorator {
  const ahead: Foresight['ahead'] = (moment, rows, asked) =>
    source.ahead(
      moment,
      rows.map((row) => (row as Readonly<Record<Property, string | null>>)[property]),
      asked,
    );
  return Extensions({ needs: [property], ahead } satisfies Foresight);
}

type Info = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'fieldNodes' | 'returnType'>;

/** A compiled operation gives the same list of nodes every time. */
const known = new WeakMap<readonly FieldNode[], Asked | undefined>();
const properties = new WeakMap<Asked, readonly string[] | undefined>();

/** What is asked for of what a field answers; undefined unless that is of one object type. */
export function askedOf({ fieldNodes, returnType, ...document }: Info): Asked | undefined {
  if (known.has(fieldNodes)) return known.get(fieldNodes);
  const type = getNamedType(returnType);
  const sets = fieldNodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const asked = isObjectType(type) ? gather(document, type, sets) : undefined;
  known.set(fieldNodes, asked);
  return asked;
}

/** What is asked for of the nodes of a list; undefined where they are asked for in two ways, or not at all. */
export function askedOfNodes(info: Info): Asked | undefined {
  const { fields } = askedOf(info) ?? {};
  const [nodes, edges] = [fields?.get('nodes'), fields?.get('edges')?.fields.get('node')];
  return nodes && edges ? undefined : (nodes ?? edges);
}

/** The properties of a row that these fields are made of; undefined where one does not say. @param columns the row's own */
export function propertiesFor(asked: Asked, columns: ReadonlySet<string>): readonly string[] | undefined {
  if (properties.has(asked)) return properties.get(asked);
  const declared = asked.type.getFields();
  const needed = new Set<string>();
  let whole = false;
  for (const name of asked.fields.keys()) {
    const { needs } = foresightOf(declared[name]);
    if (needs) for (const need of needs) needed.add(need);
    else if (columns.has(name)) needed.add(name);
    else if (!name.startsWith('__')) whole = true;
  }
  const found = whole ? undefined : [...needed].sort();
  properties.set(asked, found);
  return found;
}

/** Loads what fields of these rows will ask for, all at once. */
export async function lookAhead(moment: Moment, rows: readonly object[], asked: Asked): Promise<void> {
  const declared = asked.type.getFields();
  for (const [name, inner] of asked.fields) {
    const { ahead } = foresightOf(declared[name]);
    if (ahead && inner) await ahead(moment, rows, inner);
  }
}

const foresightOf = (field: { readonly extensions: object } | undefined): Partial<Foresight> => field?.extensions ?? {};

function gather(document: Pick<Info, 'schema' | 'fragments'>, type: GraphQLObjectType, sets: readonly SelectionSetNode[]): Asked {
  const inner = new Map<string, SelectionSetNode[]>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const { value: name } = selection.name;
        inner.set(name, [...(inner.get(name) ?? []), ...(selection.selectionSet ? [selection.selectionSet] : [])]);
        continue;
      }
      const set = selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : document.fragments[selection.name.value]?.selectionSet;
      if (set) collect(set);
    }
  };
  sets.forEach(collect);
  const declared = type.getFields();
  const fields = [...inner].map(([name, innerSets]) => {
    const innerType = declared[name] && getNamedType(declared[name].type);
    return [name, isObjectType(innerType) ? gather(document, innerType, innerSets) : undefined] as const;
  });
  return { type, fields: new Map(fields) };
}
