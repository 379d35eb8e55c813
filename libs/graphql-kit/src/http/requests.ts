import type { Principal } from '@app/identity';
import { languageOf } from '@app/localisation';
import type { FastifyRequest } from 'fastify';
import type { GraphqlContext } from '../operation/context.js';
import type { ReadSources } from '../operation/reads.js';
import { OperationReads } from '../operation/reads.js';
import type { Asked } from './errors.js';

interface Identified {
  asked: Asked;
  principal?: Principal;
  context?: GraphqlContext;
}

const identified = new WeakMap<FastifyRequest, Identified>();
const traceparentForm = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

function identify(request: FastifyRequest): Identified {
  let known = identified.get(request);
  if (!known) {
    const { accept, 'accept-language': acceptLanguage } = request.headers;
    known = {
      asked: { language: languageOf(acceptLanguage), requestId: request.id, knowsGraphqlResponse: prefersGraphqlResponse(accept) },
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

/** How a request is to be answered. */
export function askedBy(request: FastifyRequest): Asked {
  return identify(request).asked;
}

/** Remembers who is asking. They are answered in the language that they prefer, where it is known. */
export function actAs(request: FastifyRequest, principal: Principal): void {
  const known = identify(request);
  known.principal = principal;
  if (principal.language) known.asked = { ...known.asked, language: principal.language };
}

/** What a request's resolvers share; made when GraphQL first asks for it. */
export function contextOf(request: FastifyRequest, sources: ReadSources): GraphqlContext {
  const known = identify(request);
  if (known.context) return known.context;
  if (!known.principal) throw new Error('an operation started before anybody was identified');
  const { traceparent } = request.headers;
  known.context = {
    actor: known.principal.actor,
    principal: known.principal,
    language: known.asked.language,
    clock: sources.clock,
    requestId: known.asked.requestId,
    reads: new OperationReads(sources, known.principal),
    ...(typeof traceparent === 'string' && traceparentForm.test(traceparent) ? { traceparent } : {}),
  };
  return known.context;
}

/** Ends the reads of a request's operation. */
export function endOf(request: FastifyRequest): void {
  identified.get(request)?.context?.reads.end();
}
