import type { GraphQLResolveInfo } from 'graphql';
import { buildSchema, execute, parse } from 'graphql';
import type { Asked } from './asked.js';
import { askedOfNodes, propertiesFor } from './asked.js';

const schema = buildSchema(`
  type Query { books(first: Int): BookConnection! }
  type BookConnection { nodes: [Book!]!, edges: [BookEdge!]!, pageInfo: PageInfo! }
  type BookEdge { node: Book!, cursor: String! }
  type PageInfo { hasNextPage: Boolean! }
  type Book { id: ID!, title: String!, pages: Int!, author: Author, thickness: Int!, blurb: String }
  type Author { id: ID!, name: String! }
`);
const book = schema.getType('Book');
if (book && 'getFields' in book) {
  Object.assign(book.getFields()['author'] ?? {}, { extensions: { needs: ['authorId'] } });
  Object.assign(book.getFields()['thickness'] ?? {}, { extensions: { needs: ['pages', 'paper'] } });
}
const columns = new Set(['id', 'title', 'pages', 'paper', 'authorId']);

function asked(query: string): Asked | undefined {
  let found: Asked | undefined;
  const books = (_args: unknown, _context: unknown, info: GraphQLResolveInfo) => {
    found = askedOfNodes(info);
    return { nodes: [], edges: [], pageInfo: { hasNextPage: false } };
  };
  void execute({ schema, document: parse(query), rootValue: { books } });
  return found;
}
const properties = (query: string) => {
  const found = asked(query);
  return found && propertiesFor(found, columns);
};

describe('what an operation asks for of the rows of a list', () => {
  it.each<[string, string, readonly string[] | undefined]>([
    ['columns by their names', '{ books { nodes { id title } } }', ['id', 'title']],
    ['what resolved fields say that they need', '{ books { nodes { thickness author { name } } } }', ['authorId', 'pages', 'paper']],
    ['what stands in fragments', '{ books { nodes { ...F ... on Book { pages } } } } fragment F on Book { title }', ['pages', 'title']],
    ['what aliases and directives name', '{ books { nodes { a: title b: pages @include(if: false) } } }', ['pages', 'title']],
    ['the same through edges', '{ books { edges { cursor node { title } } } }', ['title']],
    ['nothing of what GraphQL answers itself', '{ books { nodes { __typename } } }', []],
    ['whole rows for a field that does not say', '{ books { nodes { title blurb } } }', undefined],
    ['whole rows where nodes are asked for in two ways', '{ books { nodes { title } edges { node { pages } } } }', undefined],
    ['whole rows where none are asked for', '{ books { pageInfo { hasNextPage } } }', undefined],
  ])('is %s', (_what, query, expected) => expect(properties(query)).toEqual(expected));

  it('tells one field of a document from another of the same name', () => {
    const found = asked('{ books { nodes { author { id ...A } } } } fragment A on Author { name }');
    expect([...(found?.fields.get('author')?.fields.keys() ?? [])]).toEqual(['id', 'name']);
  });
});
