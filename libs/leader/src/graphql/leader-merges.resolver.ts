import {
  actorIfAny,
  actorOf,
  ActorType,
  Arguments,
  type At,
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  type Filters,
  Id,
  is,
  type Masked,
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
import type { Sealed, SealedValue } from '@app/kernel';
import { ArgsType, Field, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql from 'sql-template-tag';
import { LeaderMergeRow, type MergeState, MergeStateEnum } from '../read-model/leader-merge.row.js';
import { LeaderRow } from '../read-model/leader.row.js';
import { leaderMerges, leaders, seenLeaderMerge } from '../read.js';

const LeaderMergeConnection = Connection('LeaderMerge', () => LeaderMergeRow);

const leaderMergeOrders = orders('LeaderMerge', sql`leader_merge.id`, {
  PROPOSED_AT: {
    description: 'When it was first said.',
    en: 'First said',
    cy: 'Dywedwyd gyntaf',
    column: () => ({ sql: sql`leader_merge.proposed_at`, type: 'timestamptz' }),
  },
});

@ArgsType()
class LeaderMergesArgs extends ConnectionArgs {
  @Field(() => MergeStateEnum, { nullable: true, description: 'Only those that have come so far.' })
  state?: MergeState | null;

  @Id('Leader', { nullable: true, description: 'Only those of this record, which goes on or is merged into another.' })
  leader?: string;

  @OrderBy(leaderMergeOrders, 'the latest first')
  orderBy?: Order<'PROPOSED_AT'>;
}

const filters: Filters<LeaderMergesArgs> = {
  state: is(sql`leader_merge.state`),
  leader: (id) => sql`${id}::uuid in (leader_merge.leader_id, leader_merge.merged_id)`,
};

@Resolver(() => MomentType)
export class LeaderMergesResolver {
  constructor(nodes: NodeSources) {
    nodes.register(leaderMerges);
  }

  @ResolveField(() => LeaderMergeConnection, {
    description:
      'Records that are merged, or were said to be of one person, the latest first: for who may confirm or undo that, and for the two whom it is about.',
  })
  leaderMerges(@Parent() { moment }: MomentType, @Arguments() args: LeaderMergesArgs): Promise<ConnectionOf<Seen<LeaderMergeRow>>> {
    return paginate(
      moment,
      {
        name: 'leaderMerges',
        rows: LeaderMergeRow,
        from: moment.from(LeaderMergeRow),
        where: narrowed(filters, args, moment),
        orderBy: leaderMergeOrders.columns(args.orderBy, [
          { sql: sql`leader_merge.proposed_at`, type: 'timestamptz', descending: true },
          { sql: sql`leader_merge.id`, type: 'uuid' },
        ]),
        node: seenLeaderMerge<LeaderMergeRow>,
      },
      args,
    );
  }
}

type Row = Masked<Seen<LeaderMergeRow>, 'proposalReason' | 'confirmationReason' | 'endReason'>;

@Resolver(() => LeaderMergeRow)
export class LeaderMergeResolver {
  constructor(private readonly personal: Personal) {}

  @ResolveField(() => LeaderRow, { nullable: true, description: 'The record that goes on, where it may be seen.' })
  leader({ moment, leaderId }: Row): Promise<Seen<LeaderRow> | null> {
    return leaders.find(moment, leaderId);
  }

  @ResolveField(() => LeaderRow, { nullable: true, description: 'The record that is merged into it, or is to be, where it may be seen.' })
  merged({ moment, mergedId }: Row): Promise<Seen<LeaderRow> | null> {
    return leaders.find(moment, mergedId);
  }

  @ResolveField(() => ActorType, { description: 'Who said so first.' })
  proposedBy({ moment, proposedById }: Row): At<ActorType> {
    return actorOf(moment, proposedById);
  }

  @ResolveField(() => ActorType, { nullable: true, description: 'Who confirmed it, where it is confirmed.' })
  confirmedBy({ moment, confirmedById }: Row): At<ActorType> | null {
    return actorIfAny(moment, confirmedById);
  }

  @ResolveField(() => ActorType, { nullable: true, description: 'Who withdrew or undid it, where it was.' })
  endedBy({ moment, endedById }: Row): At<ActorType> | null {
    return actorIfAny(moment, endedById);
  }

  @ResolveField(() => PersonalText, { nullable: true, description: 'How whoever proposed it knows that both are of one person, where that may be seen.' })
  proposalReason({ moment, proposalReason }: Row): ReturnType<Personal['open']> {
    return this.personal.open(moment, sealed(proposalReason));
  }

  @ResolveField(() => PersonalText, { nullable: true, description: 'How whoever confirmed it knows so, where it is confirmed and that may be seen.' })
  confirmationReason({ moment, confirmationReason }: Row): ReturnType<Personal['open']> {
    return this.personal.open(moment, sealed(confirmationReason));
  }

  @ResolveField(() => PersonalText, { nullable: true, description: 'Why it was withdrawn or undone, where it was and that may be seen.' })
  endReason({ moment, endReason }: Row): ReturnType<Personal['open']> {
    return this.personal.open(moment, sealed(endReason));
  }
}

/** Sealed when it was stored: a row never holds a value that is yet to be sealed. */
const sealed = (value: Sealed<string> | null) => value as SealedValue<string> | null;
