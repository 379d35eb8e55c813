import {
  Arguments,
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  type GraphqlContext,
  MomentType,
  NodeSources,
  paginate,
  Personal,
  type Seen,
  ShortText,
  sortedIn,
} from '@app/graphql-kit';
import type { SealedValue } from '@app/kernel';
import { ArgsType, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql, { type Sql } from 'sql-template-tag';
import { LeaderDirectoryRow } from '../read-model/leader.directory.js';
import { LeaderRow } from '../read-model/leader.row.js';
import { assignments, atPresent, leaders, seenLeader } from '../read.js';

const LeaderConnection = Connection('Leader', () => LeaderRow);

@ArgsType()
class LeadersArgs extends ConnectionArgs {
  @ShortText({ nullable: true, description: 'Only those with this in a name of theirs, in any case and with or without its accents.' })
  search?: string;
}

/** Letters without case and marks, so that `sian` finds Siân and `ŵ` finds w. */
const plain = (text: Sql) => sql`lower(regexp_replace(normalize(${text}, NFKD), '[\u0300-\u036f]', '', 'g'))`;

/** LIKE's own signs, taken literally. */
const literally = (text: string) => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

function named(search: string): Sql {
  const names = sql`concat_ws(E'\n', leader_directory.sort_name, leader_directory.known_as, leader_directory.legal_name)`;
  return sql`${plain(names)} like '%' || ${plain(sql`${literally(search)}::text`)} || '%'`;
}

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
    description: 'The directory of leaders, by the name they are filed under, as the reader’s language sorts it. Names are of now, whatever the moment.',
  })
  async leaders(
    @Parent() { moment }: MomentType,
    @Arguments() args: LeadersArgs,
    @Context() { language }: GraphqlContext,
  ): Promise<ConnectionOf<Seen<LeaderRow>>> {
    const page = await paginate(
      moment,
      {
        name: 'leaders',
        rows: LeaderRow,
        from: sql`${moment.from(LeaderDirectoryRow)} join ${atPresent(moment).from(LeaderRow)} on leader.id = leader_directory.id`,
        // A person is found once: by the record that goes on.
        where: [sql`leader.merged_into_id is null`, ...(args.search === undefined ? [] : [named(args.search)])],
        orderBy: [sortedIn(language, sql`leader_directory.sort_name`), { sql: sql`leader.id`, type: 'uuid' }],
        node: seenLeader<LeaderRow>,
      },
      args,
    );
    // Whoever is shown who comes before whom, or has a name in it, has learnt of the names, asked for or not.
    await this.personal.noteFound(
      moment,
      page.nodes.map(({ sortName }) => sortName as SealedValue<string>),
    );
    return page;
  }
}
