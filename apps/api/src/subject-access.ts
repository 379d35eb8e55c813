import type { SubjectAccessExport } from '@app/data-rights';
import {
  type Admission,
  answerWithErrors,
  type Arrivals,
  askedBy,
  delegationOf,
  type Rates,
  RequestRefused,
  signInStatus,
  tooMany,
  uuidOf,
} from '@app/graphql-kit';
import { NotAuthenticated, type Principal } from '@app/identity';
import { accountOf, Refused } from '@app/kernel';
import { decideLanguage, type Language, say } from '@app/localisation';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { PACE, type Pace, paced } from './paced.js';

const NOTHING_HERE = new Refused(
  'SUBJECT_ACCESS_NOT_FOUND',
  {},
  {
    en: 'There is nothing here for you. Ask for what is held about you first, by requestSubjectAccess, and use the id that it answers.',
    cy: 'Nid oes dim byd yma i chi. Gofynnwch yn gyntaf am yr hyn a ddelir amdanoch, drwy requestSubjectAccess, a defnyddiwch yr ID a roddir.',
  },
);

const TYPES = { html: 'text/html; charset=utf-8', json: 'application/json; charset=utf-8' } as const;
const FORMATS = { html: 'HTML', json: 'JSON' } as const;

export interface SubjectAccessRoute {
  readonly answers: SubjectAccessExport;
  /** Who an `Authorization` header speaks for; throws `NotAuthenticated`. */
  readonly authenticate: (authorization: string | undefined, delegationId: string | undefined) => Promise<Principal>;
  /** Of how many requests of one address that is established at once. */
  readonly arrivals: Arrivals;
  /** How much is answered to each who asks, counted with their queries (default: however much). */
  readonly rate?: Rates['reads'] | undefined;
  /** How many are answered at once. */
  readonly admission: Admission;
  /** How fast it is to be taken, so that nobody holds a place for as long as they like. */
  readonly pace?: Pace | undefined;
}

/**
 * `GET /subject-access/<request>.html` and `.json`: everything that is held about whoever asks, for them alone. Somebody else’s, an administrator’s and a
 * deputy’s request is answered as one for what is not there.
 */
export function serveSubjectAccess(server: FastifyInstance, { answers, authenticate, arrivals, rate, admission, pace = PACE }: SubjectAccessRoute): void {
  for (const format of ['html', 'json'] as const) {
    server.get<{ Params: { request: string } }>(`/subject-access/:request.${format}`, { errorHandler: failed }, async (request, reply) => {
      const over = new AbortController();
      reply.raw.once('close', () => over.abort());
      const establish = () => authenticate(request.headers.authorization, delegationOf(request));
      const principal = await arrivals.admit(request, over.signal, establish).catch((error: unknown) => {
        if (error instanceof NotAuthenticated) return error;
        throw error;
      });
      // How much one address may ask in vain is counted before.
      if (principal instanceof NotAuthenticated) return refuse(request, reply, principal.language, principal, signInStatus(principal));
      const { actor, language } = principal;
      const account = accountOf(actor);
      const seconds = rate?.take(account) ?? 0;
      if (rate && seconds > 0) return refuse(request, reply.header('retry-after', seconds), language, tooMany(rate, seconds), 429);
      const id = uuidOf('SubjectAccessRequest', request.params.request);
      const about = id === undefined ? undefined : await answers.about(id);
      if (id === undefined || about !== actor.id || actor.onBehalfOf !== undefined) return refuse(request, reply, language, NOTHING_HERE, 404);
      const place = await admission.enter(account, over.signal).then(
        (leave) => ({ leave }),
        (error: unknown) => ({ error }),
      );
      if ('error' in place) {
        const { error } = place;
        if (error instanceof RequestRefused) return refuse(request, reply.header('retry-after', secondsOf(error)), language, error, error.statusCode);
        // Whoever waited hung up.
        if (over.signal.aborted) return reply.code(503).send();
        throw error;
      }
      const whole = textOf(answers.answer(id, [FORMATS[format]], 'FETCHED', { ...actor, role: 'leader' }));
      const text = paced(
        whole,
        pace,
        () => admission.isAwaitedBeside(account),
        () => document.destroy(new Error('its reader is too slow')),
      );
      const document = Readable.from(text);
      // Once what it is at is done, too.
      document.once('close', () => void text.return(undefined).finally(place.leave));
      return reply
        .header('content-type', TYPES[format])
        .header('content-disposition', `attachment; filename="${id}.${format}"`)
        .header('cache-control', 'no-store')
        .header('x-content-type-options', 'nosniff')
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
        .send(document);
    });
  }
}

/** What fails in the service is told as it is of queries. */
function failed(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { statusCode, response, retryAfter } = answerWithErrors({ errors: [error] }, askedBy(request));
  if (retryAfter !== undefined) void reply.header('retry-after', retryAfter);
  void reply
    .code(statusCode === 500 || statusCode === 429 ? statusCode : 503)
    .header('cache-control', 'no-store')
    .send(response);
}

const secondsOf = ({ retryAfterMs = 0 }: RequestRefused): number => Math.ceil(retryAfterMs / 1_000);

async function* textOf(parts: AsyncIterable<{ readonly text: string }>): AsyncGenerator<string> {
  for await (const { text } of parts) yield text;
}

function refuse(request: FastifyRequest, reply: FastifyReply, preferred: Language | undefined, refused: Refused, status: number): FastifyReply {
  const { code, text, details } = refused;
  const retryAfterMs = refused instanceof RequestRefused ? refused.retryAfterMs : undefined;
  const language = decideLanguage([preferred, request.headers['accept-language']]);
  return reply
    .code(status)
    .header('content-language', language)
    .header('cache-control', 'no-store')
    .send({ errors: [{ message: say(text, details, language), extensions: { code, ...(retryAfterMs !== undefined && { retryAfterMs }) } }] });
}
