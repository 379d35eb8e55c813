import {
  Arguments,
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  DayRange,
  either,
  type Filters,
  type Found,
  type Masked,
  narrowed,
  Needs,
  Nested,
  onDays,
  type Order,
  OrderBy,
  orders,
  paginateEach,
  Refers,
  type Seen,
} from '@app/graphql-kit';
import { organisations, OrganisationRow } from '@app/organisation/read';
import { ArgsType, Field, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import sql from 'sql-template-tag';
import { CohortRow, type CohortStatus, CohortStatusEnum, SessionRow } from '../read-model/cohort.row.js';
import { ProgrammeRow } from '../read-model/programme.row.js';
import { cohorts, programmes, seenSession } from '../read.js';

export const SessionConnection = Connection('Session', () => SessionRow);

const sessionOrders = orders('Session', sql`session.id`, {
  HELD_ON: { description: 'The day it is held.', en: 'Day', cy: 'Diwrnod', column: () => ({ sql: sql`session.held_on`, type: 'date' }) },
});

@ArgsType()
class SessionsArgs extends ConnectionArgs {
  @Nested(() => DayRange, { nullable: true, description: 'Only those that are held on these days.' })
  heldOn?: DayRange;

  @Field(() => Boolean, { nullable: true, description: 'Only those that are cancelled; with false, only the others.' })
  cancelled?: boolean | null;

  @OrderBy(sessionOrders, 'the day')
  orderBy?: Order<'HELD_ON'>;
}

const sessionFilters: Filters<SessionsArgs> = { heldOn: onDays(sql`session.held_on`), cancelled: either(sql`session.cancelled`) };

@Resolver(() => CohortRow)
export class CohortResolver {
  @Refers(programmes, 'programmeId')
  @ResolveField(() => ProgrammeRow, { description: 'The programme that it is a run of.' })
  programme({ moment, programmeId }: Seen<CohortRow>, _args: unknown, _context: unknown, info: GraphQLResolveInfo): Found<ProgrammeRow> {
    return programmes.foundFor(info, moment, programmeId);
  }

  @Refers(organisations, 'organisationId')
  @ResolveField(() => OrganisationRow, { nullable: true, description: 'The organisation that delivers it, where one is registered.' })
  organisation({ moment, organisationId }: Seen<CohortRow>, _args: unknown, _context: unknown, info: GraphQLResolveInfo): Found<OrganisationRow> {
    return organisationId === null ? null : organisations.foundFor(info, moment, organisationId);
  }

  @Needs('cancelled', 'startsOn', 'endsOn')
  @ResolveField(() => CohortStatusEnum, { description: 'How far it has come on the day asked about.' })
  status({ moment: { asOf }, cancelled, startsOn, endsOn }: Seen<CohortRow>): CohortStatus {
    if (cancelled) return 'CANCELLED';
    if (endsOn < asOf) return 'ENDED';
    return startsOn > asOf ? 'UPCOMING' : 'RUNNING';
  }

  @Needs('capacity', 'placesHeld')
  @ResolveField(() => Int, { nullable: true, description: 'Places that are neither offered nor taken; null where `placesHeld` is.' })
  placesFree({ capacity, placesHeld }: Masked<Seen<CohortRow>, 'placesHeld'>): number | null {
    return placesHeld === null ? null : capacity - placesHeld;
  }

  @Needs('waiting')
  @ResolveField(() => Int, { nullable: true, description: 'How many wait for a place; null for who does not run the cohort or see that it fills.' })
  waitingCount({ waiting }: Masked<Seen<CohortRow>, 'waiting'>): number | null {
    return waiting?.length ?? null;
  }

  @Needs()
  @ResolveField(() => SessionConnection, { description: 'Its sessions, by day.' })
  sessions(@Parent() { moment, key }: Seen<CohortRow>, @Arguments() args: SessionsArgs): Promise<ConnectionOf<Seen<SessionRow>>> {
    return paginateEach(
      moment,
      { sql: sql`session.cohort_id`, type: 'uuid' },
      {
        name: 'cohort.sessions',
        rows: SessionRow,
        from: moment.from(SessionRow),
        where: narrowed(sessionFilters, args, moment),
        orderBy: sessionOrders.columns(args.orderBy, [
          { sql: sql`session.held_on`, type: 'date' },
          { sql: sql`session.id`, type: 'uuid' },
        ]),
        node: seenSession<SessionRow>,
      },
      args,
    )(key);
  }
}

@Resolver(() => SessionRow)
export class SessionResolver {
  @ResolveField(() => CohortRow, { description: 'The cohort that it is a session of.' })
  cohort({ moment, cohortId }: Seen<SessionRow>): Promise<Seen<CohortRow> | null> {
    return cohorts.find(moment, cohortId);
  }
}
