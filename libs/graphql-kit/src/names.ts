import type { Label, Language } from '@app/localisation';
import { COLLATIONS } from '@app/localisation';
import { InputType, registerEnumType } from '@nestjs/graphql';
import type { Sql } from 'sql-template-tag';
import sql, { join, raw } from 'sql-template-tag';
import type { KeyColumn } from './connection/paginate.js';
import { ShortText } from './input/fields.js';
import { declareLabels } from './labels.js';

@InputType('BilingualNameInput', { description: 'A name in both languages.' })
export class BilingualNameInput {
  @ShortText({ description: 'In English.' })
  en: string;

  @ShortText({ nullable: true, description: 'In Welsh: the official name, never a translation made up for the purpose.' })
  cy?: string;
}

/** The name that readers of a language are shown: the Welsh one where there is one, else the English one. @param names its columns */
export function nameIn(language: Language, names: { readonly en: Sql; readonly cy: Sql }): Sql {
  return language === 'cy' ? sql`coalesce(${names.cy}, ${names.en})` : names.en;
}

/** What a list is sorted by, by the rules of its reader's language. Each language has an order, and cursors, of its own. */
export function sortedIn(language: Language, text: Sql): KeyColumn {
  return { sql: sql`${text} collate ${raw(`"${COLLATIONS[language]}"`)}`, type: 'text' };
}

/** Letters without case and marks, so that `sian` finds Siân and `ŵ` finds w. */
const plain = (text: Sql) => sql`lower(regexp_replace(normalize(${text}, NFKD), '[\u0300-\u036f]', '', 'g'))`;

/** LIKE's own signs, taken literally. */
const literally = (text: string) => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

/** That one of some texts has another in it, in any case and with or without its accents. */
export function containing(texts: readonly Sql[]): (search: string) => Sql {
  return (search) => sql`${plain(sql`concat_ws(E'\n', ${join([...texts])})`)} like '%' || ${plain(sql`${literally(search)}::text`)} || '%'`;
}

/** A value of an enum: what it means, for the schema, and what it is called, for people. */
export interface EnumValue extends Label {
  readonly description: string;
}

/**
 * A GraphQL enum whose names are its values, every one described and called something in both languages; a value without either does not
 * compile.
 * @returns what `@Field(() => …)` takes
 */
export function describedEnum<Value extends string>(
  name: string,
  description: string,
  values: Readonly<Record<Value, EnumValue>>,
): Readonly<Record<Value, Value>> {
  const names = Object.keys(values) as Value[];
  const type = Object.fromEntries(names.map((value) => [value, value])) as Record<Value, Value>;
  const valuesMap = Object.fromEntries(names.map((value) => [value, { description: values[value].description }])) as Record<Value, { description: string }>;
  registerEnumType(type, { name, description, valuesMap });
  declareLabels(name, values);
  return type;
}
