import {
  among,
  Arguments,
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  either,
  type Filters,
  type Found,
  Id,
  is,
  narrowed,
  Needs,
  type Order,
  OrderBy,
  orders,
  paginateEach,
  Personal,
  PersonalText,
  Refers,
  type Seen,
  seenAs,
} from '@app/graphql-kit';
import type { SealedValue } from '@app/kernel';
import { organisations, OrganisationRow } from '@app/organisation/read';
import { ArgsType, Field, Info, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import sql from 'sql-template-tag';
import type { Basis } from '../domain/assignment.events.js';
import { AssignmentRow, BasisEnum, LeaderRow } from '../read-model/leader.row.js';
import { held, leaders } from '../read.js';

const AssignmentConnection = Connection('Assignment', () => AssignmentRow);

const assignmentOrders = orders('Assignment', sql`assignment.id`, {
  STARTS_ON: {
    description: 'The first day.',
    en: 'First day',
    cy: 'Diwrnod cyntaf',
    column: () => ({ sql: sql`assignment.starts_on`, type: 'date' }),
  },
});

@ArgsType()
class AssignmentsArgs extends ConnectionArgs {
  @Id('Organisation', { nullable: true, description: 'Only those with this employer.' })
  organisation?: string;

  @Field(() => Boolean, { nullable: true, description: 'Only those that are held on the day asked about, or only those that are not any more.' })
  held?: boolean | null;

  @Field(() => [BasisEnum], { nullable: true, description: 'Only those held on one of these terms.' })
  basis?: Basis[] | null;

  @OrderBy(assignmentOrders, 'an order without a meaning, which stays the same,')
  orderBy?: Order<'STARTS_ON'>;
}

const assignmentFilters: Filters<AssignmentsArgs> = {
  organisation: is(sql`assignment.organisation_id`, 'uuid'),
  held: (isHeld, moment) => either(held(moment))(isHeld),
  basis: among(sql`assignment.basis`),
};

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
    @Arguments() args: AssignmentsArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConnectionOf<Seen<AssignmentRow>>> {
    return paginateEach(
      moment,
      { sql: sql`assignment.leader_id`, type: 'uuid' },
      {
        name: 'leader.assignments',
        rows: AssignmentRow,
        from: moment.from(AssignmentRow),
        where: narrowed(assignmentFilters, args, moment),
        orderBy: assignmentOrders.columns(args.orderBy, [{ sql: sql`assignment.id`, type: 'uuid' }]),
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
