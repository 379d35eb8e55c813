import { Code, CommandInput, FreeText, Id, Nested, ShortText, Whole } from '@app/graphql-kit';
import { Field, InputType } from '@nestjs/graphql';
import { MOST_DESCRIPTORS, MOST_ELEMENTS } from '../domain/elements.js';
import type { CrosswalkStrength, LicenceStatus, WelshMissing } from '../domain/framework.events.js';
import { MOST_LEVELS, RANKS } from '../domain/scale.js';
import { CrosswalkStrengthEnum } from '../read-model/framework-content.row.js';
import { LicenceStatusEnum, WelshMissingEnum } from '../read-model/framework.row.js';

const WHY_NOT = 'Why they are not in Welsh; to be said where `cy` is left out, and nowhere else.';

@InputType('WordingInput', { description: 'A publisher’s words: in Welsh as well, or else with why not.' })
export class WordingInput {
  @ShortText({ description: 'In English.' })
  en: string;

  @ShortText({ nullable: true, description: 'In Welsh, as the publisher has them: never a translation made up for the purpose.' })
  cy?: string;

  @Field(() => WelshMissingEnum, { nullable: true, description: WHY_NOT })
  cyMissing?: WelshMissing;
}

@InputType('DescriptorInput', { description: 'What shows an element in what somebody does, in its publisher’s words.' })
export class DescriptorInput {
  @FreeText({ description: 'In English.' })
  en: string;

  @FreeText({ nullable: true, description: 'In Welsh, as the publisher has them: never a translation made up for the purpose.' })
  cy?: string;

  @Field(() => WelshMissingEnum, { nullable: true, description: WHY_NOT })
  cyMissing?: WelshMissing;
}

@InputType('OwnWordingInput', { description: 'Words of whoever records them, in both languages. Everybody can read them: they tell of nobody.' })
export class OwnWordingInput {
  @FreeText({ description: 'In English.' })
  en: string;

  @FreeText({ description: 'In Welsh.' })
  cy: string;
}

@InputType('LicenceInput', { description: 'On what terms something published is kept here.' })
export class LicenceInput {
  @Field(() => LicenceStatusEnum, { description: 'Which terms. With `NAMES_ONLY` no descriptors are kept; with `OWN` every word is in both languages.' })
  status: LicenceStatus;

  @Nested(() => OwnWordingInput, { description: 'What it allows, and what has to be said with it, such as an acknowledgement.' })
  note: OwnWordingInput;
}

@InputType('FrameworkElementInput', { description: 'An element of a framework.' })
export class FrameworkElementInput {
  @Code({ description: 'Its name for machines, its own within the version: lower-case letters, digits and single hyphens.' })
  code: string;

  @Code({ nullable: true, description: 'The code of the element that it is a part of; of the first level when not given.' })
  parentCode?: string;

  @Nested(() => WordingInput, { description: 'Its name.' })
  names: WordingInput;

  @Nested(() => DescriptorInput, {
    nullable: true,
    upTo: MOST_DESCRIPTORS,
    description: 'What shows it in what somebody does, where the licence allows that; up to 20.',
  })
  descriptors?: DescriptorInput[];
}

@InputType('FrameworkLevelInput', { description: 'A level of a scale.' })
export class FrameworkLevelInput {
  @Code({ description: 'Its name for machines, its own within the version: lower-case letters, digits and single hyphens.' })
  code: string;

  @Nested(() => WordingInput, { description: 'Its name.' })
  names: WordingInput;

  @Whole(RANKS.least, RANKS.most, {
    nullable: true,
    description:
      'Its place on the scale, higher for more, its own. None where it is no step, such as “no chance to demonstrate”: no gap is counted from or to it.',
  })
  rank?: number;
}

@InputType()
export class PublishFrameworkVersionInput extends CommandInput {
  @Code({ description: 'The framework, by a stable short name such as `compassionate-behaviours`. A first version under a code begins a framework.' })
  code: string;

  @ShortText({ description: 'What the version is called: letters and digits, in parts joined by single dots or hyphens, such as `2.0`; at most 40 of them.' })
  version: string;

  @Nested(() => WordingInput, { description: 'The framework’s name, as this version has it.' })
  names: WordingInput;

  @ShortText({ description: 'Who published it.' })
  publisher: string;

  @ShortText({ description: 'Where it was found: a document and its address.' })
  source: string;

  @Nested(() => LicenceInput, { description: 'On what terms it is kept here.' })
  licence: LicenceInput;

  @ShortText({
    nullable: true,
    description:
      'By what the publisher’s permission is filed, such as a licence number: up to 60 letters, digits, dots, slashes, underscores and hyphens. For `PERMISSION_RECORDED` alone.',
  })
  permission?: string;

  @Nested(() => OwnWordingInput, { nullable: true, description: 'What whoever uses it should know, such as what of it is unconfirmed.' })
  note?: OwnWordingInput;

  @Nested(() => FrameworkElementInput, {
    upTo: MOST_ELEMENTS,
    description: 'Its elements of every depth, in the order in which they are to be shown; up to 500.',
  })
  elements: FrameworkElementInput[];

  @Nested(() => FrameworkLevelInput, {
    nullable: true,
    upTo: MOST_LEVELS,
    description:
      'The publisher’s scale, two or more of whose levels have a rank; up to 20. When not given, elements are rated on this product’s own scale, which is marked as such.',
  })
  scale?: FrameworkLevelInput[];
}

@InputType('FrameworkVersionNamedInput', { description: 'A version of a framework.' })
export class FrameworkVersionNamedInput {
  @Id('Framework', { description: 'The framework.' })
  frameworkId: string;

  @ShortText({ description: 'What the version is called.' })
  version: string;
}

@InputType()
export class SupersedeFrameworkVersionInput extends CommandInput {
  @Id('Framework', { description: 'The framework.' })
  frameworkId: string;

  @ShortText({ description: 'Which of its versions is used no more.' })
  version: string;

  @Nested(() => FrameworkVersionNamedInput, { description: 'What is used in its place: a version of this framework or of another, published by that day.' })
  by: FrameworkVersionNamedInput;
}

@InputType('FrameworkElementNamedInput', { description: 'An element of a version of a framework.' })
export class FrameworkElementNamedInput {
  @Id('Framework', { description: 'The framework.' })
  frameworkId: string;

  @ShortText({ description: 'What the version is called.' })
  version: string;

  @Code({ description: 'The element’s code.' })
  element: string;
}

@InputType({ isAbstract: true })
abstract class EndsInput extends CommandInput {
  @Nested(() => FrameworkElementNamedInput, { description: 'The element that it leads from.' })
  from: FrameworkElementNamedInput;

  @Nested(() => FrameworkElementNamedInput, { description: 'The element that it leads to, of another version.' })
  to: FrameworkElementNamedInput;
}

@InputType()
export class StateCrosswalkInput extends EndsInput {
  @Field(() => CrosswalkStrengthEnum, { description: 'What the element it leads to is to the one it leads from.' })
  strength: CrosswalkStrength;

  @ShortText({ description: 'Who says so: a body, and its document. Never a text about a person.' })
  source: string;
}

@InputType()
export class WithdrawCrosswalkInput extends EndsInput {}
