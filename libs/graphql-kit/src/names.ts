import { InputType } from '@nestjs/graphql';
import { ShortText } from './input/fields.js';

@InputType('BilingualNameInput', { description: 'A name in both languages.' })
export class BilingualNameInput {
  @ShortText({ description: 'In English.' })
  en: string;

  @ShortText({ nullable: true, description: 'In Welsh: the official name, never a translation made up for the purpose.' })
  cy?: string;
}

/** A GraphQL enum whose names are its values. */
export function enumOf<Value extends string>(values: readonly Value[]): Readonly<Record<Value, Value>> {
  return Object.fromEntries(values.map((value) => [value, value])) as Record<Value, Value>;
}
