import { SubjectAccessExport } from '@app/data-rights';
import { comingUpOn } from '@app/database';
import { answerRefused, Arrivals, askedBy, graphqlOverHttp, Rates, ReadSources, RequestRefused, sayWhenToRetry } from '@app/graphql-kit';
import { SignIn, Tokens } from '@app/identity';
import { SystemClock } from '@app/kernel';
import { Keyring } from '@app/privacy';
import { KnownReasons } from '@app/reason';
import { StartLogger } from '@app/tracker';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { FastifyInstance } from 'fastify';
import { Logger } from 'nestjs-pino';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { admissionsOf } from './admission.js';
import { ApiModule } from './api.module.js';
import { compressAnswers } from './compression.js';
import type { Exposure } from './exposure.js';
import { graphiql } from './graphiql.js';
import { logRequests } from './log-requests.js';
import { answerUnreadable, answerUnroutable, refuseUnreadable } from './malformed.js';
import type { ApiOptions, Timeouts } from './options.js';
import { queries } from './queries.js';
import { signInParts } from './sign-in.js';
import { serveSubjectAccess } from './subject-access.js';
import { welcome } from './welcome.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** No answer takes as long as the silence, since no query may read for as long. */
const TIMEOUTS: Timeouts = { request: 30_000, headers: 15_000, silence: 120_000, check: 1_000 };

/** What a page of another origin may send, and see of an answer. No cookies: who asks is said by a token. */
const CROSS_ORIGIN = {
  methods: ['GET', 'POST'],
  allowedHeaders: ['authorization', 'content-type', 'accept-language', 'on-behalf-of', 'purpose', 'traceparent', 'x-request-id'],
  exposedHeaders: ['content-language', 'retry-after', 'x-request-id'],
  maxAge: 600,
};

/** The caller's own request id, where it is a UUID; else a new one. */
function requestId({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && uuid.test(given) ? given : randomUUID();
}

// A connection that is kept alive by its client would keep a process that stops alive as well; what has begun is answered, and nothing else begun.
function turnAwayWhenStopping(server: FastifyInstance): void {
  let stopping = false;
  server.addHook('preClose', (done) => {
    stopping = true;
    done();
  });
  server.addHook('onRequest', async (request, reply) => {
    if (!stopping) return undefined;
    const { statusCode, response } = answerRefused(new RequestRefused('STOPPING'), 503, askedBy(request));
    return reply.code(statusCode).header('cache-control', 'no-store').send(response);
  });
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (stopping) void reply.header('connection', 'close');
    done(null, payload);
  });
}

/** Under which an answer that is no page does nothing in a browser. Pages (GraphiQL, the development provider) have policies of their own. */
const POLICY = { defaultSrc: "'none'", baseUri: "'none'", formAction: "'none'", frameAncestors: "'none'" };

function secure(app: NestFastifyApplication, { origins = [] }: Exposure, production: boolean): void {
  app.useSecurityHeaders({
    contentSecurityPolicy: { useDefaults: false, directives: POLICY },
    // A development server is reached by http, and a browser that was told otherwise would not go there again.
    strictTransportSecurity: production,
    xFrameOptions: { action: 'deny' },
  });
  if (origins.length > 0) app.enableCors({ ...CROSS_ORIGIN, origin: [...origins] });
}

/**
 * The API, ready to listen: `/`, `/graphql`, `/graphiql`, `/health/live`, `/health/ready`, and in development `/oidc`. It handles no signals
 * and ends no process; `close()` answers what is under way, then lets the database go.
 * @throws DatabaseUnavailable when the database is not there at the start, Error for a configuration that production refuses, or for documents
 * that the schema does not answer
 */
export function createApi(options: ApiOptions): Promise<NestFastifyApplication> {
  return comingUpOn(options.database, (opened) => bringUp({ ...options, opened }));
}

async function bringUp(options: ApiOptions): Promise<NestFastifyApplication> {
  const { dataDir, production, signIn, exposure = {}, timeouts = TIMEOUTS } = options;
  const { proxies = [], documents, introspection } = exposure;
  const admission = admissionsOf(options.database, exposure.admission);
  const rates = exposure.rates && new Rates(exposure.rates);
  const { tokens, pageSignIn, serve } = await signInParts({ dataDir, production, signIn, clock: options.clock ?? new SystemClock() });

  const adapter = new FastifyAdapter({
    genReqId: requestId,
    requestIdHeader: false,
    // Without a word, and without anybody's language: see `turnAwayWhenStopping`.
    return503OnClosing: false,
    trustProxy: proxies.length > 0 && [...proxies],
    requestTimeout: timeouts.request,
    connectionTimeout: timeouts.silence,
    // Node looks for what is late every so often only.
    // What it would refuse by itself, without a word in the log, is refused by `refuseUnreadable`.
    http: { headersTimeout: timeouts.headers, connectionsCheckingInterval: timeouts.check, requireHostHeader: false },
    clientErrorHandler: answerUnreadable,
    frameworkErrors: answerUnroutable,
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.forRoot(options, tokens, exposure.operationTimeoutMs), adapter, {
    abortOnError: false,
    bodyParser: false,
    bufferLogs: true,
    logger: new StartLogger(),
  });
  const logger = app.get(Logger);
  app.useLogger(logger);

  secure(app, exposure, production);

  const server = adapter.getInstance();
  turnAwayWhenStopping(server);
  sayWhenToRetry(server);
  logRequests(server, logger);
  refuseUnreadable(server);
  const callers = app.get(SignIn);
  const reasons = options.graphqlModules ? undefined : app.get(KnownReasons, { strict: false });
  const authenticate: SignIn['authenticate'] = (authorization, delegationId) => callers.authenticate(authorization, delegationId);
  const verified = app.get(Tokens, { strict: false });
  const arrivals = new Arrivals(admission.arrivals, (authorization) => verified.knows(authorization));
  graphqlOverHttp(server, {
    path: '/graphql',
    authenticate,
    arrivals,
    rates,
    admission,
    documents,
    isPurpose: reasons && ((code) => reasons.has(code)),
    mayIntrospect: introspection && (({ claims }) => claims.some(({ role }) => introspection.includes(role))),
  });
  await compressAnswers(server);
  welcome(server);
  graphiql(server, { queries, signIn: pageSignIn });
  serve(server);
  const { audit } = app.get(ReadSources, { strict: false });
  // Once the last answer is out: what was read for it is written before the database is let go.
  if (audit) server.addHook('onClose', () => audit.drain());
  if (!options.tracker)
    serveSubjectAccess(server, {
      answers: app.get(SubjectAccessExport, { strict: false }),
      authenticate,
      arrivals,
      rate: rates?.reads,
      admission: admission.subjectAccess,
      pace: exposure.admission?.pace,
    });
  await app.init();
  // Documents are kept with what was written into them, such as a name that was searched for.
  app.get(Keyring, { strict: false }).alongside(() => server.graphql.replaceSchema(server.graphql.schema));
  const problems = documents?.problems(app.get(GraphQLSchemaHost, { strict: false }).schema) ?? [];
  if (problems.length > 0) {
    await app.close();
    throw new Error(`PERSISTED_DOCUMENTS: this schema does not answer all of them.\n${problems.join('\n')}`);
  }
  return app;
}
