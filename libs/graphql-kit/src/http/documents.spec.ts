import { buildSchema } from 'graphql';
import { Documents, hashOf } from './documents.js';

const schema = buildSchema('type Query { a: Int }');
const text = '{ a }';
const documents = new Documents({ [hashOf(text)]: text });

describe('documents that may be sent', () => {
  it.each<[what: string, request: Readonly<Record<string, unknown>>]>([
    ['an id', { documentId: `sha256:${hashOf(text)}` }],
    ['a bare hash', { documentId: hashOf(text) }],
    ['the extension', { extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(text) } } }],
    ['their text', { query: text }],
  ])('are found by %s', (_what, request) => expect(documents.of(request)).toBe(text));

  it.each<[what: string, request: Readonly<Record<string, unknown>>]>([
    ['nothing', {}],
    ['another text', { query: '{ a  }' }],
    ['another hash beside their text', { documentId: hashOf('x'), query: text }],
    ['a name of every object', { documentId: 'constructor' }],
    ['no text', { documentId: 5 }],
    ['no extension', { extensions: { persistedQuery: null } }],
  ])('are not found by %s', (_what, request) => expect(documents.of(request)).toBeUndefined());

  it('are known by the hash of their text and no other', () => {
    expect(() => new Documents({ [hashOf('x')]: text })).toThrow('is not the SHA-256 of its document');
    expect(() => new Documents([text])).toThrow('it is not an object');
    expect(() => new Documents({ x: 1 })).toThrow('x is not the text of a document');
  });

  it('say what of them the schema does not answer', () => {
    expect(documents.problems(schema)).toEqual([]);
    expect(new Documents({ [hashOf('{ b }')]: '{ b }', [hashOf('{')]: '{' }).problems(schema)).toEqual([
      expect.stringContaining(`${hashOf('{ b }')}: Cannot query field "b" on type "Query".`),
      expect.stringContaining('Syntax Error'),
    ]);
  });
});
