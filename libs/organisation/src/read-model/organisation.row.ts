import { Field, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { describedEnum, Node } from '@app/graphql-kit';
import type { Position, Provenance } from '@app/kernel';
import { COLLATIONS } from '@app/localisation';
import { SortedBy } from '@app/read-model';
import type { LinkKind, Nation, Sector } from '../domain/organisation.events.js';

export const NationEnum = describedEnum<Nation>('Nation', 'A nation of the United Kingdom, or the whole of it.', {
  ENGLAND: { description: 'England.', en: 'England', cy: 'Lloegr' },
  SCOTLAND: { description: 'Scotland.', en: 'Scotland', cy: 'Yr Alban' },
  WALES: { description: 'Wales.', en: 'Wales', cy: 'Cymru' },
  NORTHERN_IRELAND: { description: 'Northern Ireland.', en: 'Northern Ireland', cy: 'Gogledd Iwerddon' },
  UNITED_KINGDOM: { description: 'The whole of the United Kingdom.', en: 'United Kingdom', cy: 'Y Deyrnas Unedig' },
});
export const SectorEnum = describedEnum<Sector>('Sector', 'The part of health and social care that an organisation belongs to.', {
  NHS: { description: 'The National Health Service, or health and social care in Northern Ireland.', en: 'NHS', cy: 'GIG' },
  LOCAL_AUTHORITY: { description: 'A council.', en: 'Local authority', cy: 'Awdurdod lleol' },
  INTEGRATION_AUTHORITY: { description: 'A body that a council and a health board share, in Scotland.', en: 'Integration authority', cy: null },
  INDEPENDENT_CARE: { description: 'An independent provider of care.', en: 'Independent care', cy: 'Gofal annibynnol' },
  THIRD_SECTOR: { description: 'A charity or voluntary body.', en: 'Third sector', cy: 'Y trydydd sector' },
  PRIMARY_CARE: { description: 'General practice, pharmacy, dentistry, optometry.', en: 'Primary care', cy: 'Gofal sylfaenol' },
  NATIONAL: { description: 'A government or national body.', en: 'National body', cy: 'Corff cenedlaethol' },
});
export const LinkKindEnum = describedEnum<LinkKind>('LinkKind', 'How two organisations are linked, apart from the tree of accountability.', {
  COMMISSIONED_BY: { description: 'The one is commissioned by the other.', en: 'Commissioned by', cy: 'Comisiynwyd gan' },
  CLUSTER: { description: 'Both work in one cluster.', en: 'Cluster', cy: 'Clwstwr' },
  PARTNERSHIP_BOARD: { description: 'Both sit on one regional partnership board.', en: 'Regional partnership board', cy: 'Bwrdd partneriaeth rhanbarthol' },
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
  @SortedBy(COLLATIONS.en)
  @Field(() => String, { description: 'Its name in English.' })
  nameEn: string;

  @Column('text', { nullable: true })
  @Field(() => String, { nullable: true, description: 'Its official name in Welsh, where it has one.' })
  nameCy: string | null;

  /** What readers of Welsh are shown, and lists for them are sorted by: the official Welsh name, or else the English one. */
  @Column('text')
  @SortedBy(COLLATIONS.cy)
  nameInWelsh: string;

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

  @Column('jsonb', { nullable: true })
  provenance: Provenance | null;

  /** Its place in the log: of several that have a code, the first one is meant by it alone. */
  @Column('bigint')
  registeredAt: Position;
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
