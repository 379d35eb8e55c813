import { refusals } from '@app/kernel';
import type { DocumentNode, FieldNode, GraphQLSchema } from 'graphql';
import { getNullableType, isLeafType, isListType, getNamedType, Kind, visit } from 'graphql';
import type { ComplexityEstimator } from 'graphql-query-complexity';
import { getComplexity } from 'graphql-query-complexity';
import { LIMITS } from './limits.js';

/** What a list that is no page is taken to hold: a timeline may go on for hundreds of steps, and hardly any does. */
const UNPAGED_LIST = 10;
/** A past moment is read from all that ever was, not from what is: that takes up to twice as long. */
const PAST = 2;
/** What is within an organisation is found by going through everything below it: as dear as a page. */
const WITHIN = 100;
/** How many there are of all that a list has is counted by going through it: as dear as a page, whatever the page. */
const TOTAL = 100;
const TOTALS = ['totalCount', 'totalCountState'];
const COSTS_KEPT_PER_DOCUMENT = 200;
const DEPENDED_ON = ['first', 'last', 'ids', 'position', 'knownAt', 'within'];

type Variables = Readonly<Record<string, unknown>>;

interface Known {
  /** The variables that the cost depends on. */
  readonly variables: readonly string[];
  readonly costs: Map<string, number>;
}

const known = new WeakMap<DocumentNode, Known>();

// A field declares a cost of its own by `@Field({ complexity: 5 })`; plain columns cost nothing, objects one.
const estimatorFor =
  (document: DocumentNode): ComplexityEstimator =>
  ({ field, node, args, childComplexity, type }) => {
    if (field.name.startsWith('__') || type.name.startsWith('__')) return 0;
    const declared: unknown = field.extensions['complexity'];
    const own = typeof declared === 'number' ? declared : isLeafType(getNamedType(field.type)) ? 0 : 1;
    const size: unknown = args['first'] ?? args['last'];
    const ids: unknown = args['ids'];
    const isUnpagedList = isListType(getNullableType(field.type)) && !type.name.endsWith('Connection');
    const within = isGiven(args['within']) ? WITHIN : 0;
    const total = getNamedType(field.type).name.endsWith('Connection') && asksTotal(document, node) ? TOTAL : 0;
    const past = isGiven(args['position']) || isGiven(args['knownAt']) ? PAST : 1;
    if (isUnpagedList) {
      const listed = Array.isArray(ids) ? ids.length : Math.min(typeof size === 'number' ? size : UNPAGED_LIST, UNPAGED_LIST);
      return within + Math.max(listed, 1) * (own + childComplexity);
    }
    const listed = typeof size === 'number' ? size : 1;
    // A page beyond the limit is refused by its list, which can name the argument.
    return own + within + total + past * Math.min(Math.max(listed, 1), LIMITS.pageSize) * childComplexity;
  };

// What a fragment holds is taken for asked for.
function asksTotal(document: DocumentNode, { selectionSet }: Pick<FieldNode, 'selectionSet'>): boolean {
  return (selectionSet?.selections ?? []).some((selection) => {
    if (selection.kind === Kind.FIELD) return TOTALS.includes(selection.name.value);
    if (selection.kind === Kind.INLINE_FRAGMENT) return asksTotal(document, selection);
    const { value: name } = selection.name;
    return document.definitions.some(
      (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name && asksTotal(document, definition),
    );
  });
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

function variablesOf(document: DocumentNode): string[] {
  const names = new Set<string>();
  const collect = { Variable: (variable: { readonly name: { readonly value: string } }) => void names.add(variable.name.value) };
  visit(document, {
    Argument: (argument) => void (DEPENDED_ON.includes(argument.name.value) && visit(argument.value, collect)),
    Directive: (directive) => void visit(directive, collect),
    VariableDefinition: { enter: () => false },
  });
  return [...names];
}

/** A text, or a place in the log: which one makes no difference. */
const GIVEN = 'given';

// All of a value that a cost can depend on, in few bytes: what is kept must not grow with what is sent.
function sizeOf(value: unknown): number | boolean | typeof GIVEN | null {
  if (Array.isArray(value)) return value.length;
  if (typeof value === 'string' || typeof value === 'bigint') return GIVEN;
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/**
 * The cost of an operation, computed once for a document and the variables that it depends on.
 * @throws GraphQLError when variables do not fit the document
 */
export function costOf(schema: GraphQLSchema, document: DocumentNode, variables: Variables, operationName: string | undefined): number {
  let of = known.get(document);
  if (!of) known.set(document, (of = { variables: variablesOf(document), costs: new Map() }));
  const key =
    of.variables.length === 0 && operationName === undefined ? '' : JSON.stringify([operationName, ...of.variables.map((name) => sizeOf(variables[name]))]);
  let cost = of.costs.get(key);
  if (cost === undefined) {
    const name = operationName ?? firstName(document);
    cost = getComplexity({
      schema,
      query: document,
      variables: { ...variables },
      estimators: [estimatorFor(document)],
      ...(name === undefined ? {} : { operationName: name }),
    });
    if (of.costs.size >= COSTS_KEPT_PER_DOCUMENT) of.costs.clear();
    of.costs.set(key, cost);
  }
  return cost;
}

// Without a name there is one operation, or the request is refused elsewhere; the library would add several up.
function firstName(document: DocumentNode): string | undefined {
  return document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)?.name?.value;
}

const refuse = refusals({
  COST_LIMIT: {
    en: 'This operation costs {cost, number}; at most {max, number} is answered at once. Ask for smaller pages or fewer lists within lists.',
    cy: 'Cost y gweithrediad hwn yw {cost, number}; atebir hyd at {max, number} ar y tro. Gofynnwch am dudalennau llai neu lai o restrau o fewn rhestrau.',
  },
});

/** @throws Refused COST_LIMIT */
export function assertAffordable(cost: number): void {
  if (cost > LIMITS.cost) throw refuse('COST_LIMIT', { cost, max: LIMITS.cost });
}
