import {
  among,
  Arguments,
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  containing,
  DayRange,
  type Filters,
  type GraphqlContext,
  Id,
  is,
  MAX_PAGE,
  MomentType,
  narrowed,
  Nested,
  NodeSources,
  onDays,
  type Order,
  OrderBy,
  orders,
  paginate,
  Personal,
  type Seen,
  ShortText,
  sortedIn,
} from '@app/graphql-kit';
import type { SealedValue } from '@app/kernel';
import { subtree } from '@app/organisation/read';
import type { Moment } from '@app/read-model';
import { ArgsType, Context, Field, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql, { empty, type Sql } from 'sql-template-tag';
import type { Basis } from '../domain/assignment.events.js';
import type { PreferredLanguage } from '../domain/leader.events.js';
import { LeaderDirectoryRow } from '../read-model/leader.directory.js';
import { AssignmentRow, BasisEnum, LanguageEnum, LeaderRow, type ParticipationStatus, ParticipationStatusEnum } from '../read-model/leader.row.js';
import { assignments, atPresent, held, leaders, seenLeader } from '../read.js';

const LeaderConnection = Connection('Leader', () => LeaderRow);

const leaderOrders = orders('Leader', sql`leader.id`, {
  NAME: {
    description: 'The name they are filed under, as the reader’s language sorts it.',
    en: 'Name',
    cy: 'Enw',
    column: (language) => sortedIn(language, sql`leader_directory.sort_name`),
  },
  REGISTERED_ON: {
    description: 'The day they were registered.',
    en: 'Day of registration',
    cy: 'Diwrnod cofrestru',
    column: () => ({ sql: sql`leader.registered_on`, type: 'date' }),
  },
});

@ArgsType()
class LeadersArgs extends ConnectionArgs {
  @ShortText({ nullable: true, description: 'Only those with this in a name of theirs, in any case and with or without its accents.' })
  search?: string;

  @Id('Organisation', { nullable: true, description: 'Only those who hold a post with this organisation, or with one accountable to it, at any depth.' })
  within?: string;

  @Field(() => [BasisEnum], { nullable: true, description: 'Only those who hold a post on one of these terms; with `within`, such a post there.' })
  basis?: Basis[] | null;

  @Field(() => ParticipationStatusEnum, { nullable: true, description: 'Only those of whom this is so, as it is now.' })
  participation?: ParticipationStatus | null;

  @Field(() => LanguageEnum, { nullable: true, description: 'Only those who prefer this language, as it is now.' })
  preferredLanguage?: PreferredLanguage | null;

  @Nested(() => DayRange, { nullable: true, description: 'Only those who were registered on these days.' })
  registeredOn?: DayRange;

  @OrderBy(leaderOrders, 'the name they are filed under')
  orderBy?: Order<'NAME' | 'REGISTERED_ON'>;
}

/** The post that somebody holds on the day asked about, where its reader may see it: a narrower condition finds nobody whom paging would not. */
const holding = (moment: Moment, { within, basis }: Partial<LeadersArgs>): Sql => sql`exists (
  select from ${moment.from(AssignmentRow)}
  where assignment.leader_id = leader.id and ${held(moment)}
  ${within === undefined ? empty : sql`and assignment.organisation_id in (${subtree(moment, within)})`}
  ${basis ? sql`and ${among(sql`assignment.basis`)(basis)}` : empty})`;

/**
 * That a record was registered by the day asked about, as known then, and goes on: whose records were merged is found once. Names stand in a table of the present alone, and
 * so does whatever else is told of somebody.
 */
function registeredAt({ snapshot, position, asOf }: Moment): Sql {
  const goesOn = sql`leader.merged_into_id is null and leader.registered_on <= ${asOf}::date`;
  if (position >= snapshot.head) return goesOn;
  // A table without periods is read at a position of today's.
  const then = snapshot.moment({ asOf: snapshot.today, knownAt: position });
  return sql`exists (select from ${then.from(LeaderRow)} where leader.id = leader_directory.id and ${goesOn})`;
}

const filters: Filters<LeadersArgs> = {
  search: containing([sql`leader_directory.sort_name`, sql`leader_directory.known_as`, sql`leader_directory.legal_name`]),
  within: (_within, moment, args) => holding(moment, args),
  basis: (_basis, moment, args) => (args.within === undefined ? holding(moment, args) : sql`true`),
  participation: is(sql`leader.participation`),
  preferredLanguage: is(sql`leader.preferred_language`),
  registeredOn: onDays(sql`leader.registered_on`),
};

@Resolver(() => MomentType)
export class LeadersResolver {
  constructor(
    nodes: NodeSources,
    private readonly personal: Personal,
  ) {
    nodes.register(leaders);
    nodes.register(assignments);
  }

  @ResolveField(() => LeaderConnection, {
    description:
      'The directory of leaders, by the name they are filed under, as the reader’s language sorts it: those who were registered at the moment asked about. Their names are of now, whatever the moment.',
  })
  async leaders(
    @Parent() { moment }: MomentType,
    @Arguments() args: LeadersArgs,
    @Context() { language }: GraphqlContext,
  ): Promise<ConnectionOf<Seen<LeaderRow>>> {
    // Whoever is shown who comes before whom, or has a name in it, has learnt of the names, asked for or not.
    const note = (names: readonly unknown[]) => this.personal.noteFound(moment, names as readonly SealedValue<string>[]);
    const page = await paginate(
      moment,
      {
        name: 'leaders',
        rows: LeaderRow,
        from: sql`${moment.from(LeaderDirectoryRow)} join ${atPresent(moment).from(LeaderRow)} on leader.id = leader_directory.id`,
        where: [registeredAt(moment), ...narrowed(filters, args, moment)],
        orderBy: leaderOrders.columns(args.orderBy, [sortedIn(language, sql`leader_directory.sort_name`), { sql: sql`leader.id`, type: 'uuid' }], language),
        node: seenLeader<LeaderRow>,
        ...(args.search !== undefined && { found: { column: sql`leader.sort_name`, most: MAX_PAGE, note } }),
      },
      args,
    );
    await note(page.nodes.map(({ sortName }) => sortName));
    return page;
  }
}
