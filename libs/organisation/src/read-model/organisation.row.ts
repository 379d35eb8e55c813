import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { enumOf, Node } from '@app/graphql-kit';
import { LINK_KINDS, type LinkKind, type Nation, NATIONS, type Sector, SECTORS } from '../domain/organisation.events.js';

export const NationEnum = enumOf(NATIONS);
export const SectorEnum = enumOf(SECTORS);
export const LinkKindEnum = enumOf(LINK_KINDS);
registerEnumType(NationEnum, { name: 'Nation', description: 'A nation of the United Kingdom, or the whole of it.' });
registerEnumType(SectorEnum, { name: 'Sector', description: 'The part of health and social care that an organisation belongs to.' });
registerEnumType(LinkKindEnum, { name: 'LinkKind', description: 'How two organisations are linked, apart from the tree of accountability.' });

@Entity('organisation')
@ObjectType('Organisation', { implements: () => [Node], description: 'A body in health or social care. Organisations form one tree, by accountability.' })
export class OrganisationRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  @Index()
  @Field(() => String, { description: 'A stable short name within its nation, such as `nhs-lothian`.' })
  code: string;

  @Column('text')
  @Field(() => String, { description: 'Its name in English.' })
  nameEn: string;

  @Column('text', { nullable: true })
  @Field(() => String, { nullable: true, description: 'Its official name in Welsh, where it has one.' })
  nameCy: string | null;

  @Column('text')
  @Field(() => SectorEnum, { description: 'The part of health and social care that it belongs to.' })
  sector: Sector;

  @Column('text')
  @Field(() => NationEnum, { description: 'Where it works.' })
  nation: Nation;

  @Column('uuid', { nullable: true })
  @Index()
  parentId: string | null;

  @Column('boolean')
  @Field(() => Boolean, { description: 'Whether it has been closed.' })
  closed: boolean;
}

@Entity('organisation_link')
export class OrganisationLinkRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  @Index()
  organisationId: string;

  @Column('uuid')
  @Index()
  toOrganisationId: string;

  @Column('text')
  kind: LinkKind;
}
