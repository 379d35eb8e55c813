import type { SubjectAccessExport } from '@app/data-rights';
import { uuidOf } from '@app/graphql-kit';
import { NotAuthenticated, type Principal } from '@app/identity';
import { type RefusalMessage, Refused } from '@app/kernel';
import { languageOf, say } from '@app/localisation';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';

const messages = {
  SUBJECT_ACCESS_NOT_FOUND: {
    status: 404,
    en: 'There is nothing here for you. Ask for what is held about you first, by requestSubjectAccess, and use the id that it answers.',
    cy: 'Nid oes dim byd yma i chi. Gofynnwch yn gyntaf am yr hyn a ddelir amdanoch, drwy requestSubjectAccess, a defnyddiwch yr ID a roddir.',
  },
  SUBJECT_ACCESS_BUSY: {
    status: 503,
    en: 'Others are fetching what is held about them right now. Try again in a minute.',
    cy: 'Mae eraill yn nôl yr hyn a ddelir amdanynt ar hyn o bryd. Rhowch gynnig arall arni ymhen munud.',
  },
} as const satisfies Record<string, RefusalMessage & { readonly status: number }>;

/** As `/graphql` answers who is not signed in. */
const STATUS: Readonly<Record<string, number>> = { TOKEN_INSUFFICIENT: 403, NO_ROLE: 403, ISSUER_UNREACHABLE: 503 };
/** Each looks through the whole log. */
const MOST_AT_ONCE = 2;
const TYPES = { html: 'text/html; charset=utf-8', json: 'application/json; charset=utf-8' } as const;
const FORMATS = { html: 'HTML', json: 'JSON' } as const;

export interface SubjectAccessRoute {
  readonly answers: SubjectAccessExport;
  /** Who an `Authorization` header speaks for; throws `NotAuthenticated`. */
  readonly authenticate: (authorization: string | undefined, delegationId: string | undefined) => Promise<Principal>;
}

/**
 * `GET /subject-access/<request>.html` and `.json`: everything that is held about whoever asks, for them alone. Somebody else’s, an administrator’s and a
 * deputy’s request is answered as one for what is not there.
 */
export function serveSubjectAccess(server: FastifyInstance, { answers, authenticate }: SubjectAccessRoute): void {
  let running = 0;
  for (const format of ['html', 'json'] as const) {
    server.get<{ Params: { request: string } }>(`/subject-access/:request.${format}`, async (request, reply) => {
      const principal = await authenticate(request.headers.authorization, delegationOf(request)).catch((error: unknown) => {
        if (error instanceof NotAuthenticated) return error;
        throw error;
      });
      if (principal instanceof NotAuthenticated) return refuse(request, reply, principal, STATUS[principal.code] ?? 401);
      const { actor } = principal;
      const id = uuidOf('SubjectAccessRequest', request.params.request);
      const about = id === undefined ? undefined : await answers.about(id);
      if (id === undefined || about !== actor.id || actor.onBehalfOf !== undefined) return refuse(request, reply, messages.SUBJECT_ACCESS_NOT_FOUND);
      if (running >= MOST_AT_ONCE) return refuse(request, reply.header('retry-after', 60), messages.SUBJECT_ACCESS_BUSY);
      running++;
      const document = Readable.from(textOf(answers.answer(id, [FORMATS[format]], 'FETCHED', { ...actor, role: 'leader' })));
      document.once('close', () => running--);
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

function delegationOf({ headers: { 'on-behalf-of': delegation } }: FastifyRequest): string | undefined {
  return typeof delegation === 'string' ? delegation : undefined;
}

async function* textOf(parts: AsyncIterable<{ readonly text: string }>): AsyncGenerator<string> {
  for await (const { text } of parts) yield text;
}

function refuse(request: FastifyRequest, reply: FastifyReply, message: Refused | (RefusalMessage & { readonly status: number }), status = 404): FastifyReply {
  const language = languageOf(request.headers['accept-language']);
  const refused = message instanceof Refused ? message : new Refused(codeOf(message), {}, message);
  return reply
    .code(message instanceof Refused ? status : message.status)
    .header('content-language', language)
    .header('cache-control', 'no-store')
    .send({ errors: [{ message: say(refused.text, refused.details, language), extensions: { code: refused.code } }] });
}

const codeOf = (message: RefusalMessage): string => Object.entries(messages).find(([, one]) => one === message)?.[0] ?? '';
