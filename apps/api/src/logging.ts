import type { FastifyInstance } from 'fastify';
import type { Logger } from 'nestjs-pino';
import { LoggerModule } from 'nestjs-pino';
import type { DynamicModule } from '@nestjs/common';

const INFO = 30;
// Nest's account of how it is put together, some forty lines at every start.
const ASSEMBLY = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'GraphQLModule', 'NestApplication']);

/** Structured logs of the whole process, one JSON object a line. Requests are logged by `logRequests`, which knows what is personal. */
export function logging(level: string): DynamicModule {
  return LoggerModule.forRoot({
    forRoutes: [],
    pinoHttp: {
      level,
      base: {},
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      hooks: {
        logMethod(line, method, severity) {
          const { context } = line[0] as unknown as { readonly context?: string };
          const isAssembly = severity === INFO && context !== undefined && ASSEMBLY.has(context);
          if (!isAssembly || this.isLevelEnabled('debug')) method.apply(this, line);
        },
      },
    },
  });
}

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
