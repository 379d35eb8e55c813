import { DELIVERY_LANGUAGES, LEVELS, PROGRAMME_NATIONS } from '@app/programme/commands';
import { LINK_KINDS, NATIONS, SECTORS } from '@app/organisation/commands';
import { QUESTION_NATIONS } from '@app/equality/commands';
import { LICENCE_STATUSES, WELSH_MISSING } from '@app/framework/commands';
import type { QuestionNation } from '@app/equality/commands';
import type { LicenceStatus, WelshMissing } from '@app/framework/commands';
import type { DeliveryLanguage, Level, ProgrammeNation } from '@app/programme/commands';
import type { LinkKind, Nation, Sector } from '@app/organisation/commands';
import { isCode } from '@app/kernel';
import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUrl,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import type { Expectation } from './refusals.js';

/** What a failed check tells the refusal. */
export interface Wanted {
  readonly expected: Expectation;
  readonly least?: number;
  readonly most?: number;
  readonly choices?: string;
}

const wanting = (wanted: Wanted) => ({ context: { wanted } });
const required = (wanted: Wanted) => IsDefined(wanting(wanted));

const PRINTABLE = /^[^\p{Cc}\p{Cs}]*$/u; // neither control characters nor halves of a surrogate pair
const text = (most: number) => {
  const wanted = wanting({ expected: 'text', most });
  return applyDecorators(IsString(wanted), Length(1, most, wanted), Matches(PRINTABLE, wanted));
};
const code = () => {
  const wanted = wanting({ expected: 'code' });
  return ValidateBy({ name: 'code', validator: { validate: (value) => typeof value === 'string' && isCode(value) } }, wanted);
};
const reasonCode = () => {
  const wanted = wanting({ expected: 'reasonCode' });
  return applyDecorators(IsString(wanted), Length(1, 48, wanted), Matches(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/, wanted));
};
const version = () => Matches(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/, wanting({ expected: 'version' }));
const date = () => {
  const wanted = wanting({ expected: 'date' });
  return applyDecorators(Matches(/^(19|20)\d\d-\d\d-\d\d$/, wanted), IsISO8601({ strict: true }, wanted));
};
const whole = (least: number, most: number) => {
  const wanted = wanting({ expected: 'number', least, most });
  return applyDecorators(IsInt(wanted), Min(least, wanted), Max(most, wanted));
};
const choice = (of: readonly string[]) => IsIn(of, wanting({ expected: 'choice', choices: of.join(', ') }));
const flag = () => IsBoolean(wanting({ expected: 'flag' }));
const record = (type: () => new () => object) => applyDecorators(ValidateNested(wanting({ expected: 'record' })), Type(type));
const list = (type: () => new () => object) => applyDecorators(IsArray(wanting({ expected: 'list' })), record(type));

class BilingualNameFields {
  @required({ expected: 'text', most: 200 }) @text(200) en: string;
  @IsOptional() @text(200) cy?: string;
}

class SourceFields {
  @required({ expected: 'code' }) @code() id: string;
  @required({ expected: 'text', most: 300 }) @text(300) title: string;
  @required({ expected: 'address' }) @IsUrl({ protocols: ['http', 'https'], require_protocol: true }, wanting({ expected: 'address' })) url: string;
}

/** Where a record comes from, its licence apart. */
class OriginFields {
  @IsOptional() @text(200) publisher?: string;
  @IsOptional() @version() version?: string;
  /** Id of one of the pack's sources. */
  @IsOptional() @code() source?: string;
  /** The day from which it holds; the pack's date where nothing says otherwise. */
  @IsOptional() @date() validFrom?: string;
}

/** Where a record comes from; what it does not say itself it takes from the pack's `inherited`. */
export class ProvenanceFields extends OriginFields {
  @IsOptional() @text(300) licence?: string;
}

export class OrganisationFields extends ProvenanceFields {
  @required({ expected: 'code' }) @code() code: string;
  @required({ expected: 'record' }) @record(() => BilingualNameFields) name: BilingualNameFields;
  @required({ expected: 'choice', choices: SECTORS.join(', ') }) @choice(SECTORS) sector: Sector;
  @required({ expected: 'choice', choices: NATIONS.join(', ') }) @choice(NATIONS) nation: Nation;
  /** Code of the organisation that it is accountable to. */
  @IsOptional() @code() parent?: string;
}

export class LinkFields extends ProvenanceFields {
  @required({ expected: 'code' }) @code() from: string;
  @required({ expected: 'code' }) @code() to: string;
  @required({ expected: 'choice', choices: LINK_KINDS.join(', ') }) @choice(LINK_KINDS) kind: LinkKind;
}

class HoursFields {
  @required({ expected: 'number', least: 0, most: 2000 }) @whole(0, 2000) attendance: number;
  @required({ expected: 'number', least: 0, most: 2000 }) @whole(0, 2000) reflection: number;
}

export class ProgrammeFields extends ProvenanceFields {
  @required({ expected: 'code' }) @code() code: string;
  @required({ expected: 'record' }) @record(() => BilingualNameFields) name: BilingualNameFields;
  @required({ expected: 'choice', choices: PROGRAMME_NATIONS.join(', ') }) @choice(PROGRAMME_NATIONS) nation: ProgrammeNation;
  @required({ expected: 'choice', choices: LEVELS.join(', ') }) @choice(LEVELS) level: Level;
  @required({ expected: 'text', most: 200 }) @text(200) provider: string;
  @IsOptional() @whole(1, 120) months?: number;
  /** Whole hours that must be recorded before completion. */
  @IsOptional() @record(() => HoursFields) hours?: HoursFields;
  @IsOptional() @whole(1, 500) cohortSize?: number;
  @IsOptional() @text(200) award?: string;
  /** Its terms may have changed since the source was written. */
  @IsOptional() @flag() historic?: boolean;
}

export class CohortFields extends ProvenanceFields {
  @required({ expected: 'code' }) @code() code: string;
  /** Code of a programme. */
  @required({ expected: 'code' }) @code() programme: string;
  @required({ expected: 'text', most: 200 }) @text(200) name: string;
  @required({ expected: 'number', least: 1, most: 500 }) @whole(1, 500) capacity: number;
  @required({ expected: 'date' }) @date() startsOn: string;
  @required({ expected: 'date' }) @date() endsOn: string;
  @required({ expected: 'choice', choices: DELIVERY_LANGUAGES.join(', ') }) @choice(DELIVERY_LANGUAGES) deliveryLanguage: DeliveryLanguage;
  /** Code of the organisation that delivers it. */
  @IsOptional() @code() organisation?: string;
  @IsOptional() @whole(1, 90) offerDays?: number;
  @IsOptional() @flag() automaticPromotion?: boolean;
}

class CategoryFields {
  @required({ expected: 'code' }) @code() code: string;
  @required({ expected: 'record' }) @record(() => BilingualNameFields) text: BilingualNameFields;
}

class OptionFields {
  @required({ expected: 'code' }) @code() code: string;
  @required({ expected: 'record' }) @record(() => BilingualNameFields) text: BilingualNameFields;
  /** Code of a category of the question; its own where absent. */
  @IsOptional() @code() countedAs?: string;
}

class QuestionFields {
  /** The characteristic that it asks for. */
  @required({ expected: 'code' }) @code() code: string;
  @required({ expected: 'record' }) @record(() => BilingualNameFields) text: BilingualNameFields;
  @required({ expected: 'list' }) @list(() => OptionFields) options: OptionFields[];
  /** What people are counted under; the options themselves where absent. */
  @IsOptional() @list(() => CategoryFields) categories?: CategoryFields[];
}

export class QuestionSetFields extends ProvenanceFields {
  @required({ expected: 'code' }) @code() code: string;
  @required({ expected: 'record' }) @record(() => BilingualNameFields) title: BilingualNameFields;
  @required({ expected: 'choice', choices: QUESTION_NATIONS.join(', ') }) @choice(QUESTION_NATIONS) nation: QuestionNation;
  @required({ expected: 'list' }) @list(() => QuestionFields) questions: QuestionFields[];
  /** Its wording has yet to be checked with the publisher. */
  @IsOptional() @flag() unverified?: boolean;
}

class WordingFields {
  @required({ expected: 'text', most: 200 }) @text(200) en: string;
  @IsOptional() @text(200) cy?: string;
  @IsOptional() @choice(WELSH_MISSING) cyMissing?: WelshMissing;
}

class DescriptorFields {
  @required({ expected: 'text', most: 4000 }) @text(4000) en: string;
  @IsOptional() @text(4000) cy?: string;
  @IsOptional() @choice(WELSH_MISSING) cyMissing?: WelshMissing;
}

class NoteFields {
  @required({ expected: 'text', most: 4000 }) @text(4000) en: string;
  @required({ expected: 'text', most: 4000 }) @text(4000) cy: string;
}

class ElementFields {
  @required({ expected: 'code' }) @code() code: string;
  /** Code of the element that it is a part of. */
  @IsOptional() @code() parent?: string;
  @required({ expected: 'record' }) @record(() => WordingFields) name: WordingFields;
  @IsOptional() @list(() => DescriptorFields) descriptors?: DescriptorFields[];
}

class LevelFields {
  @required({ expected: 'code' }) @code() code: string;
  @required({ expected: 'record' }) @record(() => WordingFields) name: WordingFields;
  @IsOptional() @whole(1, 100) rank?: number;
}

/** Its licence is said by a status and a note in both languages. */
export class FrameworkFields extends OriginFields {
  @required({ expected: 'code' }) @code() code: string;
  @required({ expected: 'record' }) @record(() => WordingFields) name: WordingFields;
  /** Why its words are not in Welsh, where they do not say so themselves. */
  @IsOptional() @choice(WELSH_MISSING) cyMissing?: WelshMissing;
  @required({ expected: 'choice', choices: LICENCE_STATUSES.join(', ') }) @choice(LICENCE_STATUSES) licenceStatus: LicenceStatus;
  @required({ expected: 'record' }) @record(() => NoteFields) licenceNote: NoteFields;
  @IsOptional() @text(200) permission?: string;
  @IsOptional() @record(() => NoteFields) note?: NoteFields;
  @required({ expected: 'list' }) @list(() => ElementFields) elements: ElementFields[];
  /** This product's own where absent. */
  @IsOptional() @list(() => LevelFields) scale?: LevelFields[];
}

class ReasonNameFields {
  @required({ expected: 'text', most: 200 }) @text(200) en: string;
  @required({ expected: 'text', most: 200 }) @text(200) cy: string;
}

class ReasonCodeFields extends ProvenanceFields {
  @required({ expected: 'reasonCode' }) @reasonCode() code: string;
  @required({ expected: 'record' }) @record(() => ReasonNameFields) name: ReasonNameFields;
}

/** A pack as it is written. */
export class PackFields {
  @required({ expected: 'code' }) @code() pack: string;
  @required({ expected: 'version' }) @version() version: string;
  @required({ expected: 'record' }) @record(() => BilingualNameFields) title: BilingualNameFields;
  @required({ expected: 'date' }) @date() date: string;
  @required({ expected: 'list' }) @list(() => SourceFields) sources: SourceFields[];
  @IsOptional() @record(() => ProvenanceFields) inherited?: ProvenanceFields;
  @IsOptional() @list(() => OrganisationFields) organisations?: OrganisationFields[];
  @IsOptional() @list(() => LinkFields) links?: LinkFields[];
  @IsOptional() @list(() => ProgrammeFields) programmes?: ProgrammeFields[];
  @IsOptional() @list(() => CohortFields) cohorts?: CohortFields[];
  @IsOptional() @list(() => QuestionSetFields) questionSets?: QuestionSetFields[];
  @IsOptional() @list(() => FrameworkFields) frameworks?: FrameworkFields[];
  @IsOptional() @list(() => ReasonCodeFields) reasonCodes?: ReasonCodeFields[];
}
