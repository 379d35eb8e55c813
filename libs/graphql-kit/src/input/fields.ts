import { isCode, LONGEST_CODE } from '@app/kernel';
import { applyDecorators } from '@nestjs/common';
import { Field, type FieldOptions, Float, ID, Int } from '@nestjs/graphql';
import { Transform, Type } from 'class-transformer';
import { isEmail, IsOptional, ValidateBy, ValidateNested } from 'class-validator';
import type { GraphQLScalarType } from 'graphql';
import { uuidOf } from '../node.js';
import { DateScalar } from '../scalars.js';
import type { Problem } from './texts.js';
import { texts } from './texts.js';

/** What every field of an input says about itself. */
export interface About {
  /** Shown in the schema: what it means and what is accepted. */
  readonly description: string;
  /** Whether it may be left out (default no); null counts as left out. */
  readonly nullable?: boolean;
  /** What it is where it is left out; shown in the schema. */
  readonly defaultValue?: number;
}

/** A field that may list several, up to a number. */
export interface AboutSeveral extends About {
  /** Makes it a list of 1 to so many. */
  readonly upTo?: number;
}

type FieldType = typeof String | typeof Boolean | GraphQLScalarType | (new () => object);

const UNSTORABLE = /[\p{Cs}\0]/u; // with the u flag, Cs matches lone surrogates alone
const CONTROL = /\p{Cc}/u;

function rule(name: string, problem: Problem, each: boolean, validate: (value: unknown) => boolean): PropertyDecorator {
  return ValidateBy({ name, validator: { validate } }, { each, context: problem, message: problem.text.en });
}

function field(type: () => FieldType, { description, nullable = false, defaultValue, upTo }: AboutSeveral, ...rules: PropertyDecorator[]): PropertyDecorator {
  const listed = upTo === undefined ? [] : [several(upTo)];
  const options: FieldOptions = { description, nullable, ...(defaultValue !== undefined && { defaultValue }) };
  const declared = upTo === undefined ? Field(type, options) : Field(() => [type()], options);
  return applyDecorators(declared, ...(nullable ? [IsOptional()] : []), ...rules, ...listed);
}

function several(max: number): PropertyDecorator {
  return rule(
    'several',
    { text: texts.wrongCount, details: { min: 1, max } },
    false,
    (value) => Array.isArray(value) && value.length >= 1 && value.length <= max,
  );
}

function text(max: number, control: RegExp, about: AboutSeveral): PropertyDecorator {
  const each = about.upTo !== undefined;
  const clean = (value: unknown): unknown => (typeof value === 'string' ? value.normalize('NFC').trim() : value);
  return field(
    () => String,
    about,
    Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(clean) : clean(value))),
    rule('notBlank', { text: texts.blank, details: {} }, each, (value) => typeof value === 'string' && value.length > 0),
    rule('storable', { text: texts.unstorable, details: {} }, each, (value) => typeof value === 'string' && !UNSTORABLE.test(value) && !control.test(value)),
    rule('maxLength', { text: texts.tooLong, details: { max } }, each, (value) => typeof value === 'string' && value.length <= max),
  );
}

/** A name, a code, a title: 1 to 200 characters of one line, trimmed, in Unicode's composed form. */
export function ShortText(about: AboutSeveral): PropertyDecorator {
  return text(200, CONTROL, about);
}

/** An e-mail address of one line, as it can be written to. */
export function Email(about: About): PropertyDecorator {
  return applyDecorators(ShortText(about), rule('email', { text: texts.notAnEmail, details: {} }, false, isEmail));
}

/** A code, which is a name for good: lower-case letters, digits and single hyphens between them, as `isCode` has it. Another spelling is refused, not mended. */
export function Code(about: About): PropertyDecorator {
  return field(
    () => String,
    about,
    rule('code', { text: texts.notACode, details: { max: LONGEST_CODE } }, false, (value) => typeof value === 'string' && isCode(value)),
  );
}

/** Prose: 1 to 4,000 characters, line breaks included, trimmed, in Unicode's composed form. */
export function FreeText(about: About): PropertyDecorator {
  return text(4_000, UNSTORABLE, about);
}

/**
 * An id of one type of thing, as the API answered it or as a plain UUID; the resolver gets the UUID. `Id('Command', …)`
 * is one that the caller makes: a UUID.
 */
export function Id(type: string, about: AboutSeveral): PropertyDecorator {
  const each = about.upTo !== undefined;
  const found = (value: unknown): unknown => (typeof value === 'string' ? (uuidOf(type, value) ?? '') : value);
  return field(
    () => ID as unknown as GraphQLScalarType,
    about,
    Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(found) : found(value))),
    rule('id', { text: type === 'Command' ? texts.notAUuid : texts.notAnId, details: { type } }, each, (value) => typeof value === 'string' && value !== ''),
  );
}

function number(type: GraphQLScalarType, min: number, max: number, decimals: number, about: About): PropertyDecorator {
  const scale = 10 ** decimals;
  return field(
    () => type,
    about,
    rule('range', { text: texts.outOfRange, details: { min, max, decimals } }, false, (value) => {
      return typeof value === 'number' && value >= min && value <= max && Math.abs(value * scale - Math.round(value * scale)) < 1e-6;
    }),
  );
}

/** A whole number within bounds, which are included. */
export function Whole(min: number, max: number, about: About): PropertyDecorator {
  return number(Int as unknown as GraphQLScalarType, min, max, 0, about);
}

/** A number of hours, from 0 to 1,000, with at most two decimals. */
export function Hours(about: About): PropertyDecorator {
  return number(Float as unknown as GraphQLScalarType, 0, 1_000, 2, about);
}

/** No fact of this domain lies outside; what does is a slip, and days reckoned from it could not be stored. */
export const DAYS = { min: '1900-01-01', max: '2199-12-31' } as const;

/** A calendar date of three centuries around now; GraphQL itself refuses what is none. */
export function Day(about: About): PropertyDecorator {
  return field(
    () => DateScalar,
    about,
    rule('day', { text: texts.noSuchTime, details: DAYS }, false, (value) => typeof value === 'string' && value >= DAYS.min && value <= DAYS.max),
  );
}

/** Several of another input class, of which a field may tell one from the other. */
export interface AboutNested extends AboutSeveral {
  /** The field that no two of them may share. */
  readonly distinct?: string;
}

/** Another input class, or several of them, checked like their parent. */
export function Nested(type: () => new () => object, { distinct, ...about }: AboutNested): PropertyDecorator {
  const eachItsOwn =
    distinct === undefined
      ? []
      : [
          rule('distinct', { text: texts.notDistinct, details: { by: distinct } }, false, (value) => {
            return !Array.isArray(value) || new Set(value.map((item: Readonly<Record<string, unknown>>) => item[distinct])).size === value.length;
          }),
        ];
  return field(type, about, ValidateNested({ each: about.upTo !== undefined }), Type(type), ...eachItsOwn);
}
