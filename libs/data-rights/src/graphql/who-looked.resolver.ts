import {
  actorIfAny,
  actorOf,
  ActorType,
  Arguments,
  type At,
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  DayRange,
  type Filters,
  type GraphqlContext,
  Id,
  is,
  isPinned,
  LocalText,
  narrowed,
  Needs,
  Nested,
  onDays,
  type Order,
  OrderBy,
  orders,
  paginateEach,
  PersonalText,
  RoleEnum,
  roleName,
  type RoleName,
  type Seen,
} from '@app/graphql-kit';
import { ROLES } from '@app/identity';
import { leaders, LeaderRow } from '@app/leader/read';
import { tellsReasons } from '@app/reason/read';
import { ArgsType, Context, Field, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql from 'sql-template-tag';
import { PersonalReadRow, recordedRole } from '../read-model/personal-read.row.js';
import { readsSoFar } from '../read-audit/shown-reads.js';
import { Labels } from '../subject-access/labels.js';
import { ResponsiblePeople } from './responsible-people.js';
import { PersonalField, personalField } from './personal-field.js';

const PersonalReadConnection = Connection('PersonalRead', () => PersonalReadRow);

const personalReadOrders = orders('PersonalRead', sql`personal_read.id`, {
  UNTIL: {
    description: 'When they last read it within an hour.',
    en: 'Last read',
    cy: 'Darllenwyd ddiwethaf',
    column: () => ({ sql: sql`personal_read.until`, type: 'timestamptz' }),
  },
});

@ArgsType()
class WhoLookedArgs extends ConnectionArgs {
  @Nested(() => DayRange, { nullable: true, description: 'Only what was read on these days (Europe/London).' })
  readOn?: DayRange;

  @Field(() => [RoleEnum], { nullable: true, description: 'Only what was read in one of these roles, perhaps among others.' })
  roles?: RoleName[] | null;

  @Id('Leader', { nullable: true, description: 'Only what this one read.' })
  reader?: string;

  @OrderBy(personalReadOrders, 'the latest first')
  orderBy?: Order<'UNTIL'>;
}

const filters: Filters<WhoLookedArgs> = {
  readOn: onDays(sql`(personal_read.until at time zone 'Europe/London')::date`),
  roles: (roles) => sql`personal_read.roles && ${ROLES.filter((role) => roles.includes(roleName(role)))}::text[]`,
  reader: is(sql`personal_read.reader_id`),
};

@Resolver(() => LeaderRow)
export class WhoLookedResolver {
  @Needs()
  @ResolveField(() => PersonalReadConnection, {
    description:
      'Who read personal values of theirs, the latest first; what they read of themselves is not among it. It tells what is in the log and, unless a past moment is asked for, what is on its way there: a read is here a second after it. A crash may lose the last second. Whoever took this record and another one for one person’s is here too.',
  })
  whoLooked(@Parent() { moment, key }: Seen<LeaderRow>, @Arguments() args: WhoLookedArgs): Promise<ConnectionOf<At<PersonalReadRow>>> {
    return paginateEach<PersonalReadRow>(
      moment,
      { sql: sql`personal_read.leader_id`, type: 'uuid' },
      {
        name: 'leader.whoLooked',
        rows: PersonalReadRow,
        from: isPinned(moment) ? moment.from(PersonalReadRow) : moment.within(PersonalReadRow, readsSoFar(moment)),
        where: narrowed(filters, args, moment),
        orderBy: personalReadOrders.columns(args.orderBy, [
          { sql: sql`personal_read.until`, type: 'timestamptz', descending: true },
          { sql: sql`personal_read.id`, type: 'uuid' },
        ]),
      },
      args,
    )(key);
  }
}

@Resolver(() => PersonalReadRow)
export class PersonalReadResolver {
  constructor(
    private readonly responsible: ResponsiblePeople,
    private readonly labels: Labels,
  ) {}

  @ResolveField(() => LeaderRow, { nullable: true, description: 'Who read, where they may be seen.' })
  reader({ moment, readerId }: At<PersonalReadRow>): Promise<Seen<LeaderRow> | null> {
    return leaders.find(moment, readerId);
  }

  @ResolveField(() => ActorType, { description: 'Who read.' })
  by({ moment, readerId }: At<PersonalReadRow>): At<ActorType> {
    return actorOf(moment, readerId);
  }

  @ResolveField(() => ActorType, { nullable: true, description: 'In whose name they read, where it was not their own.' })
  inNameOf({ moment, onBehalfOf }: At<PersonalReadRow>): At<ActorType> | null {
    return actorIfAny(moment, onBehalfOf);
  }

  @ResolveField(() => PersonalText, {
    nullable: true,
    description: 'What whoever read is called, where they did as a line manager, programme lead or panel member. Others are known by their role.',
  })
  readerName({ moment, readerId, roles }: At<PersonalReadRow>): Promise<PersonalText | null> {
    return this.responsible.nameOf(moment, readerId, roles);
  }

  @ResolveField(() => [RoleEnum], { description: 'In which roles: one of these permitted it.' })
  roles({ roles }: At<PersonalReadRow>): RoleName[] {
    return roles.map(recordedRole).filter((role) => role !== undefined);
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'What for, as a code of `at { reasonCodes }`, where they said; `NOT_REGISTERED` where it is on no list.',
  })
  async purpose(@Parent() { moment, purpose }: At<PersonalReadRow>, @Context() { language }: GraphqlContext): Promise<string | null> {
    return (await tellsReasons(moment, language))(purpose ?? undefined).reasonCode;
  }

  @ResolveField(() => LocalText, { nullable: true, description: 'What for, as that reason is called: to show in place of the code.' })
  async purposeName(@Parent() { moment, purpose }: At<PersonalReadRow>, @Context() { language }: GraphqlContext): Promise<LocalText | null> {
    return (await tellsReasons(moment, language))(purpose ?? undefined).reason;
  }

  @ResolveField(() => [PersonalField], { description: 'Which fields; not what stands in them.' })
  fields(@Parent() { fields }: At<PersonalReadRow>, @Context() { language }: GraphqlContext): PersonalField[] {
    return fields.map((field) => personalField(field, this.labels, language));
  }
}
