import { uuidArray } from '@app/database';
import { Arguments, type At, type ConnectionOf, type Found, type GraphqlContext, grouped, loader, LocalText, Needs, Refers, type Seen } from '@app/graphql-kit';
import { shownIn } from '@app/localisation';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import sql from 'sql-template-tag';
import { CrosswalkRow, FrameworkElementRow } from '../read-model/framework-content.row.js';
import { FrameworkVersionRow } from '../read-model/framework.row.js';
import { frameworkElements, frameworkVersions, seenCrosswalk } from '../read.js';
import { ChildrenArgs, elementsOf, FrameworkElementConnection } from './element-list.js';

const MOST_CROSSWALKS = 100;

@Resolver(() => FrameworkElementRow)
export class FrameworkElementResolver {
  @Refers(frameworkVersions, 'versionId')
  @ResolveField(() => FrameworkVersionRow, { nullable: true, description: 'The version that it is an element of.' })
  version({ moment, versionId }: Seen<FrameworkElementRow>, _args: unknown, _context: unknown, info: GraphQLResolveInfo): Found<FrameworkVersionRow> {
    return frameworkVersions.foundFor(info, moment, versionId);
  }

  @Needs('nameEn', 'nameCy')
  @ResolveField(() => LocalText, { description: 'Its name: in Welsh for readers of Welsh where its publisher has one, else in English, and marked.' })
  name({ nameEn, nameCy }: Seen<FrameworkElementRow>, _args: unknown, { language }: GraphqlContext): LocalText {
    return shownIn(language, { en: nameEn, cy: nameCy });
  }

  @Needs('descriptors')
  @ResolveField(() => [LocalText], { description: 'What shows it in what somebody does, where the licence has that be kept here; at most 20.' })
  descriptors({ descriptors }: Seen<FrameworkElementRow>, _args: unknown, { language }: GraphqlContext): LocalText[] {
    return descriptors.map(({ en, cy = null }) => shownIn(language, { en, cy }));
  }

  @Refers(frameworkElements, 'parentId')
  @ResolveField(() => FrameworkElementRow, { nullable: true, description: 'The element that it is a part of; null for those of the first level.' })
  parent({ moment, parentId }: Seen<FrameworkElementRow>, _args: unknown, _context: unknown, info: GraphQLResolveInfo): Found<FrameworkElementRow> {
    return parentId === null ? null : frameworkElements.foundFor(info, moment, parentId);
  }

  @Needs()
  @ResolveField(() => FrameworkElementConnection, { description: 'Elements that are directly a part of it, in the order in which they were published.' })
  children(
    @Parent() parent: Seen<FrameworkElementRow>,
    @Arguments() args: ChildrenArgs,
    @Context() { language }: GraphqlContext,
  ): Promise<ConnectionOf<Seen<FrameworkElementRow>>> {
    return elementsOf(sql`framework_element.parent_id`, parent, args, language);
  }

  @Needs()
  @ResolveField(() => [CrosswalkRow], {
    description: 'What it corresponds to in other versions, and what corresponds to it, as far as somebody says so; at most 100.',
  })
  async crosswalks({ moment, key }: Seen<FrameworkElementRow>): Promise<Seen<CrosswalkRow>[]> {
    const rows = await loader<string, (At<CrosswalkRow> & { readonly owner: string })[]>(moment, 'frameworkElement.crosswalks', async (keys) =>
      grouped(
        keys,
        await moment.query(
          sql`select either.* from unnest(${uuidArray(keys)}::uuid[]) as asked (id) cross join lateral (
            select asked.id as owner, crosswalk.* from ${moment.from(CrosswalkRow)}
            where crosswalk.from_id = asked.id or crosswalk.to_id = asked.id order by crosswalk.id limit ${MOST_CROSSWALKS}
          ) as either`,
          { moment },
        ),
        (row) => row.owner,
      ),
    ).load(key);
    return rows.map((row) => seenCrosswalk<CrosswalkRow>(row));
  }
}
