import type { MercuriusDriverConfig } from '@nestjs/mercurius';
import { MercuriusDriver } from '@nestjs/mercurius';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DocumentNode, ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import { getNamedType } from 'graphql';
import { answerWithErrors } from './http/errors.js';
import { askedBy, contextOf } from './http/requests.js';
import { assertAffordable, costOf } from './limits/cost.js';
import { assertMayIntrospect } from './limits/introspection.js';
import { LIMITS } from './limits/limits.js';
import { shapeRule } from './limits/shape-rule.js';
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
  const { body, query } = context.reply.request as { readonly body?: unknown; readonly query?: unknown };
  const { operationName } = ((body ?? query) as { readonly operationName?: unknown } | undefined) ?? {};
  const cost = costOf(schema, document, variables ?? {}, typeof operationName === 'string' ? operationName : undefined);
  costs.set(context, cost);
  assertAffordable(cost);
}

// A mutation's input is its own and says what it says field by field; of itself there is only this to say.
function describeInputs(schema: GraphQLSchema): GraphQLSchema {
  for (const { name, args } of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    for (const argument of args) getNamedType(argument.type).description ??= `What \`${name}\` takes.`;
  }
  return schema;
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
    transformSchema: describeInputs,
    graphiql: false,
    jit: 1, // compiled when it comes the second time
    cache: 256, // documents and their compiled form; a sender of ever new ones fills no more than this
    allowBatchedQueries: false,
    fieldResolverEnhancers: [],
    validationRules: [shapeRule],
    graphql: { parseOptions: { maxLexicalTokens: 2_000 }, validateOptions: { maxErrors: 10 } },
    context: (request: FastifyRequest) => contextOf(request, sources, operationTimeoutMs),
    errorFormatter: (execution: ExecutionResult, context: unknown) => {
      const { reply } = context as Hooked;
      const { statusCode, response } = answerWithErrors(execution, askedBy(reply.request));
      return { statusCode, response: response as ExecutionResult & { errors?: GraphQLError[] } };
    },
    hooks: {
      preExecution: (schema: GraphQLSchema, document: DocumentNode, context: unknown, variables: Readonly<Record<string, unknown>>) => {
        assertMayIntrospect(document, askedBy((context as Hooked).reply.request));
        priceOperation(schema, document, context as Hooked, variables);
      },
      onResolution: (execution: ExecutionResult<unknown>, context: unknown) => {
        const requested = costs.get(context as object);
        if (requested !== undefined) Object.assign(execution, { extensions: { ...execution.extensions, cost: { requested, limit: LIMITS.cost } } });
      },
    },
  };
}
