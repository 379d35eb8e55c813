import compress, { type FastifyCompressOptions } from '@fastify/compress';
import type { FastifyInstance } from 'fastify';

// Where what is secret stands beside what somebody else chose, the size of both together, compressed, tells of the secret. Nobody else chooses anything here: an
// operation is answered to who sends a token with it, which no page of another site can have a browser send. The development provider's pages and whatever else goes
// by cookies are left as they are (ADR 43).
const COMPRESSED = /^\/(?:graphql$|graphiql(?:\/|$))/;

/** In fewer bytes than a packet hardly anything is gained. */
const LEAST_BYTES = 1_400;

/** Of each route: what the server has in general counts for none that says anything. */
const HOW = { encodings: ['br', 'gzip'], threshold: LEAST_BYTES } satisfies FastifyCompressOptions;

/** Has answers of operations, and GraphiQL, compressed for whoever takes them so. To be awaited before those routes are registered. */
export async function compressAnswers(server: FastifyInstance): Promise<void> {
  server.addHook('onRoute', (route) => {
    if (COMPRESSED.test(route.url)) route.compress = HOW;
  });
  await server.register(compress, { ...HOW, global: false });
}
