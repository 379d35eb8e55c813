import { CommandInput, FreeText, Id, Nested, ShortText, Whole } from '@app/graphql-kit';
import { NationEnum } from '@app/organisation/read';
import { Field, InputType } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import { MOST_HOURS } from '../domain/unmasked-figures.js';

@InputType({ description: 'One question with what is answered to it.' })
export class EqualityAnswerInput {
  @ShortText({ description: 'The question, by its code.' })
  question: string;

  @ShortText({ description: 'The option, by its code, or `prefer-not-to-say`.' })
  option: string;
}

@InputType()
export class RecordEqualityAnswersInput extends CommandInput {
  @Id('Leader', { description: 'You.' })
  leaderId: string;

  @Id('QuestionSet', { description: 'The questions that you answer.' })
  questionSetId: string;

  @Nested(() => EqualityAnswerInput, { description: 'Your answers, to as many of the questions as you like. They replace what you said before.', upTo: 50 })
  answers: EqualityAnswerInput[];
}

@InputType()
export class WithdrawEqualityAnswersInput extends CommandInput {
  @Id('Leader', { description: 'You.' })
  leaderId: string;
}

@InputType()
export class PublishFiguresInput extends CommandInput {}

@InputType()
export class GrantUnmaskedFiguresInput extends CommandInput {
  @Id('Leader', { description: 'Who may look: their identifier, which `viewer { id }` tells them, whether they are a leader or not.' })
  granteeId: string;

  @Whole(1, MOST_HOURS, { description: 'For how many hours from now.' })
  hours: number;

  @FreeText({ description: 'Why: which session of which board. Sealed under the key of who may look.' })
  reason: string;
}

@InputType()
export class ReadUnmaskedFiguresInput extends CommandInput {
  @Id('UnmaskedGrant', { description: 'By what leave.' })
  grantId: string;

  @Field(() => NationEnum, { nullable: true, description: 'Only people whose employer is of this nation.' })
  @IsOptional()
  nation?: keyof typeof NationEnum;

  @Id('Organisation', { nullable: true, description: 'Only people whom this organisation, or one accountable to it, sponsors.' })
  organisationId?: string;

  @Id('Programme', { nullable: true, description: 'Only this programme.' })
  programmeId?: string;

  @ShortText({ nullable: true, description: 'Divided by this characteristic, by its code.' })
  characteristic?: string;
}
