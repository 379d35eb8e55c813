import {
  Arguments,
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  containing,
  either,
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
  type Seen,
  ShortText,
  sortedIn,
} from '@app/graphql-kit';
import { type Language, shownIn } from '@app/localisation';
import { ArgsType, Context, Field, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql from 'sql-template-tag';
import { FrameworkRow, FrameworkVersionRow } from '../read-model/framework.row.js';
import { crosswalks, frameworkElements, frameworks, frameworkVersions, seenFramework } from '../read.js';
import { FrameworkVersionConnection, FrameworkVersionsArgs, inForce, versionList } from './version-list.js';

const FrameworkConnection = Connection('Framework', () => FrameworkRow);

/** What readers of each language are shown, each by an index of its own. */
const named = (language: Language) => sortedIn(language, language === 'cy' ? sql`framework.name_in_welsh` : sql`framework.name_en`);

const frameworkOrders = orders('Framework', sql`framework.id`, {
  NAME: { description: 'The name, as the reader’s language shows and sorts it.', en: 'Name', cy: 'Enw', column: named },
  CODE: { description: 'The code.', en: 'Code', cy: 'Cod', column: () => ({ sql: sql`framework.code`, type: 'text' }) },
});

@ArgsType()
class FrameworksArgs extends ConnectionArgs {
  @ShortText({ nullable: true, description: 'Only those of this publisher, by its whole name.' })
  publisher?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those with a version that may be used on the day asked about; with false, only those whose versions are all superseded.',
  })
  inForce?: boolean | null;

  @ShortText({ nullable: true, description: 'Only the one with this code.' })
  code?: string;

  @ShortText({ nullable: true, description: 'Only those with this in their name, in either language, in any case and with or without its accents.' })
  search?: string;

  @OrderBy(frameworkOrders, 'the name')
  orderBy?: Order<'NAME' | 'CODE'>;
}

const filters: Filters<FrameworksArgs> = {
  publisher: is(sql`framework.publisher`),
  inForce: (value, moment) =>
    either(sql`exists (select from ${moment.from(FrameworkVersionRow)} where framework_version.framework_id = framework.id and ${inForce})`)(value),
  code: is(sql`framework.code`),
  search: containing([sql`framework.name_en`, sql`framework.name_cy`]),
};

@Resolver(() => MomentType)
export class FrameworksResolver {
  constructor(nodes: NodeSources) {
    for (const source of [frameworks, frameworkVersions, frameworkElements, crosswalks]) nodes.register(source);
  }

  @ResolveField(() => FrameworkConnection, { description: 'Frameworks that leaders are assessed against, by name, as the reader’s language sorts it.' })
  frameworks(
    @Parent() { moment }: MomentType,
    @Arguments() args: FrameworksArgs,
    @Context() { language }: GraphqlContext,
  ): Promise<ConnectionOf<Seen<FrameworkRow>>> {
    return paginate(
      moment,
      {
        name: 'frameworks',
        rows: FrameworkRow,
        from: moment.from(FrameworkRow),
        where: narrowed(filters, args, moment),
        orderBy: frameworkOrders.columns(args.orderBy, [named(language), { sql: sql`framework.id`, type: 'uuid' }], language),
        node: seenFramework<FrameworkRow>,
      },
      args,
    );
  }
}

@Resolver(() => FrameworkRow)
export class FrameworkResolver {
  @Needs('nameEn', 'nameCy')
  @ResolveField(() => LocalText, { description: 'Its name: in Welsh for readers of Welsh where its publisher has one, else in English, and marked.' })
  name({ nameEn, nameCy }: Seen<FrameworkRow>, _args: unknown, { language }: GraphqlContext): LocalText {
    return shownIn(language, { en: nameEn, cy: nameCy });
  }

  @Needs()
  @ResolveField(() => FrameworkVersionConnection, { description: 'Its versions, the latest first where nothing else is asked for.' })
  versions(@Parent() { moment, key }: Seen<FrameworkRow>, @Arguments() args: FrameworkVersionsArgs): Promise<ConnectionOf<Seen<FrameworkVersionRow>>> {
    return paginateEach(moment, { sql: sql`framework_version.framework_id`, type: 'uuid' }, versionList(moment, args), args)(key);
  }
}
