import { Connection, ConnectionArgs, either, type Filters, is, narrowed, type Order, OrderBy, orders, ShortText } from '@app/graphql-kit';
import type { Moment } from '@app/read-model';
import { ArgsType, Field } from '@nestjs/graphql';
import sql from 'sql-template-tag';
import { FrameworkVersionRow } from '../read-model/framework.row.js';
import { seenFrameworkVersion } from '../read.js';

export const FrameworkVersionConnection = Connection('FrameworkVersion', () => FrameworkVersionRow);

/** That a version may be used. */
export const inForce = sql`framework_version.superseded_by_id is null`;

const versionOrders = orders('FrameworkVersion', sql`framework_version.id`, {
  USABLE_FROM: {
    description: 'The first day on which it may be used.',
    en: 'First day of use',
    cy: 'Diwrnod cyntaf ei ddefnyddio',
    column: () => ({ sql: sql`framework_version.usable_from`, type: 'date' }),
  },
});

@ArgsType()
export class FrameworkVersionsArgs extends ConnectionArgs {
  @Field(() => Boolean, { nullable: true, description: 'Only those that may be used on the day asked about; with false, only those that are superseded.' })
  inForce?: boolean | null;

  @ShortText({ nullable: true, description: 'Only the one that is called this.' })
  version?: string;

  @OrderBy(versionOrders, 'the first day of use, the latest first,')
  orderBy?: Order<'USABLE_FROM'>;
}

const versionFilters: Filters<FrameworkVersionsArgs> = { inForce: either(inForce), version: is(sql`framework_version.version`) };

export const versionList = (moment: Moment, args: FrameworkVersionsArgs) => ({
  name: 'framework.versions',
  rows: FrameworkVersionRow,
  from: moment.from(FrameworkVersionRow),
  where: narrowed(versionFilters, args, moment),
  orderBy: versionOrders.columns(args.orderBy, [
    { sql: sql`framework_version.usable_from`, type: 'date', descending: true },
    { sql: sql`framework_version.id`, type: 'uuid', descending: true },
  ]),
  node: seenFrameworkVersion<FrameworkVersionRow>,
});
