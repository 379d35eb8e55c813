import {
  actorOf,
  ActorType,
  among,
  Arguments,
  type At,
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  type Filters,
  is,
  MomentType,
  narrowed,
  NodeSources,
  type Order,
  OrderBy,
  orders,
  paginate,
  type Seen,
  ShortText,
} from '@app/graphql-kit';
import { ArgsType, Field, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql from 'sql-template-tag';
import type { PassOverReason } from '../domain/reader.events.js';
import { PassedOverEventRow, PassOverReasonEnum } from '../read-model/passed-over-event.row.js';
import { passedOverEvents, seenPassedOverEvent } from '../read.js';

const PassedOverEventConnection = Connection('PassedOverEvent', () => PassedOverEventRow);

const passedOverEventOrders = orders('PassedOverEvent', sql`passed_over_event.id`, {
  PASSED_OVER_AT: {
    description: 'When it was passed over.',
    en: 'When passed over',
    cy: 'Pryd yr aethpwyd heibio iddo',
    column: () => ({ sql: sql`passed_over_event.passed_over_at`, type: 'timestamptz' }),
  },
});

@ArgsType()
class PassedOverEventsArgs extends ConnectionArgs {
  @Field(() => [PassOverReasonEnum], { nullable: true, description: 'Only those for one of these reasons.' })
  reason?: PassOverReason[] | null;

  @ShortText({ nullable: true, description: 'Only those that this reader passes over, as `reader` names it.' })
  reader?: string;

  @OrderBy(passedOverEventOrders, 'the latest first')
  orderBy?: Order<'PASSED_OVER_AT'>;
}

const filters: Filters<PassedOverEventsArgs> = { reason: among(sql`passed_over_event.reason`), reader: is(sql`passed_over_event.reader`) };

@Resolver(() => MomentType)
export class PassedOverEventsResolver {
  constructor(nodes: NodeSources) {
    nodes.register(passedOverEvents);
  }

  @ResolveField(() => PassedOverEventConnection, { description: 'What operators had passed over, by what, and why; the latest first.' })
  passedOverEvents(@Parent() { moment }: MomentType, @Arguments() args: PassedOverEventsArgs): Promise<ConnectionOf<Seen<PassedOverEventRow>>> {
    return paginate(
      moment,
      {
        name: 'passedOverEvents',
        rows: PassedOverEventRow,
        from: moment.from(PassedOverEventRow),
        where: narrowed(filters, args, moment),
        orderBy: passedOverEventOrders.columns(args.orderBy, [
          { sql: sql`passed_over_event.passed_over_at`, type: 'timestamptz', descending: true },
          { sql: sql`passed_over_event.id`, type: 'uuid' },
        ]),
        node: seenPassedOverEvent<PassedOverEventRow>,
      },
      args,
    );
  }
}

@Resolver(() => PassedOverEventRow)
export class PassedOverEventResolver {
  @ResolveField(() => ActorType, { description: 'Whoever decided it.' })
  by({ moment, passedOverBy }: Seen<PassedOverEventRow>): At<ActorType> {
    return actorOf(moment, passedOverBy);
  }
}
