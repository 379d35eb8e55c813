import {
  Arguments,
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  containing,
  either,
  type Filters,
  type GraphqlContext,
  grouped,
  Id,
  is,
  loader,
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
import type { Provenance } from '@app/kernel';
import { type Language, shownIn } from '@app/localisation';
import type { Moment } from '@app/read-model';
import { ArgsType, Context, Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql from 'sql-template-tag';
import type { LinkKind, Nation, Sector } from '../domain/organisation.events.js';
import { LinkKindEnum, NationEnum, OrganisationLinkRow, OrganisationRow, SectorEnum } from '../read-model/organisation.row.js';
import { organisations, seenOrganisation, subtree } from '../read.js';

export const OrganisationConnection = Connection('Organisation', () => OrganisationRow);

/** What readers of each language are shown, each by an index of its own. */
const named = (language: Language) => sortedIn(language, language === 'cy' ? sql`organisation.name_in_welsh` : sql`organisation.name_en`);

const organisationOrders = orders('Organisation', sql`organisation.id`, {
  NAME: { description: 'The name, as the reader’s language shows and sorts it.', en: 'Name', cy: 'Enw', column: named },
  CODE: { description: 'The code.', en: 'Code', cy: 'Cod', column: () => ({ sql: sql`organisation.code`, type: 'text' }) },
});

/** What any list of organisations can be narrowed by. */
@ArgsType()
class ChildrenArgs extends ConnectionArgs {
  @Field(() => NationEnum, { nullable: true, description: 'Only those of this nation.' })
  nation?: Nation | null;

  @Field(() => SectorEnum, { nullable: true, description: 'Only those of this sector.' })
  sector?: Sector | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those that have been closed, or only those that have not.' })
  closed?: boolean | null;

  @ShortText({ nullable: true, description: 'Only those with this in their name, in either language, in any case and with or without its accents.' })
  search?: string;

  @OrderBy(organisationOrders, 'the name')
  orderBy?: Order<'NAME' | 'CODE'>;
}

@ArgsType()
class OrganisationsArgs extends ChildrenArgs {
  @Id('Organisation', { nullable: true, description: 'Only this one and what is accountable to it, at any depth.' })
  within?: string;

  @ShortText({ nullable: true, description: 'Only the one with this code.' })
  code?: string;
}

const filters: Filters<OrganisationsArgs> = {
  nation: is(sql`organisation.nation`),
  sector: is(sql`organisation.sector`),
  closed: either(sql`organisation.closed`),
  search: containing([sql`organisation.name_en`, sql`organisation.name_cy`]),
  code: is(sql`organisation.code`),
  within: (id, moment) => sql`organisation.id in (${subtree(moment, id)})`,
};

@ObjectType('OrganisationLink', { description: 'How an organisation is linked to another, apart from the tree of accountability.' })
export class OrganisationLink {
  @Field(() => LinkKindEnum, { description: 'The kind of link.' })
  kind: LinkKind;

  moment: Moment;
  other: string;
}

const MOST_LINKS = 100;
interface Link {
  readonly owner: string;
  readonly other: string;
  readonly kind: LinkKind;
}

const list = (moment: Moment, args: OrganisationsArgs, language: Language) => ({
  name: 'organisations',
  rows: OrganisationRow,
  from: moment.from(OrganisationRow),
  where: narrowed(filters, args, moment),
  orderBy: organisationOrders.columns(args.orderBy, [named(language), { sql: sql`organisation.id`, type: 'uuid' }], language),
  node: seenOrganisation<OrganisationRow>,
});

@Resolver(() => MomentType)
export class OrganisationsResolver {
  constructor(nodes: NodeSources) {
    nodes.register(organisations);
  }

  @ResolveField(() => OrganisationConnection, { description: 'Organisations, by name, as the reader’s language sorts it.' })
  organisations(
    @Parent() { moment }: MomentType,
    @Arguments() args: OrganisationsArgs,
    @Context() { language }: GraphqlContext,
  ): Promise<ConnectionOf<Seen<OrganisationRow>>> {
    return paginate(moment, list(moment, args, language), args);
  }
}

@Resolver(() => OrganisationRow)
export class OrganisationResolver {
  @Needs('provenance')
  @ResolveField(() => ProvenanceType, { nullable: true, description: 'Where this record comes from, where it was loaded.' })
  provenance({ provenance }: Seen<OrganisationRow>): Provenance | null {
    return provenance;
  }

  @Needs('nameEn', 'nameCy')
  @ResolveField(() => LocalText, { description: 'Its name: in Welsh for readers of Welsh where it has an official one, else in English, and marked.' })
  name({ nameEn, nameCy }: Seen<OrganisationRow>, _args: unknown, { language }: GraphqlContext): LocalText {
    return shownIn(language, { en: nameEn, cy: nameCy });
  }

  @ResolveField(() => OrganisationRow, { nullable: true, description: 'To whom it is accountable.' })
  parent({ moment, parentId }: Seen<OrganisationRow>): Promise<Seen<OrganisationRow> | null> | null {
    return parentId === null ? null : organisations.find(moment, parentId);
  }

  @ResolveField(() => OrganisationConnection, { description: 'Organisations directly accountable to it, by name, as the reader’s language sorts it.' })
  children(
    @Parent() { moment, key }: Seen<OrganisationRow>,
    @Arguments() args: ChildrenArgs,
    @Context() { language }: GraphqlContext,
  ): Promise<ConnectionOf<Seen<OrganisationRow>>> {
    return paginateEach(moment, { sql: sql`organisation.parent_id`, type: 'uuid' }, list(moment, args, language), args)(key);
  }

  @ResolveField(() => [OrganisationLink], { description: 'Links to other organisations, in either direction; at most 100.' })
  async links({ moment, key }: Seen<OrganisationRow>): Promise<OrganisationLink[]> {
    const rows = await loader<string, Link[]>(moment, 'organisation.links', async (keys) =>
      grouped(
        keys,
        await moment.query<Link>(sql`
          select link.* from unnest(${[...keys]}::uuid[]) as asked (owner) cross join lateral (
            select asked.owner, organisation_link.kind,
              case when organisation_id = asked.owner then to_organisation_id else organisation_id end as other
            from ${moment.from(OrganisationLinkRow)}
            where organisation_id = asked.owner or to_organisation_id = asked.owner
            order by organisation_link.id limit ${MOST_LINKS}
          ) as link`),
        (row) => row.owner,
      ),
    ).load(key);
    return rows.map(({ kind, other }) => ({ kind, moment, other }));
  }
}

@Resolver(() => OrganisationLink)
export class OrganisationLinkResolver {
  @ResolveField(() => OrganisationRow, { nullable: true, description: 'The other organisation.' })
  organisation({ moment, other }: OrganisationLink): Promise<Seen<OrganisationRow> | null> {
    return organisations.find(moment, other);
  }
}
