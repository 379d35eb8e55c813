import { Connection, ConnectionArgs, type Filters, Id, is, narrowed, type Order, OrderBy, orders } from '@app/graphql-kit';
import type { Moment } from '@app/read-model';
import { ArgsType, Field } from '@nestjs/graphql';
import sql from 'sql-template-tag';
import type { CrosswalkStrength } from '../domain/framework.events.js';
import { CrosswalkRow, CrosswalkStrengthEnum } from '../read-model/framework-content.row.js';
import { seenCrosswalk } from '../read.js';

export const CrosswalkConnection = Connection('Crosswalk', () => CrosswalkRow);

const crosswalkOrders = orders('Crosswalk', sql`crosswalk.id`, {
  FROM: {
    description: 'The code of the element that it leads from.',
    en: 'Element that it leads from',
    cy: 'Yr elfen y mae’n arwain ohoni',
    column: () => ({ sql: sql`crosswalk.from_code`, type: 'text' }),
  },
});

@ArgsType()
export class CrosswalksArgs extends ConnectionArgs {
  @Id('FrameworkVersion', { nullable: true, description: 'Only those that lead to elements of this version.' })
  to?: string;

  @Field(() => CrosswalkStrengthEnum, { nullable: true, description: 'Only those of this strength.' })
  strength?: CrosswalkStrength | null;

  @OrderBy(crosswalkOrders, 'the code of the element that they lead from')
  orderBy?: Order<'FROM'>;
}

const filters: Filters<CrosswalksArgs> = { to: is(sql`crosswalk.to_version_id`, 'uuid'), strength: is(sql`crosswalk.strength`) };

export const crosswalkList = (moment: Moment, args: CrosswalksArgs) => ({
  name: 'frameworkVersion.crosswalks',
  rows: CrosswalkRow,
  from: moment.from(CrosswalkRow),
  where: narrowed(filters, args, moment),
  orderBy: crosswalkOrders.columns(args.orderBy, [
    { sql: sql`crosswalk.from_code`, type: 'text' },
    { sql: sql`crosswalk.id`, type: 'uuid' },
  ]),
  node: seenCrosswalk<CrosswalkRow>,
});
