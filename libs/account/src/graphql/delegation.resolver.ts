import {
  actorOf,
  ActorType,
  Arguments,
  type At,
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  describedEnum,
  either,
  type Filters,
  type GraphqlContext,
  Id,
  is,
  MomentType,
  narrowed,
  NodeSources,
  type Order,
  OrderBy,
  orders,
  paginate,
  Personal,
  PersonalText,
  type Seen,
} from '@app/graphql-kit';
import type { SealedValue } from '@app/kernel';
import { leaders, LeaderRow } from '@app/leader/read';
import { ArgsType, Context, Field, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql from 'sql-template-tag';
import { DelegationRow } from '../read-model/delegation.row.js';
import { atPresent, delegations, seenDelegation } from '../read.js';

const DelegationConnection = Connection('Delegation', () => DelegationRow);

const delegationOrders = orders('Delegation', sql`delegation.id`, {
  STARTS_ON: { description: 'The first day.', en: 'First day', cy: 'Diwrnod cyntaf', column: () => ({ sql: sql`delegation.starts_on`, type: 'date' }) },
  ENDS_ON: { description: 'The last day.', en: 'Last day', cy: 'Diwrnod olaf', column: () => ({ sql: sql`delegation.ends_on`, type: 'date' }) },
});

type Side = 'GIVEN' | 'RECEIVED';
const SideEnum = describedEnum<Side>('DelegationSide', 'How a delegation stands to who asks.', {
  GIVEN: { description: 'Somebody acts in their name.', en: 'Given', cy: 'Rhoddwyd' },
  RECEIVED: { description: 'They act in somebody’s name.', en: 'Received', cy: 'Derbyniwyd' },
});

@ArgsType()
class DelegationsArgs extends ConnectionArgs {
  @Field(() => SideEnum, { nullable: true, description: 'Only those that whoever asks has given, or received.' })
  side?: Side | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those that count today, or only those that do not.' })
  inForce?: boolean | null;

  @Id('Leader', { nullable: true, description: 'Only those in whose name it is done.' })
  principal?: string;

  @Id('Leader', { nullable: true, description: 'Only those by whom it is done.' })
  deputy?: string;

  @OrderBy(delegationOrders, 'the last day, the latest first')
  orderBy?: Order<'STARTS_ON' | 'ENDS_ON'>;
}

@Resolver(() => MomentType)
export class DelegationsResolver {
  constructor(nodes: NodeSources) {
    nodes.register(delegations);
  }

  @ResolveField(() => DelegationConnection, {
    description: 'Who acts in whose name, as far as that may be seen: one’s own, given and received. They are of now, whatever the moment.',
  })
  delegations(
    @Parent() { moment }: MomentType,
    @Arguments() args: DelegationsArgs,
    @Context() { actor }: GraphqlContext,
  ): Promise<ConnectionOf<Seen<DelegationRow>>> {
    const present = atPresent(moment);
    return paginate(
      moment,
      {
        name: 'delegations',
        rows: DelegationRow,
        from: present.from(DelegationRow),
        where: narrowed(filtersFor(actor.onBehalfOf ?? actor.id, present.asOf), args, moment),
        orderBy: delegationOrders.columns(args.orderBy, [
          { sql: sql`delegation.ends_on`, type: 'date', descending: true },
          { sql: sql`delegation.id`, type: 'uuid' },
        ]),
        node: (row: At<DelegationRow>) => seenDelegation(row),
      },
      args,
    );
  }
}

/** @param person who asks, or in whose name @param today in the present: delegations are of now */
const filtersFor = (person: string, today: string): Filters<DelegationsArgs> => ({
  side: (side) => (side === 'GIVEN' ? sql`delegation.principal_id::text = ${person}` : sql`delegation.deputy_id::text = ${person}`),
  inForce: either(sql`delegation.ended_on is null and ${today}::date between delegation.starts_on and delegation.ends_on`),
  principal: is(sql`delegation.principal_id`, 'uuid'),
  deputy: is(sql`delegation.deputy_id`, 'uuid'),
});

@Resolver(() => DelegationRow)
export class DelegationResolver {
  constructor(private readonly personal: Personal) {}

  @ResolveField(() => LeaderRow, { nullable: true, description: 'In whose name it is done, where their record may be seen.' })
  principal({ moment, principalId }: Seen<DelegationRow>): Promise<Seen<LeaderRow> | null> {
    return leaders.find(moment, principalId);
  }

  @ResolveField(() => LeaderRow, { nullable: true, description: 'Who does it, where their record may be seen.' })
  deputy({ moment, deputyId }: Seen<DelegationRow>): Promise<Seen<LeaderRow> | null> {
    return leaders.find(moment, deputyId);
  }

  @ResolveField(() => ActorType, { description: 'In whose name it is done.' })
  of({ moment, principalId }: Seen<DelegationRow>): At<ActorType> {
    return actorOf(moment, principalId);
  }

  @ResolveField(() => ActorType, { description: 'Who does it.' })
  to({ moment, deputyId }: Seen<DelegationRow>): At<ActorType> {
    return actorOf(moment, deputyId);
  }

  @ResolveField(() => ActorType, { description: 'Who granted it: the one in whose name it is done, or an administrator in their place.' })
  grantedBy({ moment, grantedById }: Seen<DelegationRow>): At<ActorType> {
    return actorOf(moment, grantedById);
  }

  @ResolveField(() => Boolean, { description: 'Whether it counts today.' })
  inForce({ moment, startsOn, endsOn, endedOn }: Seen<DelegationRow>): boolean {
    const today = atPresent(moment).asOf;
    return endedOn === null && startsOn <= today && today <= endsOn;
  }

  @ResolveField(() => PersonalText, { nullable: true, description: 'Why, where that was said.' })
  reason({ moment, reason }: Seen<DelegationRow>): ReturnType<Personal['openNow']> {
    return this.personal.openNow(moment, reason as SealedValue<string> | null);
  }
}
