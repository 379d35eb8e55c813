import { InputType, registerEnumType } from '@nestjs/graphql';
import { ShortText } from './input/fields.js';

@InputType('BilingualNameInput', { description: 'A name in both languages.' })
export class BilingualNameInput {
  @ShortText({ description: 'In English.' })
  en: string;

  @ShortText({ nullable: true, description: 'In Welsh: the official name, never a translation made up for the purpose.' })
  cy?: string;
}

/**
 * A GraphQL enum whose names are its values, every one described; a value without a description does not compile.
 * @returns what `@Field(() => …)` takes
 */
export function describedEnum<Value extends string>(
  name: string,
  description: string,
  values: Readonly<Record<Value, string>>,
): Readonly<Record<Value, Value>> {
  const names = Object.keys(values) as Value[];
  const type = Object.fromEntries(names.map((value) => [value, value])) as Record<Value, Value>;
  const valuesMap = Object.fromEntries(names.map((value) => [value, { description: values[value] }])) as Record<Value, { description: string }>;
  registerEnumType(type, { name, description, valuesMap });
  return type;
}
