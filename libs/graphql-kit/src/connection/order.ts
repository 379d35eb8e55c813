import type { Language } from '@app/localisation';
import { applyDecorators } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { Sql } from 'sql-template-tag';
import { Nested } from '../input/fields.js';
import { describedEnum, type EnumValue } from '../names.js';
import type { KeyColumn } from './paginate.js';

type Direction = 'ASCENDING' | 'DESCENDING';
const DirectionEnum = describedEnum<Direction>('OrderDirection', 'Which way a list goes.', {
  ASCENDING: { description: 'From the first day, the least number, the beginning of the alphabet.', en: 'Ascending', cy: 'Esgynnol' },
  DESCENDING: { description: 'The other way round.', en: 'Descending', cy: 'Disgynnol' },
});

/** What a list is asked to be sorted by. */
export interface Order<By extends string> {
  readonly by: By;
  readonly direction: Direction;
}

type Column = Omit<KeyColumn, 'descending'>;

/** A way to sort a list: what it is called, and its column. The column holds no nulls and has an index, which answers it either way. */
interface OrderKey extends EnumValue {
  /** @param language the reader's, by whose rules names are sorted */
  readonly column: (language: Language) => Column;
}

/** The ways in which a list can be sorted. */
export class Orders<By extends string> {
  constructor(
    /** The GraphQL input. */
    readonly type: new () => Order<By>,
    private readonly keys: Readonly<Record<By, OrderKey>>,
    private readonly ties: readonly Column[],
  ) {}

  /**
   * The key columns of a list that is sorted as somebody asks, its id last: all in one direction, so that an index answers where a page goes on.
   * @param otherwise what it is sorted by where nobody asks
   */
  columns(order: Order<By> | null | undefined, otherwise: readonly KeyColumn[], language: Language = 'en'): readonly KeyColumn[] {
    if (!order) return otherwise;
    const descending = order.direction === 'DESCENDING';
    return [this.keys[order.by].column(language), ...this.ties].map((column) => ({ ...column, descending }));
  }
}

/**
 * Declares how a list can be sorted, once, beside its rows: `export const cohortOrders = orders('Cohort', sql`cohort.id`, { … })`; its arguments then
 * have `@OrderBy(cohortOrders) orderBy?: …`.
 * @param name the GraphQL name of what is on the list @param id the column of its id, or whatever tells any two of them apart
 */
export function orders<By extends string>(name: string, id: Sql | readonly Column[], keys: Readonly<Record<By, OrderKey>>): Orders<By> {
  const ByEnum = describedEnum<By>(
    `${name}OrderBy`,
    `What a list of type ${name} can be sorted by.`,
    Object.fromEntries(Object.entries<OrderKey>(keys).map(([by, { description, en, cy }]) => [by, { description, en, cy }])) as unknown as Readonly<
      Record<By, EnumValue>
    >,
  );

  @InputType(`${name}Order`, { description: `How a list of type ${name} is to be sorted.` })
  class NamedOrder implements Order<By> {
    @Field(() => ByEnum as object, { description: 'By what.' })
    by: By;

    @Field(() => DirectionEnum, { defaultValue: 'ASCENDING', description: 'Which way.' })
    direction: Direction;
  }
  return new Orders(NamedOrder, keys, id instanceof Sql ? [{ sql: id, type: 'uuid' }] : id);
}

/** The argument by which a list is sorted. @param otherwise how it is sorted without it, to say in the schema */
export function OrderBy(by: Orders<string>, otherwise: string): PropertyDecorator {
  return applyDecorators(
    Nested(() => by.type, { nullable: true, description: `What to sort by: ${otherwise} where it is left out. A cursor of another order is refused.` }),
  );
}
