import {
  Arguments,
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  type GraphqlContext,
  LocalText,
  MomentType,
  nameIn,
  Needs,
  NodeSources,
  paginate,
  paginateEach,
  ProvenanceType,
  type Seen,
  ShortText,
  sortedIn,
} from '@app/graphql-kit';
import { shownIn } from '@app/localisation';
import { Args, ArgsType, Context, Field, Info, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import sql, { type Sql } from 'sql-template-tag';
import type { Provenance } from '@app/kernel';
import type { Level, ProgrammeNation } from '../domain/programme.events.js';
import { CohortRow } from '../read-model/cohort.row.js';
import { LevelEnum, ProgrammeNationEnum, ProgrammeRow } from '../read-model/programme.row.js';
import { cohorts, programmes, seenCohort, seenProgramme, sessions } from '../read.js';

export const ProgrammeConnection = Connection('Programme', () => ProgrammeRow);
export const CohortConnection = Connection('Cohort', () => CohortRow);

@ArgsType()
class ProgrammesArgs extends ConnectionArgs {
  @Field(() => ProgrammeNationEnum, { nullable: true, description: 'Only those offered in this nation.' })
  nation?: ProgrammeNation | null;

  @Field(() => LevelEnum, { nullable: true, description: 'Only those for this kind of leader.' })
  level?: Level | null;

  @ShortText({ nullable: true, description: 'Only the one with this code.' })
  code?: string;
}

/** Cohorts by their first day, the latest first. */
export const cohortList = (from: Sql) => ({
  name: 'cohorts',
  rows: CohortRow,
  from,
  orderBy: [
    { sql: sql`cohort.starts_on`, type: 'date' as const, descending: true },
    { sql: sql`cohort.id`, type: 'uuid' as const },
  ],
  node: seenCohort<CohortRow>,
});

@Resolver(() => MomentType)
export class ProgrammesResolver {
  constructor(nodes: NodeSources) {
    for (const source of [programmes, cohorts, sessions]) nodes.register(source);
  }

  @ResolveField(() => ProgrammeConnection, { description: 'The catalogue of programmes, by name, as the reader’s language sorts it.' })
  programmes(
    @Parent() { moment }: MomentType,
    @Arguments() args: ProgrammesArgs,
    @Context() { language }: GraphqlContext,
  ): Promise<ConnectionOf<Seen<ProgrammeRow>>> {
    return paginate(
      moment,
      {
        name: 'programmes',
        rows: ProgrammeRow,
        from: moment.from(ProgrammeRow),
        where: [
          ...(args.nation ? [sql`programme.nation = ${args.nation}`] : []),
          ...(args.level ? [sql`programme.level = ${args.level}`] : []),
          ...(args.code ? [sql`programme.code = ${args.code}`] : []),
        ],
        orderBy: [sortedIn(language, nameIn(language, { en: sql`programme.name_en`, cy: sql`programme.name_cy` })), { sql: sql`programme.id`, type: 'uuid' }],
        node: seenProgramme<ProgrammeRow>,
      },
      args,
    );
  }

  @ResolveField(() => CohortConnection, { description: 'Cohorts of all programmes, those that begin last first.' })
  cohorts(@Parent() { moment }: MomentType, @Args() args: ConnectionArgs, @Info() info: GraphQLResolveInfo): Promise<ConnectionOf<Seen<CohortRow>>> {
    return paginate(moment, cohortList(moment.from(CohortRow)), args, info);
  }
}

@Resolver(() => ProgrammeRow)
export class ProgrammeResolver {
  @Needs('nameEn', 'nameCy')
  @ResolveField(() => LocalText, { description: 'Its name: in Welsh for readers of Welsh where it has an official one, else in English, and marked.' })
  name({ nameEn, nameCy }: Seen<ProgrammeRow>, _args: unknown, { language }: GraphqlContext): LocalText {
    return shownIn(language, { en: nameEn, cy: nameCy });
  }

  @ResolveField(() => ProvenanceType, { nullable: true, description: 'Where this record comes from, where it was loaded.' })
  provenance({ provenance }: Seen<ProgrammeRow>): Provenance | null {
    return provenance;
  }

  @ResolveField(() => CohortConnection, { description: 'Its cohorts, those that begin last first.' })
  cohorts(@Parent() { moment, key }: Seen<ProgrammeRow>, @Args() args: ConnectionArgs): Promise<ConnectionOf<Seen<CohortRow>>> {
    return paginateEach(moment, { sql: sql`cohort.programme_id`, type: 'uuid' }, cohortList(moment.from(CohortRow)), args)(key);
  }
}
