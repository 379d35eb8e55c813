import { uuidArray } from '@app/database';
import {
  Arguments,
  type ConnectionOf,
  type Found,
  type GraphqlContext,
  grouped,
  loader,
  LocalText,
  Needs,
  paginateEach,
  Refers,
  type Seen,
} from '@app/graphql-kit';
import { shownIn } from '@app/localisation';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import sql from 'sql-template-tag';
import { CrosswalkRow, FrameworkElementRow, FrameworkLevelRow } from '../read-model/framework-content.row.js';
import { FrameworkRow, FrameworkVersionRow } from '../read-model/framework.row.js';
import { frameworks, frameworkVersions } from '../read.js';
import { CrosswalkConnection, crosswalkList, CrosswalksArgs } from './crosswalk-list.js';
import { ElementsArgs, FrameworkElementConnection, elementsOf } from './element-list.js';

@Resolver(() => FrameworkVersionRow)
export class FrameworkVersionResolver {
  @Refers(frameworks, 'frameworkId')
  @ResolveField(() => FrameworkRow, { nullable: true, description: 'The framework that it is a version of.' })
  framework({ moment, frameworkId }: Seen<FrameworkVersionRow>, _args: unknown, _context: unknown, info: GraphQLResolveInfo): Found<FrameworkRow> {
    return frameworks.foundFor(info, moment, frameworkId);
  }

  @Needs('nameEn', 'nameCy')
  @ResolveField(() => LocalText, {
    description: 'The framework’s name, as this version has it: in Welsh for readers of Welsh where its publisher has one, else in English, and marked.',
  })
  name({ nameEn, nameCy }: Seen<FrameworkVersionRow>, _args: unknown, { language }: GraphqlContext): LocalText {
    return shownIn(language, { en: nameEn, cy: nameCy });
  }

  @Needs('licenceNote')
  @ResolveField(() => LocalText, { description: 'What its licence allows, and what has to be said with it.' })
  licenceNote({ licenceNote }: Seen<FrameworkVersionRow>, _args: unknown, { language }: GraphqlContext): LocalText {
    return shownIn(language, licenceNote);
  }

  @Needs('note')
  @ResolveField(() => LocalText, { nullable: true, description: 'What whoever uses it should know, such as what of it is unconfirmed.' })
  note({ note }: Seen<FrameworkVersionRow>, _args: unknown, { language }: GraphqlContext): LocalText | null {
    return note && shownIn(language, note);
  }

  @Needs('supersededById')
  @ResolveField(() => Boolean, { description: 'Whether it may be used on the day asked about.' })
  inForce({ supersededById }: Seen<FrameworkVersionRow>): boolean {
    return supersededById === null;
  }

  @Refers(frameworkVersions, 'supersededById')
  @ResolveField(() => FrameworkVersionRow, {
    nullable: true,
    description: 'The version that is used in its place on the day asked about, of the same framework or another.',
  })
  supersededBy({ moment, supersededById }: Seen<FrameworkVersionRow>, _args: unknown, _context: unknown, info: GraphQLResolveInfo): Found<FrameworkVersionRow> {
    return supersededById === null ? null : frameworkVersions.foundFor(info, moment, supersededById);
  }

  @Needs()
  @ResolveField(() => FrameworkElementConnection, { description: 'Its elements of every depth, in the order in which they were published.' })
  elements(
    @Parent() parent: Seen<FrameworkVersionRow>,
    @Arguments() args: ElementsArgs,
    @Context() { language }: GraphqlContext,
  ): Promise<ConnectionOf<Seen<FrameworkElementRow>>> {
    return elementsOf(sql`framework_element.version_id`, parent, args, language);
  }

  @Needs()
  @ResolveField(() => [FrameworkLevelRow], {
    description: 'The levels that its elements are rated on: from the lowest to the highest, and then those that are no step of the scale. At most 20.',
  })
  scale({ moment, key }: Seen<FrameworkVersionRow>): Promise<FrameworkLevelRow[]> {
    return loader<string, FrameworkLevelRow[]>(moment, 'frameworkVersion.scale', async (keys) =>
      grouped(
        keys,
        await moment.query<FrameworkLevelRow>(
          sql`select * from ${moment.from(FrameworkLevelRow)} where version_id = any(${uuidArray(keys)}::uuid[]) order by version_id, ordinal`,
        ),
        (row) => row.versionId,
      ),
    ).load(key);
  }

  @Needs()
  @ResolveField(() => CrosswalkConnection, { description: 'What its elements correspond to in other versions, as far as somebody says so of these.' })
  crosswalks(@Parent() { moment, key }: Seen<FrameworkVersionRow>, @Arguments() args: CrosswalksArgs): Promise<ConnectionOf<Seen<CrosswalkRow>>> {
    return paginateEach(moment, { sql: sql`crosswalk.from_version_id`, type: 'uuid' }, crosswalkList(moment, args), args)(key);
  }
}

@Resolver(() => FrameworkLevelRow)
export class FrameworkLevelResolver {
  @ResolveField(() => LocalText, { description: 'Its name: in Welsh for readers of Welsh where its owner has one, else in English, and marked.' })
  name({ nameEn, nameCy }: FrameworkLevelRow, _args: unknown, { language }: GraphqlContext): LocalText {
    return shownIn(language, { en: nameEn, cy: nameCy });
  }
}
