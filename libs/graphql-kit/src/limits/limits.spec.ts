import { buildSchema, parse } from 'graphql';
import { costOf } from './cost.js';
import { LIMITS } from './limits.js';
import { beyondShape } from './shape.js';

const schema = buildSchema(`
  type Query { at(asOf: String, position: String, knownAt: String): Moment!, nodes(ids: [ID!]!): [Item]! }
  type Moment { items(first: Int, last: Int, within: ID): ItemConnection!, steps(first: Int = 100): [Item!]!, all: [Item!]!, self: Moment! }
  type ItemConnection { edges: [ItemEdge!]!, nodes: [Item!]!, pageInfo: PageInfo!, totalCount: Int, totalCountState: String! }
  type ItemEdge { cursor: String!, node: Item! }
  type PageInfo { hasNextPage: Boolean! }
  type Item { id: ID!, name: String!, items(first: Int, last: Int): ItemConnection! }
`);
const cost = (query: string, variables: Record<string, unknown> = {}, operationName?: string) => costOf(schema, parse(query), variables, operationName);
const problems = (query: string) => [beyondShape(parse(query))].flatMap((refused) => refused?.code ?? []);

describe('the cost of an operation', () => {
  it.each([
    ['{ at { __typename } }', 1],
    ['{ at { items(first: 10) { nodes { id name } } } }', 1 + 1 + 10 * 1],
    ['{ at { items(last: 10) { edges { cursor node { id } } } } }', 1 + 1 + 10 * 2],
    ['{ at { items(first: 10) { nodes { items(first: 24) { nodes { name } } } } } }', 1 + 1 + 10 * (1 + 1 + 24)],
    ['{ at { items(first: 10000) { nodes { id } } } }', 1 + 1 + 100],
    ['{ at { items(first: -5) { nodes { id } } } }', 1 + 1 + 1],
    ['{ at { all { id } } }', 1 + 10 * 1],
    ['{ at { steps { id } } }', 1 + 10 * 1],
    ['{ at { steps(first: 3) { id } } }', 1 + 3 * 1],
    ['{ at { all { id items(first: 2) { nodes { id } } } } }', 1 + 10 * (1 + 3)],
    ['{ nodes(ids: ["a", "b"]) { items(first: 2) { nodes { id } } } }', 2 * (1 + 3)],
    ['{ at(asOf: "2025-01-01") { items(first: 10) { nodes { id } } } }', 1 + 1 + 10 * 1],
    ['{ at(position: "7") { items(first: 10) { nodes { id } } } }', 1 + 2 * (1 + 10 * 1)],
    ['{ at(knownAt: "2025-01-01T00:00:00Z") { items(first: 10) { nodes { id } } } }', 1 + 2 * (1 + 10 * 1)],
    ['{ at(position: null, knownAt: null) { items(first: 10, within: null) { nodes { id } } } }', 1 + 1 + 10 * 1],
    ['{ at { items(first: 10, within: "a") { nodes { id } } } }', 1 + 1 + 100 + 10 * 1],
    ['{ at { items(first: 0) { totalCount totalCountState } } }', 1 + 1 + 100],
    ['{ at { items(first: 100) { totalCount nodes { id } } } }', 1 + 1 + 100 + 100],
    [
      '{ at { items(first: 2) { ...F ... { nodes { items(first: 0) { ... { totalCountState } } } } } } } fragment F on ItemConnection { totalCount }',
      1 + 1 + 100 + 2 * (1 + 1 + 100),
    ],
    ['{ a: at { __typename } b: at { __typename } }', 2],
    ['{ __schema { types { name fields { name } } } }', 0],
    ['query($go: Boolean = false) { at { items(first: 10) @include(if: $go) { nodes { id } } } }', 1],
    ['{ at { ...F } } fragment F on Moment { items(first: 3) { nodes { id } } }', 1 + 1 + 3],
  ])('of %s is %d', (query, expected) => expect(cost(query)).toBe(expected));

  it('follows the variables it depends on, and is kept for them', () => {
    const document = parse('query($first: Int!, $name: String) { at { items(first: $first) { nodes { id } } } }');
    const costs = [5, 7, 5].map((first) => costOf(schema, document, { first, name: String(first) }, undefined));
    expect(costs).toEqual([7, 9, 7]);
  });

  it('follows variables that say whether a moment is past, or how wide a list goes', () => {
    const document = parse('query($position: String, $within: ID) { at(position: $position) { items(first: 5, within: $within) { nodes { id } } } }');
    const costs = [{}, { position: '7' }, { position: '8', within: 'a' }, { within: 'b' }, {}].map((variables) =>
      costOf(schema, document, variables, undefined),
    );
    expect(costs).toEqual([7, 13, 213, 107, 7]);
  });

  it('is that of the operation asked for', () => {
    const query = 'query A { at { __typename } } query B { at { items(first: 5) { nodes { id } } } }';
    expect([cost(query, {}, 'A'), cost(query, {}, 'B')]).toEqual([1, 7]);
  });

  it('cannot be told of variables that do not fit', () => {
    expect(() => cost('query($first: Int!) { at { items(first: $first) { nodes { id } } } }', { first: 'many' })).toThrow(/\$first/);
  });
});

describe('the shape of a document', () => {
  const nested = (levels: number) => `{ at ${'{ self '.repeat(levels - 2)}{ __typename }${' }'.repeat(levels - 2)} }`;

  it('may have as many levels as published', () => expect(problems(`{ at ${'{ self '.repeat(10)}{ all { id } }${' }'.repeat(10)} }`)).toEqual(['DEPTH_LIMIT']));
  it('is accepted at the limit', () => expect(problems(nested(LIMITS.depth))).toEqual([]));
  it('is refused beyond', () => expect(problems(`{ at ${'{ self '.repeat(49)}{ all { id } }${' }'.repeat(49)} }`)).toEqual(['DEPTH_LIMIT']));
  it('counts fragments where they are spread', () => {
    const fragments = Array.from({ length: 13 }, (_, index) => `fragment F${index} on Moment { self { ...F${index + 1} } }`).join(' ');
    expect(problems(`{ at { ...F0 } } ${fragments} fragment F13 on Moment { __typename }`)).toEqual(['DEPTH_LIMIT']);
    expect(problems('{ at { ...A ...A } } fragment A on Moment { self { ...B } } fragment B on Moment { __typename }')).toEqual([]);
  });
  it('ends with fragments that spread themselves', () => {
    expect(problems('{ at { ...A } } fragment A on Moment { ...B } fragment B on Moment { ...A }')).toEqual([]);
    expect(problems('{ at { ...A } } fragment A on Moment { self { ...A } }')).toEqual(['DEPTH_LIMIT']);
  });
  it('ignores introspection', () => {
    expect(problems(`{ __schema { types { ${'ofType { '.repeat(15)} name ${'}'.repeat(15)} } } }`)).toEqual([]);
  });
  it('may have so many fragments', () => {
    const fragmented = (count: number) =>
      `{ at { ...F0 } } ${Array.from({ length: count }, (_, index) => `fragment F${index} on Moment { asOf ...F${index + 1} }`).join(' ')}`;
    expect(problems(fragmented(LIMITS.fragments))).toEqual([]);
    expect(problems(fragmented(LIMITS.fragments + 1))).toEqual(['FRAGMENT_LIMIT']);
  });
  it('may come to so many fields, with fragments where they are spread', () => {
    const repeated = (count: number) => `{ at { ${'...F '.repeat(count)} } } fragment F on Moment { ${'... { __typename } '.repeat(20)} }`;
    expect(problems(repeated(48))).toEqual(['REPEAT_LIMIT']); // 48 × 41 + 1 fields
    expect(problems(repeated(49))).toEqual(['FIELD_LIMIT']);
  });
  it('may ask so many times for the same field in the same place', () => {
    const repeated = (count: number) => `{ ${'at { __typename } '.repeat(count - 1)} ...F } fragment F on Query { at { __typename } }`;
    expect(problems(repeated(LIMITS.repeats))).toEqual([]);
    expect(problems(repeated(LIMITS.repeats + 1))).toEqual(['REPEAT_LIMIT']);
  });
  it('counts what stands in a fragment that nobody spreads', () =>
    expect(problems(`{ __typename } fragment F on Query { ${'at { __typename } '.repeat(LIMITS.repeats + 1)} }`)).toEqual(['REPEAT_LIMIT']));
  it('is told at once of fragments that double thirty times', () => {
    const doubling = Array.from({ length: 30 }, (_, index) => `fragment F${index} on Moment { ...F${index + 1} ...F${index + 1} }`).join(' ');
    expect(problems(`{ at { ...F0 } } ${doubling} fragment F30 on Moment { __typename }`)).toEqual(['FIELD_LIMIT']);
  });
  it('may give so many fields another name', () => {
    const aliased = (count: number) => `{ ${Array.from({ length: count }, (_, index) => `a${index}: at { __typename }`).join(' ')} }`;
    expect(problems(aliased(LIMITS.aliases))).toEqual([]);
    expect(problems(aliased(LIMITS.aliases + 1))).toEqual(['ALIAS_LIMIT']);
  });
});
