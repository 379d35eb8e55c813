import {
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  type Found,
  Needs,
  paginateEach,
  Personal,
  PersonalText,
  Refers,
  type Seen,
  seenAs,
} from '@app/graphql-kit';
import type { SealedValue } from '@app/kernel';
import { organisations, OrganisationRow } from '@app/organisation/read';
import { Args, Info, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import sql from 'sql-template-tag';
import { AssignmentRow, LeaderRow } from '../read-model/leader.row.js';
import { leaders } from '../read.js';

const AssignmentConnection = Connection('Assignment', () => AssignmentRow);

/** Sealed when it was stored: a row never holds a value that is yet to be sealed. */
const sealed = (value: unknown) => value as SealedValue<string> | null;

@Resolver(() => LeaderRow)
export class LeaderResolver {
  constructor(private readonly personal: Personal) {}

  @Needs('knownAs')
  @ResolveField(() => PersonalText, { description: 'The name that they go by, as it is now.' })
  name({ moment, knownAs }: Seen<LeaderRow>): ReturnType<Personal['openNow']> {
    return this.personal.openNow(moment, sealed(knownAs));
  }

  @Needs('legalName')
  @ResolveField(() => PersonalText, { description: 'Their legal name, as it is now.' })
  legalName({ moment, legalName }: Seen<LeaderRow>): ReturnType<Personal['openNow']> {
    return this.personal.openNow(moment, sealed(legalName));
  }

  @Needs('email')
  @ResolveField(() => PersonalText, { nullable: true, description: 'Where to write to them.' })
  email({ moment, email }: Seen<LeaderRow>): ReturnType<Personal['openNow']> {
    return this.personal.openNow(moment, sealed(email));
  }

  @Needs()
  @ResolveField(() => AssignmentConnection, { description: 'Their posts, with every employer.' })
  assignments(
    @Parent() { moment, key }: Seen<LeaderRow>,
    @Args() args: ConnectionArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConnectionOf<Seen<AssignmentRow>>> {
    return paginateEach(
      moment,
      { sql: sql`assignment.leader_id`, type: 'uuid' },
      {
        name: 'leader.assignments',
        rows: AssignmentRow,
        from: moment.from(AssignmentRow),
        orderBy: [{ sql: sql`assignment.id`, type: 'uuid' }],
        node: seenAs('Assignment')<AssignmentRow>,
      },
      args,
      info,
    )(key);
  }
}

@Resolver(() => AssignmentRow)
export class AssignmentResolver {
  constructor(private readonly personal: Personal) {}

  @Refers(leaders, 'leaderId')
  @ResolveField(() => LeaderRow, { nullable: true, description: 'Who holds the post.' })
  leader({ moment, leaderId }: Seen<AssignmentRow>, _args: unknown, _context: unknown, info: GraphQLResolveInfo): Found<LeaderRow> {
    return leaders.foundFor(info, moment, leaderId);
  }

  @Refers(organisations, 'organisationId')
  @ResolveField(() => OrganisationRow, { nullable: true, description: 'The employer.' })
  organisation({ moment, organisationId }: Seen<AssignmentRow>, _args: unknown, _context: unknown, info: GraphQLResolveInfo): Found<OrganisationRow> {
    return organisations.foundFor(info, moment, organisationId);
  }

  @Needs('post')
  @ResolveField(() => PersonalText, { description: 'Title of the post.' })
  post({ moment, post }: Seen<AssignmentRow>): ReturnType<Personal['openNow']> {
    return this.personal.openNow(moment, sealed(post));
  }
}
