import type { Principal } from '@app/identity';
import { accountOf } from '@app/kernel';
import { decideLanguage, type Language, languageOf } from '@app/localisation';
import { SnapshotOver } from '@app/read-model';
import type { FastifyRequest } from 'fastify';
import type { GraphqlContext } from '../operation/context.js';
import type { ReadSources } from '../operation/reads.js';
import { OperationReads } from '../operation/reads.js';
import type { Admission } from './admission.js';
import type { Asked } from './errors.js';
import { RequestRefused } from './request-refused.js';

interface Identified {
  asked: Asked;
  principal?: Principal;
  context?: GraphqlContext;
  /** To be called when nothing of it goes on any more. */
  leave?: () => void;
  readonly over: AbortController;
}

const identified = new WeakMap<FastifyRequest, Identified>();
const traceparentForm = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

function identify(request: FastifyRequest): Identified {
  let known = identified.get(request);
  if (!known) {
    const { accept, 'accept-language': acceptLanguage } = request.headers;
    known = {
      asked: {
        language: languageOf(acceptLanguage),
        requestId: request.id,
        knowsGraphqlResponse: prefersGraphqlResponse(accept),
        mayIntrospect: false,
      },
      over: new AbortController(),
    };
    identified.set(request, known);
  }
  return known;
}

// Callers that say nothing, or anything, get `application/json`, which every one of them reads.
function prefersGraphqlResponse(accept: string | undefined): boolean {
  if (!accept?.includes('application/graphql-response+json')) return false;
  const weight = (type: string): number => {
    const [, quality] = new RegExp(`${type.replace(/[+/]/g, '\\$&')}[^,]*?;\\s*q=([\\d.]+)`).exec(accept) ?? [];
    return accept.includes(type) ? Number(quality ?? 1) : 0;
  };
  return weight('application/graphql-response+json') >= weight('application/json');
}

const purposeForm = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;

/** What the caller reads personal values for, by the header `purpose`: a code, since it is recorded in the open. */
function purposeOf({ headers: { purpose } }: FastifyRequest): string | undefined {
  return typeof purpose === 'string' && purposeForm.test(purpose) ? purpose : undefined;
}

/** @throws RequestRefused PURPOSE_MALFORMED, and PURPOSE_UNKNOWN where it is on no list */
export async function checkPurpose(request: FastifyRequest, isPurpose: (code: string) => Promise<boolean>): Promise<void> {
  if (request.headers['purpose'] === undefined) return;
  const purpose = purposeOf(request);
  if (purpose === undefined) throw new RequestRefused('PURPOSE_MALFORMED');
  if (!(await isPurpose(purpose))) throw new RequestRefused('PURPOSE_UNKNOWN');
}

/** How a request is to be answered. */
export function askedBy(request: FastifyRequest): Asked {
  return identify(request).asked;
}

/** Has whoever asks answered in the language that they prefer, where it is known. @returns how the request is then to be answered */
export function answerIn(request: FastifyRequest, preferred: Language | undefined): Asked {
  const known = identify(request);
  known.asked = { ...known.asked, language: decideLanguage([preferred, request.headers['accept-language']]) };
  return known.asked;
}

/** Remembers who is asking. */
export function actAs(request: FastifyRequest, principal: Principal, mayIntrospect: boolean): void {
  const known = identify(request);
  known.principal = principal;
  known.asked = { ...answerIn(request, principal.language), mayIntrospect };
}

/** Who is asking. @throws Error before that is known */
export function principalOf(request: FastifyRequest): Principal {
  const { principal } = identify(request);
  if (!principal) throw new Error('an operation started before anybody was identified');
  return principal;
}

/** What a request's resolvers share; made when GraphQL first asks for it. */
export function contextOf(request: FastifyRequest, sources: ReadSources, timeoutMs?: number): GraphqlContext {
  const known = identify(request);
  if (known.context) return known.context;
  if (!known.principal) throw new Error('an operation started before anybody was identified');
  const { traceparent } = request.headers;
  const purpose = purposeOf(request);
  known.context = {
    actor: known.principal.actor,
    principal: known.principal,
    language: known.asked.language,
    clock: sources.clock,
    requestId: known.asked.requestId,
    reads: new OperationReads(sources, known.principal, purpose, timeoutMs),
    ...(typeof traceparent === 'string' && traceparentForm.test(traceparent) ? { traceparent } : {}),
  };
  // Whoever asked hung up before anything began.
  if (known.over.signal.aborted) void known.context.reads.end();
  return known.context;
}

/** Aborted once a request is answered, or given up. */
export function overOf(request: FastifyRequest): AbortSignal {
  return identify(request).over.signal;
}

/** Waits until what a request asks for may go on. @throws RequestRefused BUSY; what tells that its sender hung up */
export async function admit(request: FastifyRequest, admission: Admission): Promise<void> {
  const known = identify(request);
  const leave = await admission.enter(accountOf(principalOf(request).actor), known.over.signal);
  known.leave = leave;
  if (!known.over.signal.aborted) return;
  leave();
  known.over.signal.throwIfAborted();
}

/** Ends a request's operation, as answered or as given up: nothing is read for it any more, and its place is the next one's once nothing goes on. */
export function endOf(request: FastifyRequest): void {
  const known = identified.get(request);
  if (!known || known.over.signal.aborted) return;
  known.over.abort(new SnapshotOver('over'));
  void Promise.resolve(known.context?.reads.end()).then(() => known.leave?.());
}
