import type { FastifyInstance } from 'fastify';
import type { Logger } from 'nestjs-pino';

/** One line for every request: never its query string, body, headers or address, which can be personal. */
export function logRequests(server: FastifyInstance, logger: Logger): void {
  server.addHook('onResponse', (request, reply, done) => {
    const { id, method, routeOptions } = request;
    // The route's own pattern, since a path that matches none may hold anything.
    const route = routeOptions.url ?? '(none)';
    const line = { requestId: id, method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime * 10) / 10 };
    if (route.startsWith('/health/') && reply.statusCode < 400) logger.debug(line, 'request');
    else logger.log(line, 'request');
    done();
  });
}
