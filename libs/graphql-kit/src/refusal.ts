import { declaredRefusals, type Refused } from '@app/kernel';
import { argumentsOf, type Language, say, unfilled } from '@app/localisation';
import { Field, Float, ObjectType, registerEnumType } from '@nestjs/graphql';
import { InputInvalid } from './input/input-invalid.js';
import { nodeId } from './node.js';

let codes: Readonly<Record<string, string>> | undefined;

/** Has the schema know every code that something can be refused with: once, where a product is put together and all that it refuses is declared. */
export function declareRefusalCodes(): void {
  const declared = [...declaredRefusals()].sort(([one], [other]) => (one < other ? -1 : 1));
  // What one code says differs with the field that it is about. Which feature was loaded first makes no difference.
  const meaning = (texts: readonly { readonly en: string }[]): string => [...new Set(texts.map(({ en }) => unfilled(en, 'en')))].sort().join('\n');
  codes = Object.fromEntries(declared.map(([code]) => [code, code]));
  registerEnumType(codes, {
    name: 'RefusalCode',
    description:
      'Why something is refused: in a mutation’s `Refusal`, and in `extensions.code` of an error. What each says in both languages, what details it has and which mutations answer it is in docs/refusals.md. New ones come with new features: show the message of one that you do not know.',
    valuesMap: Object.fromEntries(declared.map(([code, texts]) => [code, { description: meaning(texts) }])),
  });
}

/** @throws Error where nobody declared any */
function refusalCodes(): Readonly<Record<string, string>> {
  if (!codes) throw new Error('nobody has said what can be refused');
  return codes;
}

@ObjectType('RefusalDetail', { description: 'Something that a refusal’s message speaks of, for programs.' })
export class RefusalDetailType {
  @Field(() => String, { description: 'What it is, by the name that docs/refusals.md gives it under the refusal’s code; it never changes.' })
  name: string;

  @Field(() => String, { description: 'The value as a text: of a day YYYY-MM-DD, of what is one of a list its code.' })
  value: string;

  @Field(() => Float, { nullable: true, description: 'The value, where it is a number; else null.' })
  number: number | null;
}

@ObjectType('InputFault', { description: 'What is wrong with one field of an input.' })
export class InputFaultType {
  @Field(() => String, { description: 'The field, by its path within the input: within lists with the item’s place, from 0, such as `entries.3.minutes`.' })
  field: string;

  @Field(() => String, { description: 'What is wrong with it, for people, in the language of `Accept-Language`.' })
  message: string;

  @Field(() => [RefusalDetailType], { description: 'What the message speaks of, such as the most that is accepted.' })
  details: readonly RefusalDetailType[];
}

@ObjectType('Refusal', { description: 'Nothing was recorded, for a reason that the caller can act on.' })
export class RefusalType {
  @Field(() => refusalCodes(), { description: 'The reason, for programs: it never changes.' })
  code: string;

  @Field(() => String, { description: 'The reason and what to do, for people, in the language of `Accept-Language`: Welsh or English.' })
  message: string;

  @Field(() => String, { nullable: true, description: 'The input field at fault, where one is; of several the first.' })
  field: string | null;

  @Field(() => [RefusalDetailType], { description: 'What the message speaks of: the numbers, days and codes in it.' })
  details: readonly RefusalDetailType[];

  @Field(() => [InputFaultType], {
    description: 'Where the input is not of the form that it must have (`INVALID_INPUT`): every field at fault, up to 100. Else empty.',
  })
  faults: readonly InputFaultType[];
}

/** A refusal in the caller's language. */
export function refusal(refused: Refused, { language }: { readonly language: Language }): RefusalType {
  const faults = refused instanceof InputInvalid ? refused.faults.map((fault) => ({ field: fault.text.field ?? '', ...toldOf(fault, language) })) : [];
  const { message, details } = toldOf(refused, language);
  return {
    code: refused.code,
    message: faults.length > 1 ? faults.map((fault) => fault.message).join(' ') : message,
    field: refused.text.field ?? null,
    details,
    faults,
  };
}

/** What a refusal's details are called, where an error tells them. */
export const detailsByName = (details: readonly RefusalDetailType[]): Readonly<Record<string, string | number>> =>
  Object.fromEntries(details.map(({ name, value, number }) => [name, number ?? value]));

function toldOf({ text, details }: Refused, language: Language): { readonly message: string; readonly details: readonly RefusalDetailType[] } {
  const ids = Object.entries(text.ids ?? {}).map(([name, type]) => [name, nodeId(type, String(details[name]))] as const);
  const known = { ...details, ...Object.fromEntries(ids) };
  // What the message names and nothing else: that much its reader is told anyhow, where what else a decision knows may be somebody's.
  const named = argumentsOf(text.en, 'en').flatMap((name) => {
    const value = known[name];
    return value === undefined || name === 'field' ? [] : [{ name, value: String(value), number: typeof value === 'number' ? value : null }];
  });
  return { message: say(text, known, language), details: named };
}
