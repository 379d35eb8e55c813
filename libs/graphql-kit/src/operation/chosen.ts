import type { FastifyRequest } from 'fastify';
import type { DocumentNode, OperationDefinitionNode, ParseOptions } from 'graphql';
import { getOperationAST, Kind, OperationTypeNode, parse } from 'graphql';
import { LRUCache } from 'lru-cache';
import { hashOf } from '../http/documents.js';
import { RequestRefused } from '../http/request-refused.js';
import { assertFlatDocument } from '../limits/nesting.js';

type Sent = Pick<FastifyRequest, 'method' | 'body' | 'query'>;
type Names = readonly (string | undefined)[];

/** As many texts as Mercurius keeps documents. */
export const TEXTS_KEPT = 256;
// By hash: a text may hold names that are not to stay in memory.
const known = new LRUCache<string, Names>({ max: TEXTS_KEPT });

/** The operation that a request names, as it names it. */
export function operationNameOf({ body, query }: Sent): string | undefined {
  const { operationName } = ((body ?? query) as { readonly operationName?: unknown } | undefined) ?? {};
  return typeof operationName === 'string' ? operationName : undefined;
}

/** The variables of a request, as they were sent. */
export function variablesOf({ body, query }: Sent): unknown {
  const { variables } = ((body ?? query) as { readonly variables?: unknown } | undefined) ?? {};
  return typeof variables === 'string' && variables !== '' ? JSON.parse(variables) : variables;
}

/**
 * Refuses a request that names none of its document's operations, or does not say which of several. To be called before the document is
 * looked into; one that does not parse, or holds no operation, is left to whoever looks.
 * @throws RequestRefused OPERATION_UNKNOWN, GraphQLError for one that nests too deeply to be parsed
 */
export function assertChosen(source: string, request: Sent, options: ParseOptions): void {
  const names = namesIn(source, options);
  const name = operationNameOf(request);
  if (names.length > 0 && !(name === undefined ? names.length === 1 : names.includes(name))) throw new RequestRefused('OPERATION_UNKNOWN');
}

function namesIn(source: string, options: ParseOptions): Names {
  const hash = hashOf(source);
  let names = known.get(hash);
  if (names !== undefined) return names;
  assertFlatDocument(source, options);
  names = parsed(source, options).map(({ name }) => name?.value);
  known.set(hash, names);
  return names;
}

function parsed(source: string, options: ParseOptions): readonly OperationDefinitionNode[] {
  try {
    return parse(source, options).definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  } catch {
    return [];
  }
}

/**
 * The operation of a document that a request asks for, alone with the document's fragments; undefined where the document holds no other.
 * @throws RequestRefused METHOD_REFUSED for one that changes something and is not sent by POST
 */
export function chosenAlone(document: DocumentNode, request: Sent): DocumentNode | undefined {
  const chosen = getOperationAST(document, operationNameOf(request));
  if (request.method !== 'POST' && chosen?.operation !== OperationTypeNode.QUERY) throw new RequestRefused('METHOD_REFUSED');
  const definitions = document.definitions.filter((definition) => definition === chosen || definition.kind !== Kind.OPERATION_DEFINITION);
  return definitions.length === document.definitions.length ? undefined : { ...document, definitions };
}
