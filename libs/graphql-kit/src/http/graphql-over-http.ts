import type { Principal } from '@app/identity';
import { NotAuthenticated } from '@app/identity';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { LIMITS } from '../limits/limits.js';
import { answerRefused } from './errors.js';
import { RequestRefused } from './request-refused.js';
import { actAs, askedBy, endOf } from './requests.js';

/** Those that signing in again does not help against; everything else is 401. */
const STATUS: Readonly<Record<string, number>> = { TOKEN_INSUFFICIENT: 403, NO_ROLE: 403, ISSUER_UNREACHABLE: 503 };
/** Seconds after which to ask again while an issuer does not answer. */
const RETRY_AFTER = 5;

export interface GraphqlOverHttpOptions {
  readonly path: string;
  /** Who an `Authorization` header speaks for; throws `NotAuthenticated`. */
  readonly authenticate: (authorization: string | undefined) => Promise<Principal>;
}

/**
 * Makes Mercurius' routes speak GraphQL over HTTP (https://graphql.github.io/graphql-over-http), typed to the letter:
 * who asks is known before a body is read, a malformed request is refused before it is parsed, and the answer's media
 * type is the one that was asked for. To be called before the routes are registered.
 */
export function graphqlOverHttp(server: FastifyInstance, { path, authenticate }: GraphqlOverHttpOptions): void {
  const identify = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    reply.raw.once('close', () => endOf(request));
    try {
      actAs(request, await authenticate(request.headers.authorization));
      return undefined;
    } catch (error) {
      if (!(error instanceof NotAuthenticated)) throw error;
      const { statusCode, response } = answerRefused(error, STATUS[error.code] ?? 401, askedBy(request));
      void (statusCode === 503 ? reply.header('retry-after', RETRY_AFTER) : reply.header('www-authenticate', 'Bearer'));
      return reply.code(statusCode).send(response);
    }
  };

  server.addHook('onRoute', (route: RouteOptions) => {
    if (route.url !== path) return;
    route.bodyLimit = LIMITS.bodyBytes;
    // Mercurius' own schema coerces what it should refuse, and writes the indices of error paths as text.
    delete route.schema;
    route.onRequest = [identify, ...listed(route.onRequest)];
    route.preValidation = [checkForm, ...listed(route.preValidation)];
    route.onSend = [finish, ...listed(route.onSend)];
  });
}

function listed<Hook>(hooks: Hook | Hook[] | undefined): Hook[] {
  return hooks === undefined ? [] : Array.isArray(hooks) ? hooks : [hooks];
}

// Mercurius takes a text that does not parse for a document as JSON, and would trust its shape.
const looksLikeJson = /^\s*(?:\{\s*["}]|[["\d-]|(?:true|false|null)\s*$)/;

async function checkForm(request: FastifyRequest): Promise<void> {
  const given: unknown = request.method === 'POST' ? request.body : request.query;
  if (Array.isArray(given)) throw new RequestRefused('BATCH_REFUSED');
  if (!isObject(given)) throw new RequestRefused('MALFORMED_REQUEST');
  const { query, operationName, variables, extensions } = request.method === 'POST' ? given : fromUrl(given);
  const wellFormed = typeof query === 'string' && query !== '' && !looksLikeJson.test(query) && (operationName == null || typeof operationName === 'string');
  if (!wellFormed || !(variables == null || isObject(variables)) || !(extensions == null || isObject(extensions)))
    throw new RequestRefused('MALFORMED_REQUEST');
}

function fromUrl({ variables, extensions, ...rest }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { ...rest, variables: parsed(variables), extensions: parsed(extensions) };
}

function parsed(text: unknown): unknown {
  if (text === undefined || text === '') return undefined;
  try {
    return typeof text === 'string' ? (JSON.parse(text) as unknown) : text;
  } catch {
    throw new RequestRefused('MALFORMED_REQUEST');
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function finish(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  endOf(request);
  const { language, knowsGraphqlResponse, requestId } = askedBy(request);
  void reply
    .header('content-type', `application/${knowsGraphqlResponse ? 'graphql-response+json' : 'json'}; charset=utf-8`)
    .header('content-language', language)
    .header('vary', 'accept, accept-language')
    .header('x-request-id', requestId);
  return payload;
}
