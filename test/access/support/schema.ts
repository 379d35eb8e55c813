import { schemaOfClasses } from '@app/api';
import { buildSchema, type GraphQLSchema } from 'graphql';

const schema = buildSchema(await schemaOfClasses());

/** The API's schema as its classes say it, whether or not it was generated since. */
export const apiSchema = (): GraphQLSchema => schema;

/** The type on the pages of a connection or its edges; undefined for any other type. */
export function connectionOf(schema: GraphQLSchema, name: string): string | undefined {
  const of = /^(.+)(?:Connection|Edge)$/.exec(name)?.[1];
  return of !== undefined && schema.getType(`${of}Connection`) && schema.getType(of) ? of : undefined;
}
