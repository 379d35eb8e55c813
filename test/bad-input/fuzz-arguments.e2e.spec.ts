import { Database } from '@app/database';
import { stops } from '@app/event-store';
import { nodeId, parseNodeId } from '@app/graphql-kit';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import fc from 'fast-check';
import type { GraphQLArgument, GraphQLField, GraphQLInputType, GraphQLNamedType, GraphQLObjectType } from 'graphql';
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';
import { startSystem, type System } from '../support/system.js';
import { anything, DEFECT, FUZZ_RUNS, FUZZ_SEED, moment, number, text, time } from './support/fuzz.js';
import { prepare } from './support/ground.js';
import { logLines } from './support/log-lines.js';

// Every argument of every field that the schema has, given whatever JSON can say: answered, or refused as the fault of whoever asked.

let system: System;
let lines: string[];
let askers: readonly System[];
let fields: readonly Place[];
let mutations: readonly Place[];
/** Ids, cursors, tokens and codes that the service has answered. */
let known: { readonly ids: readonly string[]; readonly texts: readonly string[] };

interface Place {
  readonly name: string;
  /** With those of the moment that it is asked at, each after `at_`. */
  readonly args: readonly Pick<GraphQLArgument, 'name' | 'type' | 'defaultValue'>[];
  /** The whole operation, its arguments as variables. */
  readonly document: string;
}

beforeAll(async () => {
  system = await startSystem();
  const ground = await prepare(system);
  const leader = parseNodeId(ground.person.leaderId)?.id ?? '';
  askers = [
    system,
    ...(await Promise.all([
      ...(['talent-partner', 'auditor', 'board-member'] as const).map((role) => system.as(role)),
      system.as({ identity: { issuer: '', subject: leader }, actor: { kind: 'person', id: leader, role: 'leader' }, claims: [] }),
    ])),
  ];
  const { schema } = system.api.get(GraphQLSchemaHost, { strict: false });
  const [query, mutation] = [schema.getQueryType(), schema.getMutationType()];
  fields = query ? placesUnder(query) : [];
  mutations = Object.values(mutation?.getFields() ?? {}).map((field) => place('mutation', [], field));
  const { data } = await system.ask<{ at: Record<string, { edges: { cursor: string; node: { id: string } }[] }> }>(
    `{ at { ${['cohorts', 'programmes', 'organisations', 'leaders', 'enrolments'].map((list) => `${list}(first: 5) { edges { cursor node { id } } }`).join(' ')} } }`,
  );
  const edges = Object.values(data.at).flatMap((list) => list.edges);
  const plain = 'd0000000-0000-4000-8000-000000000000';
  known = {
    ids: [
      ...new Set([
        ...Object.values(ground).filter((value) => typeof value === 'string'),
        ...edges.map(({ node }) => node.id),
        plain,
        nodeId('Nothing', plain),
        nodeId('Leader', plain),
      ]),
    ],
    texts: [...edges.map(({ cursor }) => cursor), ...edges.map(({ cursor }) => `${cursor}x`), 'leading-for-the-future', 'SITSS_1', 'x@example.org'],
  };
  lines = logLines(system);
}, 600_000);
afterAll(() => system.stop());

const MOMENT = 'at_';
const isConnection = (type: GraphQLNamedType): boolean => type.name.endsWith('Connection');

/** What of a type is selected: all that needs no argument, one level deep, and the cursors of a list. */
function selection(type: GraphQLNamedType): string {
  if (isUnionType(type))
    return `{ __typename ${type
      .getTypes()
      .map((one) => `... on ${one.name} ${selection(one)}`)
      .join(' ')} }`;
  if (isConnection(type)) return '{ nodes { __typename } edges { cursor } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } }';
  if (!isObjectType(type)) return isLeafType(type) ? '' : '{ __typename }';
  const leaves = Object.values(type.getFields()).filter((field) => isLeafType(getNamedType(field.type)) && !field.args.some(isRequiredArgument));
  return `{ __typename ${leaves
    .map(({ name, type: leaf }) => `${name}_${getNamedType(leaf).name}: ${name}`)
    .slice(0, 25)
    .join(' ')} }`;
}

function place(kind: 'query' | 'mutation', path: readonly string[], field: GraphQLField<unknown, unknown>, at: readonly GraphQLArgument[] = []): Place {
  const given = (args: readonly GraphQLArgument[], prefix = ''): string => args.map(({ name }) => `${name}: $${prefix}${name}`).join(' ');
  const target = `${field.name}(${given(field.args)}) ${selection(getNamedType(field.type))}`;
  const ways = path.map((way) => (way === 'at' ? `at(${given(at, MOMENT)})` : way));
  const document = ways.reduceRight((inner, outer) => `${outer} { ${inner} }`, target);
  const args = [...field.args, ...(path[0] === 'at' ? at.map(({ name, type, defaultValue }) => ({ name: `${MOMENT}${name}`, type, defaultValue })) : [])];
  const variables = args.map(({ name, type }) => `$${name}: ${String(type)}`);
  return { name: [...path, field.name].join('.'), args, document: `${kind} (${variables.join(' ')}) { ${document} }` };
}

/** Every field with arguments, by the shortest way to it. */
function placesUnder(root: GraphQLObjectType): readonly Place[] {
  const places: Place[] = [];
  const ways: { readonly type: GraphQLObjectType; readonly path: readonly string[] }[] = [{ type: root, path: [] }];
  const seen = new Set([root.name]);
  for (const { type, path } of ways) {
    for (const field of Object.values(type.getFields())) {
      if (field.args.length > 0) places.push(place('query', path, field, root.getFields()['at']?.args));
      const next = getNamedType(field.type);
      if (!isObjectType(next) || seen.has(next.name)) continue;
      const paged = isConnection(next);
      if (!paged && field.args.some(isRequiredArgument)) continue;
      seen.add(next.name);
      ways.push({ type: next, path: [...path, paged ? `${field.name}(first: 2)` : field.name] });
    }
  }
  return places;
}

/** Values for a place of a type: mostly such as it may take, so that they get further than GraphQL itself. */
function valuesFor(type: GraphQLInputType, name: string): fc.Arbitrary<unknown> {
  const fitting = fittingFor(getNullableType(type), name);
  const mostly = fc.oneof({ weight: 40, arbitrary: fitting }, { weight: 1, arbitrary: anything });
  // A page is so many from one end.
  const seldom = name === 'last' || name === 'before' || name.startsWith(MOMENT);
  return isNonNullType(type) ? mostly : fc.oneof({ weight: seldom ? 1 : 24, arbitrary: mostly }, { weight: 8, arbitrary: fc.constant(null) });
}

function fittingFor(type: GraphQLInputType, name: string): fc.Arbitrary<unknown> {
  if (isListType(type))
    return fc.oneof(
      { weight: 8, arbitrary: fc.array(valuesFor(type.ofType, name), { maxLength: 3 }) },
      fc.array(fittingFor(getNullableType(type.ofType), name), { minLength: 101, maxLength: 120 }),
    );
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name: value }) => value));
  if (isInputObjectType(type))
    return fc.record(Object.fromEntries(Object.values(type.getFields()).map((field) => [field.name, valuesFor(field.type, field.name)])), {
      requiredKeys: Object.values(type.getFields())
        .filter((field) => isNonNullType(field.type))
        .map((field) => field.name),
    });
  const { name: scalar } = getNamedType(type);
  if (scalar === 'Boolean') return fc.boolean();
  if (name === 'first' || name === 'last') return fc.oneof({ weight: 6, arbitrary: fc.constantFrom(1, 2, 5) }, number);
  if (scalar === 'Int' || scalar === 'Float') return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(1, 2, 3, 30, 60) }, number);
  if (scalar === 'Date') return fc.oneof({ weight: 3, arbitrary: fc.constantFrom('2025-01-06', '2025-06-30', '2026-03-02') }, time);
  if (scalar === 'DateTime') return fc.oneof(moment, time);
  if (scalar === 'Position') return fc.oneof(fc.constantFrom('0', '1', '9', '9223372036854775807', '9223372036854775808', '-1', 5, '007'), text);
  if (scalar === 'ID' && name === 'commandId') return fc.oneof({ weight: 9, arbitrary: fc.uuid() }, text);
  if (scalar === 'ID') {
    const named = name.replace(/Ids?$/, '').toLowerCase();
    const suited = known.ids.filter((id) => parseNodeId(id)?.type.toLowerCase() === named);
    return fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...(suited.length > 0 ? suited : known.ids)) }, fc.constantFrom(...known.ids), text);
  }
  return fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...known.texts) }, text);
}

/** What says of itself that it passes, and is told as such. */
const PASSING = new Set(['BUSY', 'UNAVAILABLE', 'NOT_READY']);

async function expectAnswered({ document }: Place, variables: object, asker: System, language: string): Promise<void> {
  const before = lines.length;
  const { token } = asker;
  const response = await fetch(`${await system.api.getUrl()}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'accept-language': language },
    body: JSON.stringify({ query: document, variables }),
  });
  const answer = await response.text();
  for (let turn = 0; turn < 100 && lines.length === before; turn += 1) await new Promise((resolve) => setTimeout(resolve, 2));
  expect(lines.slice(before)).toEqual([expect.stringContaining('"route":"/graphql"')]);
  expect(answer).not.toMatch(DEFECT);
  const { errors = [] } = JSON.parse(answer) as { readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[] };
  if (response.status >= 500) expect([response.status, errors.filter(({ extensions }) => !PASSING.has(extensions?.code ?? ''))]).toEqual([503, []]);
}

function asked(places: readonly Place[]) {
  return fc.record({
    asker: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(askers.length - 1)),
    language: fc.constantFrom('en', 'cy'),
    sent: fc.oneof(
      ...places.map((one) =>
        fc
          .record(Object.fromEntries(one.args.map(({ name, type }) => [name, valuesFor(type, name)])), {
            requiredKeys: one.args.filter(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined).map(({ name }) => name),
          })
          .map((variables) => ({ name: one.name, variables })),
      ),
    ),
  });
}

async function expectAllAnswered(places: readonly Place[]): Promise<void> {
  const byName = new Map(places.map((one) => [one.name, one]));
  await fc.assert(
    fc.asyncProperty(asked(places), async ({ asker, language, sent }) => {
      const [one, who] = [byName.get(sent.name), askers[asker]];
      if (one && who) await expectAnswered(one, sent.variables, who, language);
    }),
    { numRuns: FUZZ_RUNS, seed: FUZZ_SEED },
  );
}

it('every field with arguments is asked', () => {
  const { schema } = system.api.get(GraphQLSchemaHost, { strict: false });
  const all = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith('__') && type !== schema.getMutationType());
  const named = all
    .flatMap((type) => (isObjectType(type) ? Object.values(type.getFields()).filter(({ args }) => args.length > 0) : []))
    .map(({ name }) => name);
  expect([...new Set(named)].filter((name) => !fields.some((one) => one.name.endsWith(name)))).toEqual([]);
});

it('whatever a query is given is answered, or refused as the fault of whoever asked', () => expectAllAnswered(fields), 60_000 + FUZZ_RUNS * 300);

it(
  'whatever a mutation is given is answered, or refused, and can be projected and acted on',
  async () => {
    await expectAllAnswered(mutations);
    await system.settled();
    expect(await stops(system.projector.get(Database))).toEqual([]);
  },
  60_000 + FUZZ_RUNS * 300,
);
