import type { Principal } from '@app/identity';
import { NotAuthenticated } from '@app/identity';
import { accountOf } from '@app/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { LIMITS } from '../limits/limits.js';
import { uuidOf } from '../node.js';
import { choosesMutation } from '../operation/chosen.js';
import type { Admission } from './admission.js';
import type { Arrivals } from './arrivals.js';
import { type Documents, hashIn } from './documents.js';
import { answerRefused, answerWithErrors } from './errors.js';
import { networkOf, type Rates, tooMany } from './rates.js';
import { RequestRefused } from './request-refused.js';
import { actAs, admit, answerIn, askedBy, checkPurpose, endOf, overOf, principalOf } from './requests.js';

/** Those that signing in again does not help against; everything else is 401. */
const STATUS: Readonly<Partial<Record<NotAuthenticated['code'], number>>> = {
  TOKEN_INSUFFICIENT: 403,
  NO_ROLE: 403,
  DELEGATION_UNKNOWN: 403,
  DELEGATION_NOT_YET: 403,
  DELEGATION_EXPIRED: 403,
  DELEGATION_ENDED: 403,
  DELEGATION_TO_ONESELF: 403,
  ISSUER_UNREACHABLE: 503,
};
/** The HTTP status under which it is said of a request that it is not established who asks. */
export const signInStatus = ({ code }: NotAuthenticated): number => STATUS[code] ?? 401;

/** Whoever reads much is not kept from recording, nor the other way about. */
export interface Admissions {
  readonly reads: Admission;
  readonly mutations: Admission;
}

export interface GraphqlOverHttpOptions {
  readonly path: string;
  /** Who an `Authorization` header speaks for, and by which delegation where one is named; throws `NotAuthenticated`. */
  readonly authenticate: (authorization: string | undefined, delegationId: string | undefined) => Promise<Principal>;
  /** Of how many requests of one address that is established at once. */
  readonly arrivals: Arrivals;
  /** How much is answered (default: however much). */
  readonly rates?: Rates | undefined;
  /** How many operations go on at once, of queries and of mutations apart (default: however many). */
  readonly admission?: Admissions | undefined;
  /** What may be sent (default: any document). */
  readonly documents?: Documents | undefined;
  /** Whether a code says what personal values may be read for (default: any does). */
  readonly isPurpose?: ((code: string) => Promise<boolean>) | undefined;
  /** Who may ask what the schema is (default: everybody who may ask anything). */
  readonly mayIntrospect?: ((principal: Principal) => boolean) | undefined;
}

/**
 * Makes Mercurius' routes speak GraphQL over HTTP (https://graphql.github.io/graphql-over-http), typed to the letter:
 * who asks is known before a body is read, a malformed request is refused before it is parsed, and the answer's media
 * type is the one that was asked for. To be called before the routes are registered.
 */
export function graphqlOverHttp(server: FastifyInstance, options: GraphqlOverHttpOptions): void {
  const { path, authenticate, arrivals, rates, admission, documents, isPurpose = () => Promise.resolve(true), mayIntrospect = () => true } = options;

  const identify = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    reply.raw.once('close', () => endOf(request));
    try {
      const principal = await arrivals.admit(request, overOf(request), () => authenticate(request.headers.authorization, delegationOf(request)));
      actAs(request, principal, mayIntrospect(principal));
      return undefined;
    } catch (error) {
      if (!(error instanceof NotAuthenticated)) {
        // Whom an identity belongs to cannot be told while the database, or a key, is out of reach, nor while its address sends more than its share.
        const { statusCode, response, retryAfter } = answerWithErrors({ errors: [error] }, askedBy(request));
        if (retryAfter !== undefined) void reply.header('retry-after', retryAfter);
        return reply.code(statusCode === 500 || statusCode === 429 ? statusCode : 503).send(response);
      }
      const status = signInStatus(error);
      // That nobody can be told apart now is no reason to send everybody behind one address away for longer.
      const seconds = rates && status !== 503 ? rates.anonymous.take(networkOf(request.ip)) : 0;
      const refused = rates && seconds > 0 ? tooMany(rates.anonymous, seconds) : error;
      const { statusCode, response } = answerRefused(refused, seconds > 0 ? 429 : status, answerIn(request, error.language));
      if (statusCode === 429) void reply.header('retry-after', seconds);
      else if (statusCode !== 503) void reply.header('www-authenticate', 'Bearer');
      return reply.code(statusCode).send(response);
    }
  };

  const mutates = (request: FastifyRequest): boolean => sendsMutation(request, documents);

  // Last of all: what is refused for its form waits for nobody.
  const takePlace = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (!admission) return;
    try {
      await admit(request, mutates(request) ? admission.mutations : admission.reads);
    } catch (error) {
      if (error instanceof RequestRefused) void reply.header('retry-after', Math.ceil((error.retryAfterMs ?? 0) / 1_000));
      throw error;
    }
  };

  // Before the form is looked at, so that what is refused for it counts as well.
  const limitActor = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (!rates) return;
    const rate = mutates(request) ? rates.mutations : rates.reads;
    const seconds = rate.take(accountOf(principalOf(request).actor));
    if (seconds === 0) return;
    void reply.header('retry-after', seconds);
    throw tooMany(rate, seconds);
  };

  const onlyListed = async (request: FastifyRequest): Promise<void> => {
    const given = request.method === 'POST' ? request.body : fromUrl(request.query as Readonly<Record<string, unknown>>);
    if (!documents || !isObject(given)) return;
    const document = documents.of(given);
    if (document === undefined) throw new RequestRefused('DOCUMENT_UNKNOWN');
    Object.assign((request.method === 'POST' ? request.body : request.query) as object, { query: document });
  };

  // Nothing beside it says who asks in a way that is known here. Whoever watches over the process is not counted.
  const limitAddress = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const seconds = rates?.anonymous.take(networkOf(request.ip)) ?? 0;
    if (!rates || seconds === 0) return undefined;
    const { statusCode, response } = answerRefused(tooMany(rates.anonymous, seconds), 429, askedBy(request));
    return reply.code(statusCode).header('retry-after', seconds).send(response);
  };

  server.addHook('onRoute', (route: RouteOptions) => {
    if (route.url !== path) {
      if (!/^\/health(?:\/|$)/.test(route.url)) route.onRequest = [limitAddress, ...listed(route.onRequest)];
      return;
    }
    route.bodyLimit = LIMITS.bodyBytes;
    // Mercurius' own schema coerces what it should refuse, and writes the indices of error paths as text.
    delete route.schema;
    route.onRequest = [identify, ...listed(route.onRequest)];
    route.preValidation = [limitActor, onlyListed, checkForm, (request: FastifyRequest) => checkPurpose(request, isPurpose), ...listed(route.preValidation)];
    route.preHandler = [takePlace, ...listed(route.preHandler)];
    route.onSend = [finish, ...listed(route.onSend)];
  });
}

/** The delegation that a request names in the header `on-behalf-of`: its UUID, or what is no id of any. */
export function delegationOf({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const named = headers['on-behalf-of'];
  if (named === undefined) return undefined;
  return typeof named === 'string' ? (uuidOf('Delegation', named.trim()) ?? '') : '';
}

function sendsMutation(request: FastifyRequest, documents: Documents | undefined): boolean {
  const { method, body } = request;
  if (method !== 'POST' || !isObject(body)) return false;
  const document = documents ? documents.of(body) : body['query'];
  return typeof document === 'string' && choosesMutation(document, request);
}

function listed<Hook>(hooks: Hook | Hook[] | undefined): Hook[] {
  return hooks === undefined ? [] : Array.isArray(hooks) ? hooks : [hooks];
}

// Mercurius takes a text that does not parse for a document as JSON, and would trust its shape.
const looksLikeJson = /^\s*(?:\{\s*["}]|[["\d-]|(?:true|false|null)\s*$)/;

async function checkForm(request: FastifyRequest): Promise<void> {
  const given: unknown = request.method === 'POST' ? request.body : request.query;
  // In an address, what is empty stands for nothing; Mercurius would take it for a value.
  if (request.method !== 'POST' && isObject(given))
    for (const name of ['operationName', 'variables', 'extensions']) if (given[name] === '') Object.assign(given, { [name]: null });
  if (Array.isArray(given)) throw new RequestRefused('BATCH_REFUSED');
  if (!isObject(given)) throw new RequestRefused('MALFORMED_REQUEST');
  const sent = request.method === 'POST' ? given : fromUrl(given);
  const { query, operationName, variables, extensions } = sent;
  if (query == null && hashIn(sent) != null) throw new RequestRefused('PERSISTED_QUERY_NOT_SUPPORTED');
  const wellFormed = typeof query === 'string' && query !== '' && !looksLikeJson.test(query) && (operationName == null || typeof operationName === 'string');
  if (!wellFormed || !(variables == null || isObject(variables)) || !(extensions == null || isObject(extensions)))
    throw new RequestRefused('MALFORMED_REQUEST');
}

function fromUrl({ variables, extensions, ...rest }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { ...rest, variables: parsed(variables), extensions: parsed(extensions) };
}

function parsed(text: unknown): unknown {
  if (text == null || text === '') return undefined;
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
  const vary = reply.getHeader('vary');
  void reply
    .header('content-type', `application/${knowsGraphqlResponse ? 'graphql-response+json' : 'json'}; charset=utf-8`)
    .header('content-language', language)
    .header('cache-control', 'no-store')
    .header('vary', `${vary === undefined ? '' : `${String(vary)}, `}accept, accept-language`)
    .header('x-request-id', requestId);
  return payload;
}
