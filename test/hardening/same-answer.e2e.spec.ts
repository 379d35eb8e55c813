import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { nodeId } from '@app/graphql-kit';
import { access } from '@app/tracker';
import { getNamedType, type GraphQLArgument, type GraphQLInputField, isEnumType, isInputObjectType, isListType, isNonNullType, isObjectType } from 'graphql';
import supertest from 'supertest';
import { type Persona, personasOf, seenOf, type Thing, thingsOf } from '../access/support/judge.js';
import { apiSchema } from '../access/support/schema.js';
import { makeWorld, SCOPE } from '../access/support/world.js';
import { startSystem, type System } from '../support/system.js';

// What is there and not theirs is answered as what is not there: byte for byte but for the id itself, whatever takes an id. How long it takes
// is of one class as well (docs/configuration.md), which nothing here measures.

const NOBODY = 'd0000000-0000-4000-8000-000000000000';
const schema = apiSchema();

let system: System;
let things: readonly Thing[];
let personas: readonly Persona[];
/** The ids of what is on record, one of each type, by what it is of. */
const events = new Map<string, ReadonlyMap<string, string>>();
const tokens = new Map<string, string>();
beforeAll(async () => {
  system = await startSystem();
  const world = await makeWorld(system);
  // A key with more in it than an id is no thing that an id names.
  things = thingsOf(world).filter(({ key }) => /^[0-9a-f-]{36}$/.test(key));
  const { rows } = await system.database.database.query<{ of: string; type: string; id: string }>(
    'select right(stream, 36) as of, type, max(event_id::text) as id from es.events group by 1, 2',
  );
  for (const { of, type, id } of rows) events.set(of, new Map([...(events.get(of) ?? []), [type, id]]));
  personas = personasOf(world, SCOPE).filter(({ roles }) => roles.every(({ national = false }) => !national));
  for (const { name, id, claims } of personas) tokens.set(name, (await system.as({ actor: { kind: 'person', id, role: 'leader' }, claims })).token);
}, 600_000);
afterAll(() => system.stop());

/** What a field or argument names, by its name; all there is where that does not tell. */
const NAMED: Readonly<Record<string, string>> = {
  leader: 'Leader',
  person: 'Leader',
  manager: 'Leader',
  assignment: 'Assignment',
  enrolment: 'Enrolment',
  cohort: 'Cohort',
  programme: 'Programme',
  organisation: 'Organisation',
  within: 'Organisation',
  session: 'Session',
  erasure: 'ErasureRequest',
  merged: 'Leader',
  transferto: 'Cohort',
  principal: 'Leader',
  deputy: 'Leader',
  grantee: 'Leader',
  reader: 'Leader',
  parent: 'Organisation',
  signpostedto: 'Programme',
  framework: 'Framework',
  event: 'RecordedEvent',
  corrects: 'RecordedEvent',
};
const typesNamedBy = (field: string): readonly string[] => {
  const found = Object.keys(NAMED).find((name) => field.toLowerCase().endsWith(name) || field.toLowerCase().endsWith(`${name}id`));
  return found === undefined ? [...new Set(things.map(({ resource }) => resource))] : [NAMED[found] ?? ''];
};
const isId = ({ type, name }: GraphQLArgument | GraphQLInputField): boolean => getNamedType(type).name === 'ID' && name !== 'commandId';
/** The ids of what somebody may not see; of events, one of each type of what is of each kind. */
function hiddenFrom(persona: Persona, type: string): readonly string[] {
  const hidden = things.filter((thing) => {
    const seen = seenOf(persona, thing);
    // A cohort is seen by everybody, and what became of its places is not.
    return seen.size === 0 || (type === 'RecordedEvent' && thing.resource === 'Cohort' && !seen.has('history'));
  });
  if (type !== 'RecordedEvent') return hidden.filter(({ resource }) => resource === type).map(({ key }) => nodeId(type, key));
  // That somebody is back is a fact of the employer that has them back, who may amend it though they are gone since.
  const theirs = (of: string) => of === 'LeaderReturned';
  const byType = hidden.flatMap(({ resource, key }) =>
    [...(events.get(key) ?? [])].filter(([of]) => !theirs(of)).map(([of, id]) => [`${resource} ${of}`, id] as const),
  );
  return [...new Set(new Map(byType).values())];
}
const seenBy = (persona: Persona, type: string): Thing | undefined => things.find((thing) => thing.resource === type && seenOf(persona, thing).size > 0);

/** A whole answer, as it goes out, without what is the request's own. */
async function answered(persona: Persona, query: string, variables: object, id: string): Promise<string> {
  const { status, text, headers } = await supertest(system.api.getHttpServer() as Server)
    .post('/graphql')
    .set({ authorization: `Bearer ${tokens.get(persona.name) ?? ''}` })
    .send({ query, variables });
  const { 'x-request-id': _request, date: _date, 'content-length': _length, etag: _etag, ...rest } = headers;
  return JSON.stringify([status, rest, text.replaceAll(id, 'ID')]);
}

/** What every mutation takes is asked of each about some, and of all together about all. */
const SHARES = 6;
let turn = 0;

/** The answers of somebody to the same question about something hidden and about nothing. */
async function expectSame(persona: Persona, what: string, query: string, type: string, about: (id: string) => object): Promise<number> {
  const all = hiddenFrom(persona, type);
  const hidden = what.endsWith(' corrects')
    ? all.filter((_id, index) => (index + turn) % SHARES === 0)
    : all.slice(0, type === 'RecordedEvent' ? undefined : 2);
  turn += 1;
  if (hidden.length === 0) return 0;
  const missing = type === 'RecordedEvent' ? NOBODY : nodeId(type, NOBODY);
  const nothing = await answered(persona, query, about(missing), missing);
  expect([what, nothing]).not.toEqual([what, expect.stringMatching(/INTERNAL|GRAPHQL_/)]);
  for (const id of hidden) {
    expect([persona.name, what, await answered(persona, query, about(id), id)]).toEqual([persona.name, what, nothing]);
  }
  return hidden.length;
}

/**
 * Whom these name nobody need see who names them: somebody is drawn in (a panel, a manager, a deputy), or comes back whom nobody saw meanwhile. That it
 * is recorded tells that there is such a person, and is on record with whoever asked.
 */
const NAMED_FREELY = [
  'appointSelectionPanelMember personId',
  'releaseSelectionPanelMember personId',
  'setReportingLine managerId',
  'grantDelegation deputyId',
  'returnToEmployer leaderId',
];

describe('every mutation that takes an id', () => {
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});

  /** An input of the right form, about things that are seen, but for one field. */
  function inputOf(persona: Persona, typeName: string, one: string, id: string, path = ''): Record<string, unknown> {
    const type = schema.getType(typeName);
    if (!isInputObjectType(type)) throw new Error(`${typeName} is no input`);
    return Object.fromEntries(
      Object.values(type.getFields())
        .filter((field) => isNonNullType(field.type) || path + field.name === one || one.startsWith(`${path}${field.name}.`))
        .map((field) => {
          const { name } = field;
          const named = getNamedType(field.type);
          const value = (): unknown => {
            if (path + name === one) return id;
            if (name === 'commandId') return randomUUID();
            if (isInputObjectType(named)) return inputOf(persona, named.name, one, id, `${path}${name}.`);
            if (isEnumType(named)) return named.getValues()[0]?.name;
            if (isId(field)) {
              const [of = ''] = typesNamedBy(name);
              return nodeId(of, seenBy(persona, of)?.key ?? NOBODY);
            }
            return { Int: 1, Boolean: true, Date: '2025-03-03', Float: 1 }[named.name] ?? 'x';
          };
          const listed = isListType(isNonNullType(field.type) ? field.type.ofType : field.type);
          return [name, listed ? [value()] : value()];
        }),
    );
  }

  const idFields = (typeName: string, path = ''): string[] => {
    const type = schema.getType(typeName);
    if (!isInputObjectType(type)) return [];
    return Object.values(type.getFields()).flatMap((field) =>
      isId(field) ? [path + field.name] : idFields(getNamedType(field.type).name, `${path}${field.name}.`),
    );
  };

  it.each(mutations.map((mutation) => [mutation.name, mutation] as const))('%s', async (name, { args }) => {
    const inputType = getNamedType(args[0]?.type)?.name ?? '';
    const command = access.matrix.sends.get(name) ?? name.charAt(0).toUpperCase() + name.slice(1);
    const query = `mutation ($input: ${String(args[0]?.type)}) { outcome: ${name}(input: $input) { __typename ... on Refusal { code message field } ... on Recorded { id: recordedFor } } }`;
    for (const persona of personas) {
      // Whoever may do it whatever it is about is told by the command itself what is missing: there, nothing is hidden from them. An event is permitted by what it is of.
      if (name !== 'voidFact' && persona.roles.some(({ role }) => access.matrix.ways(command, role).includes('public'))) continue;
      for (const field of idFields(inputType).filter((one) => !NAMED_FREELY.includes(`${name} ${one}`))) {
        for (const type of typesNamedBy(field)) {
          await expectSame(persona, `${name} ${field}`, query, type, (id) => ({ input: inputOf(persona, inputType, field, id) }));
        }
      }
    }
  });
});

it('what is named freely is named by mutations that there are', () => {
  const fields = Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap(({ name, args }) => {
    const type = getNamedType(args[0]?.type);
    return isInputObjectType(type) ? Object.keys(type.getFields()).map((field) => `${name} ${field}`) : [];
  });
  expect(NAMED_FREELY.filter((one) => !fields.includes(one))).toEqual([]);
});

describe('every query that takes an id', () => {
  it('node and nodes', async () => {
    let asked = 0;
    for (const persona of personas) {
      for (const type of new Set(things.map(({ resource }) => resource))) {
        if (!isObjectType(schema.getType(type))) continue;
        asked += await expectSame(persona, `node ${type}`, 'query ($id: ID!) { node(id: $id) { __typename id } }', type, (id) => ({ id }));
        await expectSame(persona, `nodes ${type}`, 'query ($id: ID!) { nodes(ids: [$id, $id]) { __typename id } }', type, (id) => ({ id }));
      }
    }
    expect(asked).toBeGreaterThan(50);
  });

  const fields = ['Query', 'Moment'].flatMap((typeName) => {
    const type = schema.getType(typeName);
    return isObjectType(type)
      ? Object.values(type.getFields())
          .filter(({ name }) => name !== 'node' && name !== 'nodes')
          .flatMap((field) => field.args.filter(isId).map((arg) => ({ typeName, field, arg, name: `${typeName}.${field.name}(${arg.name})` })))
      : [];
  });

  it.each(fields)('$name', async ({ typeName, field, arg }) => {
    const others = field.args.filter((other) => other !== arg && isNonNullType(other.type) && isId(other));
    const page = field.args.some(({ name }) => name === 'first') ? ', first: 5' : '';
    const selection = isObjectType(getNamedType(field.type))
      ? page === ''
        ? '{ __typename }'
        : '{ nodes { __typename } pageInfo { hasNextPage endCursor } }'
      : '';
    // Required ids beside this one would have to be known: there are none.
    expect(others.map(({ name }) => name)).toEqual([]);
    const listed = isListType(isNonNullType(arg.type) ? arg.type.ofType : arg.type);
    const asked = `${field.name}(${arg.name}: ${listed ? '[$id]' : '$id'}${page}) ${selection}`;
    const query = `query ($id: ID!) { ${typeName === 'Query' ? asked : `at { ${asked} }`} }`;
    for (const persona of personas) {
      for (const type of typesNamedBy(arg.name)) await expectSame(persona, field.name, query, type, (id) => ({ id }));
    }
  });
});
