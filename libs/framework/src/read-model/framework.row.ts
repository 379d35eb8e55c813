import { DateScalar, describedEnum, Node } from '@app/graphql-kit';
import type { CalendarDate } from '@app/kernel';
import { COLLATIONS } from '@app/localisation';
import { SortedBy } from '@app/read-model';
import { Field, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { LicenceStatus, OwnWording, ScaleOwner, WelshMissing } from '../domain/framework.events.js';

export const WelshMissingEnum = describedEnum<WelshMissing>('WelshMissing', 'Why words of a publisher stand in English alone.', {
  NOT_PUBLISHED: { description: 'The publisher has none in Welsh.', en: 'Not published in Welsh', cy: 'Heb ei gyhoeddi yn Gymraeg' },
  NOT_FOUND: {
    description: 'They exist in Welsh, and were not found.',
    en: 'Published in Welsh, but not found',
    cy: 'Wedi’i gyhoeddi yn Gymraeg, ond heb ei ganfod',
  },
  NOT_KNOWN: { description: 'Whether they exist in Welsh is not known.', en: 'Not known whether it exists in Welsh', cy: 'Ni wyddys a yw ar gael yn Gymraeg' },
  REQUESTED: { description: 'The publisher has been asked for them.', en: 'Asked for, and awaited', cy: 'Gofynnwyd amdano, a disgwylir ef' },
});
export const LicenceStatusEnum = describedEnum<LicenceStatus>('LicenceStatus', 'On what terms something published is kept here.', {
  OPEN_GOVERNMENT_LICENCE: {
    description: 'Under the Open Government Licence, version 3.0.',
    en: 'Open Government Licence v3.0',
    cy: 'Trwydded Llywodraeth Agored f3.0',
  },
  PERMISSION_RECORDED: {
    description: 'With its publisher’s written permission, by what that is filed.',
    en: 'With the publisher’s permission',
    cy: 'Gyda chaniatâd y cyhoeddwr',
  },
  NAMES_ONLY: {
    description: 'The licence is unconfirmed: only the names are kept, as facts.',
    en: 'Names only: licence unconfirmed',
    cy: 'Enwau’n unig: trwydded heb ei chadarnhau',
  },
  OWN: { description: 'The words are of whoever published it here.', en: 'Own words', cy: 'Geiriau’r sefydliad ei hun' },
});
export const ScaleOwnerEnum = describedEnum<ScaleOwner>('ScaleOwner', 'Whose scale a framework is rated on.', {
  PUBLISHER: { description: 'Its publisher’s.', en: 'The publisher’s scale', cy: 'Graddfa’r cyhoeddwr' },
  PRODUCT: {
    description: 'This product’s own, since the publisher has none or none was found: nothing official.',
    en: 'This product’s own scale',
    cy: 'Graddfa’r cynnyrch hwn ei hun',
  },
});

@Entity('framework')
@ObjectType('Framework', {
  implements: () => [Node],
  description: 'A framework of competencies, behaviours or capabilities that leaders are assessed against. What it says is said by its versions.',
})
export class FrameworkRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  @Index()
  @Field(() => String, { description: 'A stable short name, such as `compassionate-behaviours`.' })
  code: string;

  @Column('text')
  @SortedBy(COLLATIONS.en)
  @Field(() => String, { description: 'Its name in English, by its latest version.' })
  nameEn: string;

  @Column('text', { nullable: true })
  @Field(() => String, { nullable: true, description: 'Its publisher’s name for it in Welsh, where there is one.' })
  nameCy: string | null;

  /** What readers of Welsh are shown, and lists for them are sorted by: the Welsh name, or else the English one. */
  @Column('text')
  @SortedBy(COLLATIONS.cy)
  nameInWelsh: string;

  @Column('text', { nullable: true })
  @Field(() => WelshMissingEnum, { nullable: true, description: 'Why it has no name in Welsh, where it has none.' })
  welshMissing: WelshMissing | null;

  @Column('text')
  @Field(() => String, { description: 'Who publishes it, by its latest version.' })
  publisher: string;
}

@Entity('framework_version')
@ObjectType('FrameworkVersion', {
  implements: () => [Node],
  description: 'A version of a framework. It never changes: what is said otherwise is another version.',
})
export class FrameworkVersionRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  @Index()
  frameworkId: string;

  @Column('text')
  @Field(() => String, { description: 'What it is called among the framework’s versions, such as `1.0.0`.' })
  version: string;

  @Column('text')
  @Field(() => String, { description: 'The framework’s name in English, as this version has it.' })
  nameEn: string;

  @Column('text', { nullable: true })
  @Field(() => String, { nullable: true, description: 'The same in Welsh, where its publisher has one.' })
  nameCy: string | null;

  @Column('text', { nullable: true })
  @Field(() => WelshMissingEnum, { nullable: true, description: 'Why it has no name in Welsh, where it has none.' })
  welshMissing: WelshMissing | null;

  @Column('text')
  @Field(() => String, { description: 'Who published it.' })
  publisher: string;

  @Column('text')
  @Field(() => String, { description: 'Where it was found.' })
  source: string;

  @Column('text')
  @Field(() => LicenceStatusEnum, { description: 'On what terms it is kept here.' })
  licenceStatus: LicenceStatus;

  @Column('jsonb')
  licenceNote: OwnWording;

  @Column('text', { nullable: true })
  @Field(() => String, { nullable: true, description: 'By what its publisher’s permission is filed, where it needs one.' })
  permission: string | null;

  @Column('boolean')
  @Field(() => Boolean, { description: 'Whether its elements’ descriptors are kept here, or their names alone.' })
  descriptorsBundled: boolean;

  @Column('jsonb', { nullable: true })
  note: OwnWording | null;

  @Column('text')
  @Field(() => ScaleOwnerEnum, { description: 'Whose its scale is.' })
  scaleOwner: ScaleOwner;

  @Column('date')
  @Field(() => DateScalar, { description: 'The first day on which it may be used.' })
  usableFrom: CalendarDate;

  /** The first day on which another is used in its place, once that has come. */
  @Column('date', { nullable: true })
  @Field(() => DateScalar, { nullable: true, description: 'The first day on which another was used in its place, where that has come by the day asked about.' })
  supersededFrom: CalendarDate | null;

  @Column('uuid', { nullable: true })
  supersededById: string | null;
}
