import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'nestjs-pino';
import type { Socket } from 'node:net';

const underWay = new WeakSet<Socket>();

/** Whether a request of a connection has begun, and is not logged yet. */
export const isUnderWay = (socket: Socket): boolean => underWay.has(socket);

/**
 * One line for every request, answered or hung up on: never its query string, body, headers or address, which can be personal. What never
 * becomes a request has its line from `answerUnreadable` and `answerUnroutable`.
 */
export function logRequests(server: FastifyInstance, logger: Logger): void {
  const logged = new WeakSet<FastifyRequest>();
  const log = (request: FastifyRequest, reply: FastifyReply): void => {
    if (logged.has(request)) return;
    logged.add(request);
    underWay.delete(request.raw.socket);
    const { id, method, routeOptions } = request;
    // The route's own pattern, since a path that matches none may hold anything.
    const route = routeOptions.url ?? '(none)';
    const line = { requestId: id, method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime * 10) / 10 };
    if (!reply.raw.writableFinished) logger.log({ ...line, hungUp: true }, 'request');
    else if (route.startsWith('/health/') && reply.statusCode < 400) logger.debug(line, 'request');
    else logger.log(line, 'request');
  };
  server.addHook('onRequest', (request, reply, done) => {
    underWay.add(request.raw.socket);
    reply.raw.once('close', () => log(request, reply));
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    log(request, reply);
    done();
  });
}
