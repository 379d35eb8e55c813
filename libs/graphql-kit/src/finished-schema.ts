import type { GraphQLNamedType, GraphQLSchema } from 'graphql';
import { getNamedType, getNullableType, isObjectType } from 'graphql';

const ROOTS = {
  query:
    'What can be read: at a moment, `at`, and of whoever asks. A field that takes arguments is null where they are refused, and whatever else was asked for is answered all the same: why is in `errors`, by its path, with `extensions.code` and `field`.',
  mutation:
    'What can be recorded. Each takes one input, with a `commandId` of the caller’s own, under which it can be sent again without being recorded twice; each answers that it is recorded, or why not.',
};

/**
 * A schema with what every part of it has in common, so that no feature has to think of it. To be called once, before anybody is answered.
 *
 * What takes arguments can be refused: that leaves null in its place, and nothing around it is lost. A mutation answers its refusal itself.
 */
export function finished(schema: GraphQLSchema): GraphQLSchema {
  const [query, mutation] = [schema.getQueryType(), schema.getMutationType()];
  if (query) query.description = ROOTS.query;
  if (mutation) mutation.description = ROOTS.mutation;
  for (const type of Object.values(schema.getTypeMap())) if (type !== mutation && !type.name.startsWith('__')) leaveNull(type);
  // A mutation's input is its own and says what it says field by field; of itself there is only this to say.
  for (const { name, args } of Object.values(mutation?.getFields() ?? {})) {
    for (const argument of args) getNamedType(argument.type).description ??= `What \`${name}\` takes.`;
  }
  return schema;
}

function leaveNull(type: GraphQLNamedType): void {
  if (!isObjectType(type)) return;
  for (const field of Object.values(type.getFields())) if (field.args.length > 0) field.type = getNullableType(field.type);
}
