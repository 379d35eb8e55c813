import {
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  containing,
  either,
  type Filters,
  is,
  narrowed,
  type Order,
  OrderBy,
  orders,
  paginateEach,
  type Seen,
  ShortText,
  sortedIn,
} from '@app/graphql-kit';
import type { Language } from '@app/localisation';
import { ArgsType, Field } from '@nestjs/graphql';
import sql, { type Sql } from 'sql-template-tag';
import { FrameworkElementRow } from '../read-model/framework-content.row.js';
import { seenFrameworkElement } from '../read.js';

export const FrameworkElementConnection = Connection('FrameworkElement', () => FrameworkElementRow);

const elementOrders = orders('FrameworkElement', sql`framework_element.id`, {
  PUBLISHED: {
    description: 'The place that it has in what was published.',
    en: 'Order of publication',
    cy: 'Trefn cyhoeddi',
    column: () => ({ sql: sql`framework_element.ordinal`, type: 'integer' }),
  },
  NAME: {
    description: 'The name, as the reader’s language shows and sorts it.',
    en: 'Name',
    cy: 'Enw',
    column: (language) =>
      sortedIn(language, language === 'cy' ? sql`coalesce(framework_element.name_cy, framework_element.name_en)` : sql`framework_element.name_en`),
  },
});

/** What any list of elements can be narrowed by. */
@ArgsType()
export class ChildrenArgs extends ConnectionArgs {
  @ShortText({ nullable: true, description: 'Only those with this in their name, in either language, in any case and with or without its accents.' })
  search?: string;

  @ShortText({ nullable: true, description: 'Only the one with this code.' })
  code?: string;

  @OrderBy(elementOrders, 'the place that they have in what was published')
  orderBy?: Order<'PUBLISHED' | 'NAME'>;
}

@ArgsType()
export class ElementsArgs extends ChildrenArgs {
  @Field(() => Boolean, { nullable: true, description: 'Only those of the first level, which are a part of no other; with false, only the others.' })
  topLevel?: boolean | null;
}

const filters: Filters<ElementsArgs> = {
  search: containing([sql`framework_element.name_en`, sql`framework_element.name_cy`]),
  code: is(sql`framework_element.code`),
  topLevel: either(sql`framework_element.parent_id is null`),
};

/** The elements of a version, or of another element, by the column that has its id. */
export function elementsOf(
  column: Sql,
  { moment, key }: Pick<Seen<FrameworkElementRow>, 'moment' | 'key'>,
  args: ElementsArgs,
  language: Language,
): Promise<ConnectionOf<Seen<FrameworkElementRow>>> {
  const place = [
    { sql: sql`framework_element.ordinal`, type: 'integer' },
    { sql: sql`framework_element.id`, type: 'uuid' },
  ] as const;
  const list = {
    name: 'framework.elements',
    rows: FrameworkElementRow,
    from: moment.from(FrameworkElementRow),
    where: narrowed(filters, args, moment),
    orderBy: elementOrders.columns(args.orderBy, place, language),
    node: seenFrameworkElement<FrameworkElementRow>,
  };
  return paginateEach(moment, { sql: column, type: 'uuid' }, list, args)(key);
}
