import type { MercuriusDriverConfig } from '@nestjs/mercurius';
import { MercuriusDriver } from '@nestjs/mercurius';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DocumentNode, ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import { finished } from './finished-schema.js';
import { answerWithErrors } from './http/errors.js';
import { askedBy, contextOf } from './http/requests.js';
import { assertAffordable, costOf } from './limits/cost.js';
import { assertMayIntrospect } from './limits/introspection.js';
import { LIMITS } from './limits/limits.js';
import { assertFlatVariables } from './limits/nesting.js';
import { assertChosen, chosenAlone, operationNameOf, PARSING, TEXTS_KEPT, variablesOf } from './operation/chosen.js';
import type { ReadSources } from './operation/reads.js';

const costs = new WeakMap<object, number>();

export interface MercuriusOptions extends Pick<MercuriusDriverConfig, 'autoSchemaFile' | 'path'> {
  /** How long one operation may read. */
  readonly operationTimeoutMs?: number | undefined;
}

interface Hooked {
  readonly reply: FastifyReply;
}

function priceOperation(schema: GraphQLSchema, document: DocumentNode, context: Hooked, variables: Readonly<Record<string, unknown>> | undefined): void {
  const cost = costOf(schema, document, variables ?? {}, operationNameOf(context.reply.request));
  costs.set(context, cost);
  assertAffordable(cost);
}

/**
 * The configuration of Nest's GraphQL module: Mercurius with its documents compiled, within the published limits,
 * answering errors as this kit does. `graphqlOverHttp` must be on the same server.
 */
export function mercuriusOptions(sources: ReadSources, { operationTimeoutMs, ...options }: MercuriusOptions): MercuriusDriverConfig {
  return {
    driver: MercuriusDriver,
    ...options,
    sortSchema: true,
    transformSchema: finished,
    graphiql: false,
    jit: 1, // compiled when it comes the second time
    cache: TEXTS_KEPT, // documents and their compiled form; a sender of ever new ones fills no more than this
    allowBatchedQueries: false,
    fieldResolverEnhancers: [],
    graphql: { parseOptions: PARSING, validateOptions: { maxErrors: 10 } },
    context: (request: FastifyRequest) => contextOf(request, sources, operationTimeoutMs),
    errorFormatter: (execution: ExecutionResult, context: unknown) => {
      const { reply } = context as Hooked;
      const { statusCode, response, retryAfter } = answerWithErrors(execution, askedBy(reply.request));
      if (retryAfter !== undefined) void reply.header('retry-after', retryAfter);
      return { statusCode, response: response as ExecutionResult & { errors?: GraphQLError[] } };
    },
    hooks: {
      preParsing: (_schema: GraphQLSchema, source: string, context: unknown) => {
        const { request } = (context as Hooked).reply;
        assertFlatVariables(variablesOf(request));
        assertChosen(source, request);
      },
      preExecution: (schema: GraphQLSchema, document: DocumentNode, context: unknown, variables: Readonly<Record<string, unknown>>) => {
        const { request } = (context as Hooked).reply;
        // Mercurius keeps one compiled form of a text, that of whichever operation was asked for first: of several, the one is executed uncompiled.
        const alone = chosenAlone(document, request);
        assertMayIntrospect(document, askedBy(request));
        priceOperation(schema, document, context as Hooked, variables);
        return alone && { document: alone };
      },
      onResolution: (execution: ExecutionResult<unknown>, context: unknown) => {
        const requested = costs.get(context as object);
        if (requested !== undefined) Object.assign(execution, { extensions: { ...execution.extensions, cost: { requested, limit: LIMITS.cost } } });
      },
    },
  };
}
