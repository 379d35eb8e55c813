import { graphqlOverHttp } from '@app/graphql-kit';
import { IdentityLinks, SignIn } from '@app/identity';
import { SystemClock } from '@app/kernel';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { Logger } from 'nestjs-pino';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ApiModule } from './api.module.js';
import { graphiql } from './graphiql.js';
import { logRequests } from './log-requests.js';
import type { ApiOptions } from './options.js';
import { queries } from './queries.js';
import { signInParts } from './sign-in.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The caller's own request id, where it is a UUID; else a new one. */
function requestId({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && uuid.test(given) ? given : randomUUID();
}

// A connection that is kept alive by its client would keep a process that stops alive as well.
function closeConnectionsWhenStopping(server: FastifyInstance): void {
  let stopping = false;
  server.addHook('preClose', (done) => {
    stopping = true;
    done();
  });
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (stopping) void reply.header('connection', 'close');
    done(null, payload);
  });
}

/**
 * The API, ready to listen: `/graphql`, `/graphiql`, `/health/live`, `/health/ready`, and in development `/oidc`. It handles no signals
 * and ends no process; `close()` answers what is under way, then lets the database go.
 * @throws DatabaseUnavailable when the database is not there at the start, Error for a configuration that production refuses
 */
export async function createApi(options: ApiOptions): Promise<NestFastifyApplication> {
  const { dataDir, production, signIn } = options;
  const { tokens, pageSignIn, serve } = await signInParts({ dataDir, production, signIn, clock: options.clock ?? new SystemClock() });

  const adapter = new FastifyAdapter({ genReqId: requestId, requestIdHeader: false });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.forRoot(options, tokens), adapter, {
    abortOnError: false,
    bodyParser: false,
    bufferLogs: true,
  });
  const logger = app.get(Logger);
  app.useLogger(logger);

  const server = adapter.getInstance();
  closeConnectionsWhenStopping(server);
  logRequests(server, logger);
  const callers = new SignIn(tokens, app.get(IdentityLinks, { strict: false }));
  graphqlOverHttp(server, { path: '/graphql', authenticate: (authorization) => callers.authenticate(authorization) });
  graphiql(server, { queries, signIn: pageSignIn });
  serve(server);
  await app.init();
  return app;
}
