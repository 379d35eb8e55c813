import type { CalendarDate } from '@app/kernel';
import type { Moment } from '@app/read-model';
import { InputType } from '@nestjs/graphql';
import type { Sql } from 'sql-template-tag';
import sql, { join, raw } from 'sql-template-tag';
import { Day } from '../input/fields.js';
import type { ConnectionArgs } from './connection.js';

type Narrowing<Args> = Exclude<keyof Args, keyof ConnectionArgs | 'orderBy'>;

/**
 * What each argument by which a list is narrowed amounts to, as a condition on its rows; an argument of which nothing is said does not compile.
 * Conditions stand on what `moment.from` answers, where a column that its reader may not see holds nothing to be found by.
 */
export type Filters<Args> = { readonly [Name in Narrowing<Args>]-?: (value: NonNullable<Args[Name]>, moment: Moment, args: Partial<Args>) => Sql };

/** The conditions that the arguments given amount to; null is not given. */
export function narrowed<Args extends object>(filters: Filters<Args>, args: Partial<Args>, moment: Moment): Sql[] {
  const conditions: Sql[] = [];
  for (const name of Object.keys(filters) as Narrowing<Args>[]) {
    const value = args[name];
    if (value !== undefined && value !== null) conditions.push(filters[name](value, moment, args));
  }
  return conditions;
}

@InputType('DayRange', { description: 'Days from one to another, both included. Either may be left out.' })
export class DayRange {
  @Day({ nullable: true, description: 'The first day.' })
  from?: CalendarDate;

  @Day({ nullable: true, description: 'The last day.' })
  until?: CalendarDate;
}

/** That a column lies within some days. */
export function onDays(column: Sql): (days: DayRange) => Sql {
  return ({ from, until }) =>
    join(
      [sql`true`, ...(from === undefined ? [] : [sql`${column} >= ${from}::date`]), ...(until === undefined ? [] : [sql`${column} <= ${until}::date`])],
      ' and ',
    );
}

/** That a column has one of some values. */
export function among(column: Sql): (values: readonly string[]) => Sql {
  return (values) => sql`${column} = any(${[...values]}::text[])`;
}

/** That a condition holds, or that it does not. */
export function either(condition: Sql): (holds: boolean) => Sql {
  return (holds) => (holds ? sql`(${condition})` : sql`not (${condition})`);
}

/** That a column is this one. @param type the column's */
export function is(column: Sql, type: 'text' | 'uuid' = 'text'): (value: string) => Sql {
  return (value) => sql`${column} = ${value}::${raw(type)}`;
}
