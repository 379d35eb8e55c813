import {
  Arguments,
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  type GraphqlContext,
  grouped,
  Id,
  loader,
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
import type { Provenance } from '@app/kernel';
import { type Language, shownIn } from '@app/localisation';
import type { Moment } from '@app/read-model';
import { Args, ArgsType, Context, Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql, { type Sql } from 'sql-template-tag';
import type { LinkKind, Nation, Sector } from '../domain/organisation.events.js';
import { LinkKindEnum, NationEnum, OrganisationLinkRow, OrganisationRow, SectorEnum } from '../read-model/organisation.row.js';
import { organisations, seenOrganisation, subtree } from '../read.js';

export const OrganisationConnection = Connection('Organisation', () => OrganisationRow);

@ArgsType()
class OrganisationsArgs extends ConnectionArgs {
  @Field(() => NationEnum, { nullable: true, description: 'Only those of this nation.' })
  nation?: Nation | null;

  @Field(() => SectorEnum, { nullable: true, description: 'Only those of this sector.' })
  sector?: Sector | null;

  @Id('Organisation', { nullable: true, description: 'Only this one and what is accountable to it, at any depth.' })
  within?: string;

  @ShortText({ nullable: true, description: 'Only the one with this code.' })
  code?: string;
}

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

const list = (where: readonly Sql[], from: Sql, language: Language) => ({
  name: 'organisations',
  rows: OrganisationRow,
  from,
  where,
  orderBy: [
    sortedIn(language, nameIn(language, { en: sql`organisation.name_en`, cy: sql`organisation.name_cy` })),
    { sql: sql`organisation.id`, type: 'uuid' as const },
  ],
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
    const where = [
      ...(args.nation ? [sql`organisation.nation = ${args.nation}`] : []),
      ...(args.sector ? [sql`organisation.sector = ${args.sector}`] : []),
      ...(args.code ? [sql`organisation.code = ${args.code}`] : []),
      ...(args.within ? [sql`organisation.id in (${subtree(moment, args.within)})`] : []),
    ];
    return paginate(moment, list(where, moment.from(OrganisationRow), language), args);
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
    @Args() args: ConnectionArgs,
    @Context() { language }: GraphqlContext,
  ): Promise<ConnectionOf<Seen<OrganisationRow>>> {
    return paginateEach(moment, { sql: sql`organisation.parent_id`, type: 'uuid' }, list([], moment.from(OrganisationRow), language), args)(key);
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
