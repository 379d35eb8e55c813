/** @jest-environment node */
import 'reflect-metadata';
import { nodeId } from '@app/graphql-kit';
import { run, type Running } from './support/running.js';

const UNKNOWN = nodeId('Book', '3f2c7a52-6f0e-4d7b-9d5a-0c1e2b3a4f50');

let api: Running;
let book: string;
beforeAll(async () => {
  api = await run();
  book = (await api.shelve('A', 'A title')).id;
});
afterAll(() => api.stop());

/** Interpreted, and compiled: each has code of its own for what is null. */
async function twice(query: string, variables: object = {}) {
  return [await api.ask(query, variables), await api.ask(query, variables), await api.ask(query, variables)];
}

describe('a part that is refused', () => {
  it('of several ids is each that is none, with its reason; the others are answered', async () => {
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } limits { pageSize } }';
    for (const { data, errors } of await twice(query, { ids: [book, 'x', UNKNOWN, nodeId('Nothing', '3f2c7a52-6f0e-4d7b-9d5a-0c1e2b3a4f50'), book] })) {
      expect(data).toEqual({ nodes: [{ id: book }, null, null, null, { id: book }], limits: { pageSize: 100 } });
      expect(errors.map(({ path, extensions }) => [path, extensions])).toEqual([
        [['nodes', 1], { code: 'INVALID_ID', field: 'ids.1' }],
        [['nodes', 3], { code: 'INVALID_ID', field: 'ids.3' }],
      ]);
    }
  });

  it.each([
    ['one id', 'node(id: "x") { id }', 'node', { code: 'INVALID_ID', field: 'id' }],
    ['too many ids', `nodes(ids: [${'"x" '.repeat(101)}]) { id }`, 'nodes', { code: 'PAGE_SIZE', field: 'ids', details: { max: 100 } }],
    ['a moment', 'at(position: "1000") { asOf }', 'at', { code: 'MOMENT_IN_FUTURE', field: 'position', details: { given: '1000' } }],
  ])('is null where it is %s, and nothing beside it is lost', async (_what, part, name, extensions) => {
    for (const { status, data, errors } of await twice(`{ refused: ${part} other: at { books(first: 1) { nodes { title } } } }`)) {
      expect(status).toBe(200);
      expect([name, data]).toEqual([name, { refused: null, other: { books: { nodes: [{ title: 'A title' }] } } }]);
      expect(errors).toEqual([expect.objectContaining({ path: ['refused'], extensions })]);
    }
  });

  it('is null where it is a list, and so is its twin alone', async () => {
    const query = '{ at { none: books { nodes { id } } far: books(first: 1, after: "x") { nodes { id } } books(first: 1) { nodes { title } } } }';
    for (const { data, errors } of await twice(query)) {
      expect(data).toEqual({ at: { none: null, far: null, books: { nodes: [{ title: 'A title' }] } } });
      expect(errors.map(({ path, extensions }) => [path?.join('.'), extensions?.code, extensions?.field]).sort()).toEqual([
        ['at.far', 'INVALID_CURSOR', 'after'],
        ['at.none', 'PAGE_SIZE', 'first'],
      ]);
    }
  });
});
