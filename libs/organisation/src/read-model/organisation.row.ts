import { Field, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { describedEnum, Node } from '@app/graphql-kit';
import type { LinkKind, Nation, Sector } from '../domain/organisation.events.js';

export const NationEnum = describedEnum<Nation>('Nation', 'A nation of the United Kingdom, or the whole of it.', {
  ENGLAND: 'England.',
  SCOTLAND: 'Scotland.',
  WALES: 'Wales.',
  NORTHERN_IRELAND: 'Northern Ireland.',
  UNITED_KINGDOM: 'The whole of the United Kingdom.',
});
export const SectorEnum = describedEnum<Sector>('Sector', 'The part of health and social care that an organisation belongs to.', {
  NHS: 'The National Health Service, or health and social care in Northern Ireland.',
  LOCAL_AUTHORITY: 'A council.',
  INTEGRATION_AUTHORITY: 'A body that a council and a health board share, in Scotland.',
  INDEPENDENT_CARE: 'An independent provider of care.',
  THIRD_SECTOR: 'A charity or voluntary body.',
  PRIMARY_CARE: 'General practice, pharmacy, dentistry, optometry.',
  NATIONAL: 'A government or national body.',
});
export const LinkKindEnum = describedEnum<LinkKind>('LinkKind', 'How two organisations are linked, apart from the tree of accountability.', {
  COMMISSIONED_BY: 'The one is commissioned by the other.',
  CLUSTER: 'Both work in one cluster.',
  PARTNERSHIP_BOARD: 'Both sit on one regional partnership board.',
});

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
