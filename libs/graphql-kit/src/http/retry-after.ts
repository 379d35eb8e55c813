import type { FastifyInstance } from 'fastify';
import { RETRY_AFTER_MS } from './faults.js';

/** Has every answer that says "not now" (503) say when to ask again as well, unless whoever wrote it knew better. To be called before the routes are registered. */
export function sayWhenToRetry(server: FastifyInstance): void {
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (reply.statusCode === 503 && !reply.hasHeader('retry-after')) void reply.header('retry-after', RETRY_AFTER_MS / 1_000);
    done(null, payload);
  });
}
