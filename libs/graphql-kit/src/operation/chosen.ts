import type { Refused } from '@app/kernel';
import type { FastifyRequest } from 'fastify';
import type { DocumentNode, GraphQLError } from 'graphql';
import { getOperationAST, Kind, OperationTypeNode, parse } from 'graphql';
import { LRUCache } from 'lru-cache';
import { hashOf } from '../http/documents.js';
import { RequestRefused } from '../http/request-refused.js';
import { beyondNesting } from '../limits/nesting.js';
import { beyondShape } from '../limits/shape.js';

type Sent = Pick<FastifyRequest, 'method' | 'body' | 'query'>;

interface Operation {
  readonly name: string | undefined;
  readonly type: OperationTypeNode;
}

/** What is kept of a text: its operations, and why it is not looked into where its shape is beyond the limits. */
interface Reading {
  readonly operations: readonly Operation[];
  readonly refused?: Refused | GraphQLError | undefined;
}

/** How a document is parsed. */
export const PARSING = { maxLexicalTokens: 2_000 };
/** As many texts as Mercurius keeps documents. */
export const TEXTS_KEPT = 256;
// By hash: a text may hold names that are not to stay in memory.
const known = new LRUCache<string, Reading>({ max: TEXTS_KEPT });

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
 * Refuses a request whose document nests too deeply to be parsed, or is of a shape beyond the limits, and one that names none of its
 * document's operations, or does not say which of several. To be called before the document is looked into; one that does not parse, or
 * holds no operation, is left to whoever looks.
 * @throws RequestRefused OPERATION_UNKNOWN, Refused for a limit, GraphQLError for one that nests too deeply
 */
export function assertChosen(source: string, request: Sent): void {
  const { operations, refused } = readingOf(source);
  if (refused) throw refused;
  if (operations.length > 0 && !chosenOf(operations, request)) throw new RequestRefused('OPERATION_UNKNOWN');
}

/** Whether the operation that a request chooses of its document changes something; one that does not parse changes nothing. */
export function choosesMutation(source: string, request: Sent): boolean {
  return chosenOf(readingOf(source).operations, request)?.type === OperationTypeNode.MUTATION;
}

function chosenOf(operations: readonly Operation[], request: Sent): Operation | undefined {
  const asked = operationNameOf(request);
  if (asked !== undefined) return operations.find(({ name }) => name === asked);
  return operations.length === 1 ? operations[0] : undefined;
}

function readingOf(source: string): Reading {
  const hash = hashOf(source);
  let reading = known.get(hash);
  if (reading === undefined) known.set(hash, (reading = read(source)));
  return reading;
}

function read(source: string): Reading {
  const refused = beyondNesting(source, PARSING);
  const document = refused ? undefined : parsed(source);
  if (document === undefined) return { operations: [], refused };
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return { operations: operations.map(({ name, operation }) => ({ name: name?.value, type: operation })), refused: beyondShape(document) };
}

function parsed(source: string): DocumentNode | undefined {
  try {
    return parse(source, PARSING);
  } catch {
    return undefined;
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
