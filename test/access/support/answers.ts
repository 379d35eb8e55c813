import { nodeId } from '@app/graphql-kit';
import { access } from '@app/tracker';
import { getNamedType, type GraphQLField, type GraphQLObjectType, isLeafType, isObjectType } from 'graphql';
import { type Persona, seenOf, type Thing } from './judge.js';
import { apiSchema, connectionOf } from './schema.js';

// What the API should answer somebody, made from the schema, from what the administrator is answered, and from the judge.

const schema = apiSchema();
const objectType = (name: string): GraphQLObjectType | undefined => {
  const type = schema.getType(name);
  return isObjectType(type) ? type : undefined;
};
const isNode = (type: GraphQLObjectType): boolean => type.getInterfaces().some(({ name }) => name === 'Node');
const fieldsOf = (name: string): readonly GraphQLField<unknown, unknown>[] => Object.values(objectType(name)?.getFields() ?? {});

export type Answer = Readonly<Record<string, unknown>>;
export const WITHHELD = { value: null, state: 'WITHHELD' } as const;

/** Of a part: what is in it without going on to other things. */
function partOf(type: GraphQLObjectType): string {
  const inside = fieldsOf(type.name).flatMap(({ name, type: of }) => {
    const named = getNamedType(of);
    return isLeafType(named) ? [name] : named.name === 'PersonalText' ? [`${name} { value state }`] : [];
  });
  return `{ ${inside.join(' ')} }`;
}

/** Of what a field leads to: a thing's id where it has one, else everything of it. */
function reachedFrom(type: GraphQLObjectType): string {
  if (isNode(type)) return '{ id }';
  return access.matrix.resources.has(type.name) ? `{ ${selectionOf(type.name)} }` : partOf(type);
}

/**
 * Neither figures, which are disclosure control's to say, nor who looked and who may, which changes while this looks and whose specifications are
 * in `test/data-rights`.
 */
const ELSEWHERE: readonly string[] = ['Funnel', 'Figures', 'PersonalReadConnection', 'Sight'];

/** Every field of a type that follows from what the matrix says of it. */
export function selectionOf(typeName: string): string {
  return fieldsOf(typeName)
    .filter(({ type }) => !ELSEWHERE.includes(getNamedType(type).name))
    .map(({ name, type }) => {
      const named = getNamedType(type);
      if (!isObjectType(named)) return name;
      const of = objectType(connectionOf(schema, named.name) ?? '');
      return of ? `${name}(first: 100) { nodes ${reachedFrom(of)} }` : `${name} ${reachedFrom(named)}`;
    })
    .join('\n');
}

/** Types of things that are found by their id; a moment, which is found too, is nobody's. */
export const nodeTypes = (): readonly string[] =>
  [...access.matrix.resources.keys()].filter((name) => name !== 'Moment' && isNode(objectType(name) ?? raise(name)));

/** Lists under a moment, with the type of what is on them. */
export const rootLists = (): readonly (readonly [field: string, of: string])[] =>
  fieldsOf('Moment').flatMap(({ name, type }) => {
    const of = connectionOf(schema, getNamedType(type).name);
    // What is in no table is seen by a role or not at all; `told.e2e` asks by which.
    return of === undefined || access.matrix.parts.has(of) ? [] : [[name, of] as const];
  });

function raise(name: string): never {
  throw new Error(`the schema has no ${name}`);
}

/** Tells whom things are seen by. */
export class Judge {
  readonly #byId: ReadonlyMap<string, Thing>;

  /** @param known what the administrator does not see, by thing and field */
  constructor(
    readonly things: readonly Thing[],
    private readonly known: (thing: Thing, field: string, answered: unknown) => unknown,
  ) {
    this.#byId = new Map(things.map((thing) => [`${thing.resource} ${thing.key}`, thing]));
  }

  find(resource: string, key: string): Thing {
    return this.#byId.get(`${resource} ${key}`) ?? raise(`${resource} ${key}`);
  }

  /** What somebody should be answered of a thing, where the administrator is answered this; null where it is not there for them. */
  expected(persona: Persona, thing: Thing, reference: Answer): Answer | null {
    const seen = seenOf(persona, thing);
    if (seen.size === 0) return null;
    const { groups } = access.matrix.resource(thing.resource);
    const entries = Object.entries(groups).flatMap(([group, fields]) =>
      fields
        .filter((field) => field in reference)
        .map((field) => [field, this.#field(persona, thing, field, reference[field], seen, thing.groupOf?.(field) ?? group)]),
    );
    return Object.fromEntries(entries) as Answer;
  }

  #field(persona: Persona, thing: Thing, field: string, answered: unknown, seen: ReadonlySet<string>, group: string): unknown {
    const type = getNamedType(objectType(thing.resource)?.getFields()[field]?.type);
    const value = this.known(thing, field, answered);
    const isSeen = seen.has(group);
    if (field === 'timeline') {
      const { nodes } = value as { readonly nodes: readonly Step[] };
      return { nodes: timelineOf(nodes, new Set([...seen, ...this.#ofMerges(persona, thing)])) };
    }
    const of = connectionOf(schema, type?.name ?? '') ?? type?.name ?? '';
    if (isList(value)) return isSeen ? this.#those(persona, thing, of, value) : [];
    if (isPage(value)) return { nodes: isSeen ? this.#those(persona, thing, of, value.nodes) : [] };
    if (!isSeen) return of === 'PersonalText' ? WITHHELD : null;
    return access.matrix.resources.has(of) && value !== null ? this.#one(persona, thing, of, value as Answer) : value;
  }

  /** What of the merges of a leader's record is seen: each is told by the same rule wherever it is told. */
  #ofMerges(persona: Persona, { resource, key }: Thing): readonly string[] {
    if (resource !== 'Leader') return [];
    const merge = this.things.find((thing) => thing.resource === 'LeaderMerge' && thing.reached('self', { person: [key] }));
    return merge && seenOf(persona, merge).has('reasons') ? ['mergeReasons'] : [];
  }

  #those(persona: Persona, parent: Thing, of: string, values: readonly Answer[]): readonly unknown[] {
    return access.matrix.resources.has(of) ? values.map((value) => this.#one(persona, parent, of, value)).filter((value) => value !== null) : values;
  }

  #one(persona: Persona, parent: Thing, of: string, value: Answer): unknown {
    const only = this.things.filter(({ resource }) => resource === of);
    const thing = typeof value['id'] === 'string' ? this.#byNodeId(of, value['id']) : only.length === 1 ? only[0] : this.find(of, keyWithin(parent, of, value));
    if (!thing) throw new Error(`there is no ${of}`);
    return this.expected(persona, thing, value);
  }

  #byNodeId(resource: string, id: string): Thing {
    return this.things.find((thing) => thing.resource === resource && nodeId(resource, thing.key) === id) ?? raise(`${resource} ${id}`);
  }
}

interface Step {
  readonly type: string;
  readonly text: unknown;
}
const OF_SELECTION = /^Application|^Nomination|^Applicant/;

function timelineOf(steps: readonly Step[], seen: ReadonlySet<string>): readonly Step[] {
  const there = seen.has('history') ? steps : seen.has('selection') ? steps.filter(({ type }) => OF_SELECTION.test(type)) : [];
  const of = { EnrolmentInterrupted: 'interruption', NameChanged: 'formerNames', LeaderMergeProposed: 'mergeReasons' };
  return there.map((step) => (step.type in of && !seen.has(of[step.type as keyof typeof of]) ? { ...step, text: WITHHELD } : step));
}

/** The key of what has no id of its own, within what it is answered under. */
function keyWithin(parent: Thing, of: string, value: Answer): string {
  switch (of) {
    case 'ReportingLine':
      return parent.key;
    case 'ProgrammeLead':
    case 'SelectionPanelMember':
      return `${parent.key}:${String(value['personId'])}`;
    case 'Attendance':
      return `${plain((value['enrolment'] as Answer)['id'])}:${parent.key}`;
    case 'FrameworkLevel':
      return `${parent.key}:${String(value['code'])}`;
    default:
      throw new Error(`nothing says which ${of} this is: ${JSON.stringify(value)}`);
  }
}

const plain = (id: unknown): string => Buffer.from(String(id), 'base64url').toString('latin1').replace(/^.*:/, '');
const isList = (value: unknown): value is readonly Answer[] => Array.isArray(value);
const isPage = (value: unknown): value is { readonly nodes: readonly Answer[] } => typeof value === 'object' && value !== null && 'nodes' in value;
