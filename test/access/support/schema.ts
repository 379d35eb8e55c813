import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLSchema } from 'graphql';

/** The API's schema as it is committed. */
export const apiSchema = (): GraphQLSchema => buildSchema(readFileSync('apps/api/schema.graphql', 'utf8'));

/** The type on the pages of a connection or its edges; undefined for any other type. */
export function connectionOf(schema: GraphQLSchema, name: string): string | undefined {
  const of = /^(.+)(?:Connection|Edge)$/.exec(name)?.[1];
  return of !== undefined && schema.getType(`${of}Connection`) && schema.getType(of) ? of : undefined;
}
