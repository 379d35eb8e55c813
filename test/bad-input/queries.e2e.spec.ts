import { Journeys } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';
import { unknown } from './support/ground.js';
import { INTERNALS, onRecord, type Reply, type Visitor, visitor } from './support/visitor.js';

let system: System;
let somebody: Visitor;
let cohortId: string;
let head: string;
let token: string;
let before: number;
beforeAll(async () => {
  system = await startSystem();
  somebody = await visitor(system);
  const journeys = await Journeys.prepare(system);
  cohortId = await journeys.openCohort();
  for (let time = 0; time < 3; time += 1) await journeys.applied(cohortId);
  const { receipt } = await system.record('scheduleSession', { cohortId, title: 'x', heldOn: '2025-03-03', minutes: 60, effectiveOn: '2025-01-06' });
  ({ token } = receipt);
  await system.settled();
  head = (await system.ask<{ at: { head: string } }>('{ at { head } }')).data.at.head;
});
afterAll(() => system.stop());
beforeEach(async () => (before = await onRecord(system)));
afterEach(async () => expect(await onRecord(system)).toBe(before));

const problemsOf = ({ errors }: Reply) => errors.map(({ extensions }) => [extensions?.code, extensions?.field]);

/** Interpreted, compiled and in Welsh: the same code and field each time, in words that say something, and nothing of the inside. */
async function expectRefused(query: string, variables: object, code: string, field?: string): Promise<void> {
  const replies = [await somebody.send({ query, variables }), await somebody.send({ query, variables }), await somebody.send({ query, variables })];
  for (const reply of replies) {
    expect(problemsOf(reply)).toEqual([[code, field]]);
    expect(reply.errors[0]?.message).toMatch(/^\S.*\.$/s);
    expect(reply.text).not.toMatch(INTERNALS);
  }
  const welsh = await somebody.send({ query, variables }, { 'accept-language': 'cy' });
  expect(problemsOf(welsh)).toEqual([[code, field]]);
  expect(welsh.errors[0]?.message).not.toBe(replies[0]?.errors[0]?.message);
  expect(welsh.headers.get('content-language')).toBe('cy');
}

/** A document that does not fit the schema is refused in GraphQL's own words, which are English. */
async function expectInvalid(query: string, variables: object, names: RegExp, code = 'GRAPHQL_VALIDATION_FAILED'): Promise<void> {
  for (let time = 0; time < 2; time += 1) {
    const { status, errors, data, text } = await somebody.send({ query, variables }, { accept: 'application/graphql-response+json' });
    expect([status, data]).toEqual([400, undefined]);
    expect(errors[0]).toMatchObject({ message: expect.stringMatching(names), extensions: { code } });
    expect(text).not.toMatch(INTERNALS);
  }
}

const MOMENT =
  'query ($asOf: Date, $knownAt: DateTime, $position: Position, $after: String) { at(asOf: $asOf, knownAt: $knownAt, position: $position, after: $after) { position } }';
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

describe('a moment', () => {
  it.each<readonly [what: string, asked: () => object, code: string, field: string]>([
    ['that is tomorrow', () => ({ knownAt: inDays(1) }), 'MOMENT_IN_FUTURE', 'knownAt'],
    ['that is the end of time', () => ({ knownAt: '9999-12-31T23:59:59.999Z' }), 'MOMENT_IN_FUTURE', 'knownAt'],
    ['just beyond the head', () => ({ position: String(BigInt(head) + 1n) }), 'MOMENT_IN_FUTURE', 'position'],
    ['at the last position there could be', () => ({ position: '9223372036854775807' }), 'MOMENT_IN_FUTURE', 'position'],
    ['said twice', () => ({ position: '1', knownAt: inDays(-1) }), 'MOMENT_OVERSTATED', 'position'],
    ['after a token that is none', () => ({ after: 'x' }), 'TOKEN_MALFORMED', 'after'],
    ['after a token cut short', () => ({ after: token.slice(0, -head.length) }), 'TOKEN_MALFORMED', 'after'],
    ['after a token with a letter more', () => ({ after: `${token}A` }), 'TOKEN_MALFORMED', 'after'],
    ['after a token of another case', () => ({ after: token.toUpperCase() }), 'TOKEN_MALFORMED', 'after'],
    ['after a token with a null byte', () => ({ after: `${token}\0` }), 'TOKEN_MALFORMED', 'after'],
    ['after half a character', () => ({ after: '\ud800' }), 'TOKEN_MALFORMED', 'after'],
    ['after 100 kB', () => ({ after: 'x'.repeat(100_000) }), 'TOKEN_MALFORMED', 'after'],
    ['after no token', () => ({ after: '' }), 'TOKEN_MALFORMED', 'after'],
  ])('%s is refused', (_what, asked, code, field) => expectRefused(MOMENT, asked(), code, field));

  it('after a token of what was never recorded is refused', async () => {
    const reply = await somebody.send({ query: MOMENT, variables: { after: `log:${head}0` } });
    expect(problemsOf(reply)).toEqual([['TOKEN_NOT_REACHED', 'after']]);
  });

  it.each<readonly [what: string, asked: object, names: RegExp]>([
    ['a position below the first', { position: '-1' }, /\$position/],
    ['a position that is too large', { position: '9223372036854775808' }, /\$position/],
    ['a position that is no whole number', { position: 1.5 }, /\$position/],
    ['a position that is a word', { position: 'head' }, /\$position/],
    ['a time without an offset', { knownAt: '2026-01-01T00:00:00' }, /\$knownAt/],
    ['a time that does not exist', { knownAt: '2026-01-01T25:00:00Z' }, /\$knownAt/],
    ['a time of a day that does not exist', { knownAt: '2026-02-30T00:00:00Z' }, /\$knownAt.*A DateTime is/],
    ['a day that does not exist', { asOf: '2026-06-31' }, /\$asOf/],
    ['a day that is none', { asOf: 'yesterday' }, /\$asOf/],
    ['a token that is a number', { after: 5 }, /\$after/],
  ])('is refused by the schema: %s', (_what, asked, names) => expectInvalid(MOMENT, asked, names));

  it('however far off a day is, it is a day', async () => {
    for (const asOf of ['0001-01-01', '1752-09-14', '9999-12-31']) {
      for (const position of [null, '0', '3']) {
        const query = `query ($asOf: Date!, $position: Position) { at(asOf: $asOf, position: $position) { asOf
          organisations(first: 5) { nodes { id } } programmes(first: 5) { nodes { id } } cohorts(first: 5) { nodes { id } }
          enrolments(first: 5) { nodes { id } } leaders(first: 5) { nodes { id } } } }`;
        const { errors, data } = await somebody.send({ query, variables: { asOf, position } });
        expect(errors).toEqual([]);
        expect(data).toMatchObject({ at: { asOf } });
      }
    }
  });
});

const LISTS = ['organisations', 'programmes', 'cohorts', 'enrolments', 'leaders'];
const listed = (list: string) =>
  `query ($first: Int, $last: Int, $after: String, $before: String) { at { ${list}(first: $first, last: $last, after: $after, before: $before) { edges { cursor } } } }`;
const NESTED =
  'query ($id: ID!, $first: Int, $last: Int, $after: String, $before: String) { node(id: $id) { ... on Cohort { enrolments(first: $first, last: $last, after: $after, before: $before) { edges { cursor } } } } }';

describe('a page', () => {
  const sizes: readonly (readonly [what: string, size: object, field: string])[] = [
    ['of 10,000', { first: 10_000 }, 'first'],
    ['of 10,000 from the end', { last: 10_000 }, 'last'],
    ['of 101', { first: 101 }, 'first'],
    ['of fewer than none', { first: -1 }, 'first'],
    ['of as few as there are', { last: -2_147_483_648 }, 'last'],
    ['of two sizes', { first: 1, last: 1 }, 'last'],
    ['of no size', {}, 'first'],
    ['of no size, said', { first: null, last: null }, 'first'],
  ];
  it.each(sizes)('%s is refused by every list', async (_what, size, field) => {
    for (const list of LISTS) await expectRefused(listed(list), size, 'PAGE_SIZE', field);
    await expectRefused(NESTED, { id: cohortId, ...size }, 'PAGE_SIZE', field);
  });

  it.each<readonly [what: string, size: object]>([
    ['of more than 32 bits', { first: 2_147_483_648 }],
    ['of half an item', { first: 1.5 }],
    ['of a word', { first: 'all' }],
  ])('%s is refused by the schema', (_what, size) => expectInvalid(listed('cohorts'), size, /\$first/));

  it.each(['after', 'before'])('%s a cursor that is none is refused, naming it', async (argument) => {
    const cursors = await Promise.all(
      LISTS.map(async (list) => {
        const { data } = await somebody.send({ query: listed(list), variables: { first: 1 } });
        return (data as { at: Record<string, { edges: { cursor: string }[] }> }).at[list]?.edges[0]?.cursor ?? '';
      }),
    );
    for (const [index, list] of LISTS.entries()) {
      const [own = '', others = ''] = [cursors[index], cursors[(index + 1) % LISTS.length]];
      const middle = Math.floor(own.length / 2);
      const tampered = `${own.slice(0, middle)}${own[middle] === 'A' ? 'B' : 'A'}${own.slice(middle + 1)}`;
      const made = Buffer.from(JSON.stringify(['1', "'; drop table es.events; --", 'x'])).toString('base64url');
      const bad = list === 'cohorts' ? ['', 'x', `${own}=`, own.slice(0, -1), `${own}\0`, '\ud800', 'x'.repeat(100_000), made, `AAAAAAAAAAAA${made}`] : [];
      for (const cursor of [tampered, others, ...bad]) await expectRefused(listed(list), { first: 1, [argument]: cursor }, 'INVALID_CURSOR', argument);
      expect((await somebody.send({ query: listed(list), variables: { first: 1, [argument]: own } })).errors).toEqual([]);
    }
  });
});

describe('a filter', () => {
  const filter = (list: string, argument: string, type: string) => `query ($value: ${type}) { at { ${list}(first: 1, ${argument}: $value) { nodes { id } } } }`;
  it.each([
    ['enrolments', 'leader'],
    ['enrolments', 'cohort'],
    ['enrolments', 'programme'],
    ['enrolments', 'within'],
    ['organisations', 'within'],
  ])('of %s by an id of %s that is none is refused', async (list, argument) => {
    const ofAnotherType = argument === 'cohort' ? unknown('Leader') : unknown('Cohort');
    for (const value of ['', 'x', '\0', '\ud800', ofAnotherType, 'x'.repeat(100_000)]) {
      await expectRefused(filter(list, argument, 'ID'), { value }, 'INVALID_INPUT', argument);
    }
    const { errors } = await somebody.send({ query: filter(list, argument, 'ID'), variables: { value: 'd0000000-0000-4000-8000-000000000000' } });
    expect(errors).toEqual([]); // of nobody: an empty list
  });

  it.each([
    ['organisations', 'code'],
    ['programmes', 'code'],
    ['leaders', 'search'],
  ])('of %s by a %s that cannot be one is refused', async (list, argument) => {
    for (const value of ['', 'a\0b', 'a\ud800', 'x'.repeat(100_000)])
      await expectRefused(filter(list, argument, 'String'), { value }, 'INVALID_INPUT', argument);
  });

  it('that is somebody’s SQL finds nothing and does nothing', async () => {
    for (const value of ["' or ''='", '%', '_', '\\', "x'; drop schema es cascade; --", '$1', '{}']) {
      const { errors, data } = await somebody.send({ query: filter('leaders', 'search', 'String'), variables: { value } });
      expect([errors, data]).toEqual([[], { at: { leaders: { nodes: [] } } }]);
      expect((await somebody.send({ query: filter('organisations', 'code', 'String'), variables: { value } })).data).toEqual({
        at: { organisations: { nodes: [] } },
      });
    }
  });

  it('of the funnel by an id that is none is refused', async () => {
    for (const argument of ['cohort', 'programme', 'within']) {
      await expectRefused(`query ($value: ID) { at { funnel(${argument}: $value) { applications } } }`, { value: 'x' }, 'INVALID_INPUT', argument);
    }
  });

  it('that the schema does not know is refused', async () => {
    await expectInvalid(
      'query ($status: [EnrolmentStatus!]) { at { enrolments(first: 1, status: $status) { nodes { id } } } }',
      { status: ['LOST'] },
      /\$status.*LOST/,
    );
    await expectInvalid('{ at { organisations(first: 1, nation: ATLANTIS) { nodes { id } } } }', {}, /ATLANTIS/);
    await expectInvalid('{ at { organisations(first: 1, owner: 1) { nodes { id } } } }', {}, /"owner"/);
  });
});

describe('a node', () => {
  it.each([
    '',
    'x',
    '\0',
    '\ud800',
    'Cohort:1',
    unknown('Nothing'),
    unknown('__proto__'),
    unknown('constructor'),
    'x'.repeat(100_000),
    `${unknown('Cohort')}=`,
  ])('whose id is none is refused: %#', async (id) => {
    await expectRefused('query ($id: ID!) { node(id: $id) { id } }', { id }, 'INVALID_ID', 'id');
    await expectRefused('query ($id: ID!) { nodes(ids: [$id]) { id } }', { id }, 'INVALID_ID', 'ids.0');
  });

  it('that there is not is null', async () => {
    for (const type of ['Cohort', 'Enrolment', 'Leader', 'Assignment', 'Organisation', 'Programme', 'Session']) {
      const { errors, data } = await somebody.send({ query: 'query ($id: ID!) { node(id: $id) { id } }', variables: { id: unknown(type) } });
      expect([type, errors, data]).toEqual([type, [], { node: null }]);
    }
  });

  it('of 101 is refused', () =>
    expectRefused('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: Array.from({ length: 101 }, () => cohortId) }, 'PAGE_SIZE', 'ids'));
});

describe('a document', () => {
  const deep = (rounds: number) =>
    `{ at { cohorts(first: 1) { nodes { ${'enrolments(first: 1) { nodes { cohort { '.repeat(rounds)} id ${'} } } '.repeat(rounds)} } } } }`;
  const bomb = `query { at { ...F0 } } ${Array.from({ length: 30 }, (_, index) => `fragment F${index} on Moment { ...F${index + 1} ...F${index + 1} }`).join(' ')} fragment F30 on Moment { asOf }`;
  it.each<readonly [what: string, query: string, code: string]>([
    ['nested 50 deep', deep(16), 'DEPTH_LIMIT'],
    ['nested 180 deep', deep(60), 'DEPTH_LIMIT'],
    [
      'nested 50 deep through fragments',
      `{ at { cohorts(first: 1) { nodes { ...C0 } } } } ${Array.from({ length: 25 }, (_, index) => `fragment C${index} on Cohort { enrolments(first: 1) { nodes { cohort { ...C${index + 1} } } } }`).join(' ')} fragment C25 on Cohort { id }`,
      'DEPTH_LIMIT',
    ],
    [
      'of 150 fragments, each in the one before',
      `{ at { ...F0 } } ${Array.from({ length: 149 }, (_, index) => `fragment F${index} on Moment { position ...F${index + 1} }`).join(' ')} fragment F149 on Moment { position }`,
      'FRAGMENT_LIMIT',
    ],
    ['that asks for one field 480 times', `{ ${'at { position } '.repeat(480)} }`, 'REPEAT_LIMIT'],
    ['of fragments that double thirty times', bomb, 'FIELD_LIMIT'],
    ['with 100 aliases', `{ ${Array.from({ length: 100 }, (_, index) => `a${index}: limits { cost }`).join(' ')} }`, 'ALIAS_LIMIT'],
    [
      'with 100 aliases of mutations',
      `mutation { ${Array.from({ length: 100 }, (_, index) => `a${index}: acceptOffer(input: { commandId: "x", enrolmentId: "x" }) { __typename }`).join(' ')} }`,
      'ALIAS_LIMIT',
    ],
    ['that costs a fortune', '{ at { cohorts(first: 100) { nodes { enrolments(first: 100) { nodes { leader { id } cohort { id } } } } } } }', 'COST_LIMIT'],
    [
      'that costs a fortune in one list of 100 × 100',
      '{ at { organisations(first: 100) { nodes { children(first: 100) { nodes { links { kind } } } } } } }',
      'COST_LIMIT',
    ],
  ])('%s is refused', (_what, query, code) => expectRefused(query, {}, code));

  it.each<readonly [what: string, query: string, names: RegExp, code: string]>([
    ['with a field that there is not', '{ at { password } }', /"password"/, 'GRAPHQL_VALIDATION_FAILED'],
    ['with a type that there is not', 'query ($x: Money) { __typename }', /"Money"/, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'with a fragment that turns in circles',
      '{ at { ...A } } fragment A on Moment { ...B } fragment B on Moment { ...A }',
      /"A".*itself/,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['with a directive that there is not', '{ at @everything { asOf } }', /@everything/, 'GRAPHQL_VALIDATION_FAILED'],
    ['with two operations and no name', 'query A { __typename } query B { __typename }', /operation/i, 'OPERATION_UNKNOWN'],
    ['that ends too soon', '{ at {', /Syntax Error/, 'GRAPHQL_PARSE_FAILED'],
    ['with a null byte', '{ at \0 { asOf } }', /Syntax Error/, 'GRAPHQL_PARSE_FAILED'],
    ['with half a character', '{ at(after: "\ud800") { asOf } }', /Syntax Error/, 'GRAPHQL_PARSE_FAILED'],
    ['of 6,000 words', `{ ${'__typename '.repeat(6_000)} }`, /Syntax Error.*token/, 'GRAPHQL_PARSE_FAILED'],
    ['that is only braces', '{'.repeat(4_000), /Syntax Error/, 'GRAPHQL_PARSE_FAILED'],
    [
      'that asks for the schema without end',
      `{ __schema { types { ${'fields { type { '.repeat(10)} name ${'} } '.repeat(10)} } } }`,
      /introspection/i,
      'GRAPHQL_VALIDATION_FAILED',
    ],
  ])('%s is refused', (_what, query, names, code) => expectInvalid(query, {}, names, code));

  const within = (open: string, inner: string, close: string, levels: number) => `${open.repeat(levels)}${inner}${close.repeat(levels)}`;
  it.each<readonly [what: string, query: string]>([
    ['lists that never end', `{ at(asOf: ${'['.repeat(1_990)}`],
    ['lists', `{ at(asOf: ${within('[', '1', ']', 900)}) { position } }`],
    ['objects', `{ at(asOf: ${within('{ a: ', '1', '}', 480)}) { position } }`],
    ['types', `query ($x: ${within('[', 'Int', ']', 900)}) { __typename }`],
    ['selections', `{ ${within('at { ', 'position', '}', 600)} }`],
    ['selections of fragments', `{ ${within('... { ', '__typename', '}', 600)} }`],
  ])('of %s within each other is refused before it is parsed', (_what, query) =>
    expectInvalid(query, {}, /^Syntax Error: .* more than 200 levels/, 'GRAPHQL_PARSE_FAILED'),
  );

  it('of as many fragments as published, one within another, is answered', async () => {
    const chain = `{ ...F0 } ${Array.from({ length: 49 }, (_, index) => `fragment F${index} on Query { ...F${index + 1} }`).join(' ')} fragment F49 on Query { __typename }`;
    expect((await somebody.send({ query: chain })).data).toEqual({ __typename: 'Query' });
  });

  it('whose variables are 100,000 levels deep, or 1,000 in an address, is refused', async () => {
    const query = 'query ($asOf: Date) { at(asOf: $asOf) { position } }';
    const accept = 'application/graphql-response+json';
    const deep = within('[', '', ']', 100_000);
    const posted = await somebody.send(`{ "query": ${JSON.stringify(query)}, "variables": { "asOf": ${deep} } }`, { accept });
    const variables = `{"asOf":${within('[', '', ']', 1_000)}}`;
    const addressed = await somebody.get(`/graphql?${new URLSearchParams({ query, variables }).toString()}`, { accept });
    for (const { status, errors } of [posted, addressed]) {
      expect([status, errors.map(({ extensions }) => extensions?.code)]).toEqual([400, ['GRAPHQL_VALIDATION_FAILED']]);
      expect(errors[0]?.message).toMatch(/variables nest more than 200 levels/);
    }
  });

  it('with a subscription is refused', async () => {
    const { data, errors } = await somebody.send({ query: 'subscription { __typename }' });
    expect(data ?? null).toBeNull();
    expect(errors).toEqual([expect.objectContaining({ message: expect.stringContaining('subscription'), extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })]);
  });

  // Read fragment by fragment wherever each is spread, it would be read for longer than anybody waits.
  it('of fragments within fragments is answered', async () => {
    const { errors } = await somebody.send({ query: bomb });
    expect(errors).toHaveLength(1);
  });
});
