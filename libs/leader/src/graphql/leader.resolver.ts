import { Connection, ConnectionArgs, type ConnectionOf, paginateEach, Personal, PersonalText, type Seen, seenAs } from '@app/graphql-kit';
import type { SealedValue } from '@app/kernel';
import { organisations, OrganisationRow } from '@app/organisation/read';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql from 'sql-template-tag';
import { AssignmentRow, LeaderRow } from '../read-model/leader.row.js';
import { leaders } from '../read.js';

const AssignmentConnection = Connection('Assignment', () => AssignmentRow);

/** Sealed when it was stored: a row never holds a value that is yet to be sealed. */
const sealed = (value: unknown) => value as SealedValue<string> | null;

@Resolver(() => LeaderRow)
export class LeaderResolver {
  constructor(private readonly personal: Personal) {}

  @ResolveField(() => PersonalText, { description: 'The name that they go by, as it is now.' })
  name({ moment, knownAs }: Seen<LeaderRow>): Promise<PersonalText | null> {
    return this.personal.open(moment, sealed(knownAs));
  }

  @ResolveField(() => PersonalText, { description: 'Their legal name, as it is now.' })
  legalName({ moment, legalName }: Seen<LeaderRow>): Promise<PersonalText | null> {
    return this.personal.open(moment, sealed(legalName));
  }

  @ResolveField(() => PersonalText, { nullable: true, description: 'Where to write to them.' })
  email({ moment, email }: Seen<LeaderRow>): Promise<PersonalText | null> {
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
  leader({ moment, leaderId }: Seen<AssignmentRow>): Promise<Seen<LeaderRow> | null> {
    return leaders.find(moment, leaderId);
  }

  @ResolveField(() => OrganisationRow, { nullable: true, description: 'The employer.' })
  organisation({ moment, organisationId }: Seen<AssignmentRow>): Promise<Seen<OrganisationRow> | null> {
    return organisations.find(moment, organisationId);
  }

  @ResolveField(() => PersonalText, { description: 'Title of the post.' })
  post({ moment, post }: Seen<AssignmentRow>): Promise<PersonalText | null> {
    return this.personal.open(moment, sealed(post));
  }
}
