import {
  type At,
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  describedEnum,
  type GraphqlContext,
  MomentType,
  NodeSources,
  paginate,
  Personal,
  PersonalText,
  type Seen,
} from '@app/graphql-kit';
import type { SealedValue } from '@app/kernel';
import { leaders, LeaderRow } from '@app/leader/read';
import { Args, ArgsType, Context, Field, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql, { type Sql } from 'sql-template-tag';
import { DelegationRow } from '../read-model/delegation.row.js';
import { atPresent, delegations, seenDelegation } from '../read.js';

const DelegationConnection = Connection('Delegation', () => DelegationRow);

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
    @Args() args: DelegationsArgs,
    @Context() { actor }: GraphqlContext,
  ): Promise<ConnectionOf<Seen<DelegationRow>>> {
    const present = atPresent(moment);
    return paginate(
      moment,
      {
        name: 'delegations',
        rows: DelegationRow,
        from: present.from(DelegationRow),
        where: conditions(args, actor.onBehalfOf ?? actor.id, present.asOf),
        orderBy: [
          { sql: sql`delegation.ends_on`, type: 'date', descending: true },
          { sql: sql`delegation.id`, type: 'uuid' },
        ],
        node: (row: At<DelegationRow>) => seenDelegation(row),
      },
      args,
    );
  }
}

function conditions({ side, inForce }: DelegationsArgs, person: string, today: string): Sql[] {
  const counts = sql`(delegation.ended_on is null and ${today}::date between delegation.starts_on and delegation.ends_on)`;
  return [
    ...(side === 'GIVEN' ? [sql`delegation.principal_id::text = ${person}`] : []),
    ...(side === 'RECEIVED' ? [sql`delegation.deputy_id::text = ${person}`] : []),
    ...(typeof inForce === 'boolean' ? [inForce ? counts : sql`not ${counts}`] : []),
  ];
}

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
