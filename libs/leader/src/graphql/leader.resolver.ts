import {
  Arguments,
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  MomentType,
  NodeSources,
  paginate,
  paginateEach,
  Personal,
  PersonalText,
  type Seen,
  seenAs,
  ShortText,
} from '@app/graphql-kit';
import type { SealedValue } from '@app/kernel';
import { organisations, OrganisationRow } from '@app/organisation/read';
import { Args, ArgsType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql from 'sql-template-tag';
import { AssignmentRow, LeaderRow } from '../read-model/leader.row.js';
import { leaderDirectory } from '../read-model/leader.directory.js';
import { assignments, atPresent, leaders, seenLeader } from '../read.js';

export const LeaderConnection = Connection('Leader', () => LeaderRow);
export const AssignmentConnection = Connection('Assignment', () => AssignmentRow);

/** Sealed when it was stored: a row never holds a value that is yet to be sealed. */
const sealed = (value: unknown) => value as SealedValue<string> | null;

@ArgsType()
class LeadersArgs extends ConnectionArgs {
  @ShortText({ nullable: true, description: 'Only those with this in a name of theirs, in any case and with any accents.' })
  search?: string;
}

@Resolver(() => MomentType)
export class LeadersResolver {
  constructor(nodes: NodeSources) {
    nodes.register(leaders);
    nodes.register(assignments);
  }

  @ResolveField(() => LeaderConnection, { description: 'The directory of leaders, by the name they are filed under. Names are of now, whatever the moment.' })
  leaders(@Parent() { moment }: MomentType, @Arguments() args: LeadersArgs): Promise<ConnectionOf<Seen<LeaderRow>>> {
    return paginate(
      moment,
      {
        name: 'leaders',
        select: sql`leader.*`,
        from: sql`${leaderDirectory.from()} join ${atPresent(moment).from(LeaderRow)} on leader.id = leader_directory.id`,
        where: args.search === undefined ? [] : [leaderDirectory.matches(args.search)],
        orderBy: [
          { sql: sql`leader_directory.sort_key`, type: 'text' },
          { sql: sql`leader.id`, type: 'uuid' },
        ],
        node: seenLeader<LeaderRow>,
      },
      args,
    );
  }
}

@Resolver(() => LeaderRow)
export class LeaderResolver {
  constructor(private readonly personal: Personal) {}

  @ResolveField(() => PersonalText, { description: 'The name that they go by, as it is now.' })
  name(@Parent() { moment, knownAs }: Seen<LeaderRow>): Promise<PersonalText | null> {
    return this.personal.open(moment, sealed(knownAs));
  }

  @ResolveField(() => PersonalText, { description: 'Their legal name, as it is now.' })
  legalName(@Parent() { moment, legalName }: Seen<LeaderRow>): Promise<PersonalText | null> {
    return this.personal.open(moment, sealed(legalName));
  }

  @ResolveField(() => PersonalText, { nullable: true, description: 'Where to write to them.' })
  email(@Parent() { moment, email }: Seen<LeaderRow>): Promise<PersonalText | null> {
    return this.personal.open(moment, sealed(email));
  }

  @ResolveField(() => AssignmentConnection, { description: 'Their posts, with every employer.' })
  assignments(@Parent() { moment, key }: Seen<LeaderRow>, @Args() args: ConnectionArgs): Promise<ConnectionOf<Seen<AssignmentRow>>> {
    return paginateEach(
      moment,
      { sql: sql`assignment.leader_id`, type: 'uuid' },
      {
        name: 'leader.assignments',
        select: sql`assignment.*`,
        from: moment.from(AssignmentRow),
        orderBy: [{ sql: sql`assignment.id`, type: 'uuid' }],
        node: seenAs('Assignment')<AssignmentRow>,
      },
      args,
    )(key);
  }
}

@Resolver(() => AssignmentRow)
export class AssignmentResolver {
  constructor(private readonly personal: Personal) {}

  @ResolveField(() => LeaderRow, { nullable: true, description: 'Who holds the post.' })
  leader(@Parent() { moment, leaderId }: Seen<AssignmentRow>): Promise<Seen<LeaderRow> | null> {
    return leaders.find(moment, leaderId);
  }

  @ResolveField(() => OrganisationRow, { nullable: true, description: 'The employer.' })
  organisation(@Parent() { moment, organisationId }: Seen<AssignmentRow>): Promise<Seen<OrganisationRow> | null> {
    return organisations.find(moment, organisationId);
  }

  @ResolveField(() => PersonalText, { description: 'Title of the post.' })
  post(@Parent() { moment, post }: Seen<AssignmentRow>): Promise<PersonalText | null> {
    return this.personal.open(moment, sealed(post));
  }
}
