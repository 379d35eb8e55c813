import {
  Arguments,
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  containing,
  type Filters,
  type GraphqlContext,
  is,
  LocalText,
  MomentType,
  narrowed,
  Needs,
  NodeSources,
  type Order,
  OrderBy,
  orders,
  paginate,
  paginateEach,
  ProvenanceType,
  type Seen,
  ShortText,
  sortedIn,
} from '@app/graphql-kit';
import { type Language, shownIn } from '@app/localisation';
import { ArgsType, Context, Field, Info, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import sql from 'sql-template-tag';
import type { Provenance } from '@app/kernel';
import type { Level, ProgrammeNation } from '../domain/programme.events.js';
import { CohortRow } from '../read-model/cohort.row.js';
import { LevelEnum, ProgrammeNationEnum, ProgrammeRow } from '../read-model/programme.row.js';
import { cohorts, programmes, seenProgramme, sessions } from '../read.js';
import { AllCohortsArgs, CohortConnection, cohortList, CohortsArgs } from './cohort-list.js';

export const ProgrammeConnection = Connection('Programme', () => ProgrammeRow);

/** What readers of each language are shown, each by an index of its own. */
const named = (language: Language) => sortedIn(language, language === 'cy' ? sql`programme.name_in_welsh` : sql`programme.name_en`);

const programmeOrders = orders('Programme', sql`programme.id`, {
  NAME: { description: 'The name, as the reader’s language shows and sorts it.', en: 'Name', cy: 'Enw', column: named },
  CODE: { description: 'The code.', en: 'Code', cy: 'Cod', column: () => ({ sql: sql`programme.code`, type: 'text' }) },
});

@ArgsType()
class ProgrammesArgs extends ConnectionArgs {
  @Field(() => ProgrammeNationEnum, { nullable: true, description: 'Only those offered in this nation.' })
  nation?: ProgrammeNation | null;

  @Field(() => LevelEnum, { nullable: true, description: 'Only those for this kind of leader.' })
  level?: Level | null;

  @ShortText({ nullable: true, description: 'Only the one with this code.' })
  code?: string;

  @ShortText({ nullable: true, description: 'Only those with this in their name, in either language, in any case and with or without its accents.' })
  search?: string;

  @ShortText({ nullable: true, description: 'Only those that this body runs, by its whole name.' })
  provider?: string;

  @OrderBy(programmeOrders, 'the name')
  orderBy?: Order<'NAME' | 'CODE'>;
}

const filters: Filters<ProgrammesArgs> = {
  nation: is(sql`programme.nation`),
  level: is(sql`programme.level`),
  code: is(sql`programme.code`),
  search: containing([sql`programme.name_en`, sql`programme.name_cy`]),
  provider: is(sql`programme.provider`),
};

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
        where: narrowed(filters, args, moment),
        orderBy: programmeOrders.columns(args.orderBy, [named(language), { sql: sql`programme.id`, type: 'uuid' }], language),
        node: seenProgramme<ProgrammeRow>,
      },
      args,
    );
  }

  @ResolveField(() => CohortConnection, { description: 'Cohorts of all programmes, those that begin last first where nothing else is asked for.' })
  cohorts(
    @Parent() { moment }: MomentType,
    @Arguments() args: AllCohortsArgs,
    @Context() { language }: GraphqlContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConnectionOf<Seen<CohortRow>>> {
    return paginate(moment, cohortList(moment, args, language), args, info);
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

  @ResolveField(() => CohortConnection, { description: 'Its cohorts, those that begin last first where nothing else is asked for.' })
  cohorts(
    @Parent() { moment, key }: Seen<ProgrammeRow>,
    @Arguments() args: CohortsArgs,
    @Context() { language }: GraphqlContext,
  ): Promise<ConnectionOf<Seen<CohortRow>>> {
    return paginateEach(moment, { sql: sql`cohort.programme_id`, type: 'uuid' }, cohortList(moment, args, language), args)(key);
  }
}
