import type { FastifyInstance } from 'fastify';
import type { Logger } from 'nestjs-pino';
import { LoggerModule } from 'nestjs-pino';
import type { DynamicModule } from '@nestjs/common';

/** Structured logs of the whole process, one JSON object a line. Requests are logged by `logRequests`, which knows what is personal. */
export function logging(level: string): DynamicModule {
  return LoggerModule.forRoot({ pinoHttp: { level, base: {}, timestamp: () => `,"time":"${new Date().toISOString()}"` }, forRoutes: [] });
}

/** One line for every request: never its query string, body, headers or address, which can be personal. */
export function logRequests(server: FastifyInstance, logger: Logger): void {
  server.addHook('onResponse', (request, reply, done) => {
    const { id, method, routeOptions } = request;
    // The route's own pattern, since a path that matches none may hold anything.
    logger.log(
      { requestId: id, method, route: routeOptions.url ?? '(none)', status: reply.statusCode, ms: Math.round(reply.elapsedTime * 10) / 10 },
      'request',
    );
    done();
  });
}
