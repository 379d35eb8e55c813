import { CommandInput, Day, Email, FreeText, Id, ShortText, Whole } from '@app/graphql-kit';
import { Field, InputType } from '@nestjs/graphql';
import type { CalendarDate } from '@app/kernel';
import type { Basis } from '../domain/assignment.events.js';
import type { PreferredLanguage } from '../domain/leader.events.js';
import { BasisEnum, LanguageEnum } from '../read-model/leader.row.js';

@InputType()
export class RegisterLeaderInput extends CommandInput {
  @ShortText({ description: 'The person’s legal name.' })
  legalName: string;

  @ShortText({ nullable: true, description: 'The name that they go by; the legal name when not given.' })
  knownAs?: string;

  @ShortText({ description: 'The name to file them by, family name first where they have one.' })
  sortName: string;

  @Email({ nullable: true, description: 'Where to write to them. No NHS address is needed.' })
  email?: string;

  @Field(() => LanguageEnum, { description: 'The language they prefer.' })
  language: PreferredLanguage;
}

@InputType({ isAbstract: true })
abstract class OfLeaderInput extends CommandInput {
  @Id('Leader', { description: 'Whose record.' })
  leaderId: string;
}

@InputType()
export class ChangeNameInput extends OfLeaderInput {
  @ShortText({ description: 'The person’s legal name from then on.' })
  legalName: string;

  @ShortText({ nullable: true, description: 'The name that they go by from then on; the legal name when not given.' })
  knownAs?: string;

  @ShortText({ description: 'The name to file them by, family name first where they have one.' })
  sortName: string;

  @FreeText({ nullable: true, description: 'Why. Sealed under the key of the name that they had.' })
  reason?: string;
}

@InputType()
export class ChangeEmailInput extends OfLeaderInput {
  @Email({ nullable: true, description: 'Where to write to them from then on; nowhere when not given.' })
  email?: string;
}

@InputType()
export class SetLanguagePreferenceInput extends OfLeaderInput {
  @Field(() => LanguageEnum, { description: 'The language they prefer.' })
  language: PreferredLanguage;
}

@InputType()
export class AgreeParticipationInput extends OfLeaderInput {}

@InputType()
export class WithdrawParticipationInput extends OfLeaderInput {
  @FreeText({ nullable: true, description: 'Why, if they say so: nobody has to. Sealed under the person’s key.' })
  reason?: string;
}

@InputType()
export class LeaveEmployerInput extends OfLeaderInput {
  @Id('Organisation', { description: 'The employer that they left.' })
  organisationId: string;

  @Day({ description: 'Their last day there: today or earlier. `effectiveOn` follows from it.' })
  lastDay: CalendarDate;

  @FreeText({ nullable: true, description: 'Why. Sealed under the person’s key.' })
  reason?: string;
}

@InputType()
export class ReturnToEmployerInput extends OfLeaderInput {
  @Id('Organisation', { description: 'The employer that they came back to.' })
  organisationId: string;
}

@InputType({ isAbstract: true })
abstract class OfTwoRecordsInput extends CommandInput {
  @Id('Leader', { description: 'The record that is to go on.' })
  leaderId: string;

  @Id('Leader', { description: 'The other record of the same person, which is to be closed.' })
  mergedId: string;

  @FreeText({ description: 'How it is known that both are of one person. Sealed under the key of the record that goes on.' })
  reason: string;
}

@InputType()
export class MergeLeadersInput extends OfTwoRecordsInput {}

@InputType()
export class ConfirmLeaderMergeInput extends OfTwoRecordsInput {}

@InputType()
export class UndoLeaderMergeInput extends CommandInput {
  @Id('Leader', { description: 'The record that went on.' })
  leaderId: string;

  @Id('Leader', { description: 'The record that was merged into it, and becomes one of its own again.' })
  mergedId: string;

  @FreeText({ description: 'How it is known that they are of two persons. Sealed under the key of the record that went on.' })
  reason: string;
}

@InputType({ isAbstract: true })
abstract class TermsInput extends CommandInput {
  @ShortText({ description: 'Title of the post.' })
  post: string;

  @Whole(1, 100, { description: 'Whole-time equivalent, in hundredths: 100 is full time.' })
  wtePercent: number;

  @Field(() => BasisEnum, { description: 'On what terms it is held.' })
  basis: Basis;

  @Day({ nullable: true, description: 'The last day, where it is known beforehand.' })
  endsOn?: CalendarDate;
}

@InputType()
export class StartAssignmentInput extends TermsInput {
  @Id('Leader', { description: 'Who holds the post.' })
  leaderId: string;

  @Id('Organisation', { description: 'The employer.' })
  organisationId: string;
}

@InputType()
export class ChangeAssignmentInput extends TermsInput {
  @Id('Assignment', { description: 'Which assignment.' })
  assignmentId: string;
}

@InputType()
export class EndAssignmentInput extends CommandInput {
  @Id('Assignment', { description: 'Which assignment. It ends on `effectiveOn`.' })
  assignmentId: string;
}

@InputType()
export class SetReportingLineInput extends CommandInput {
  @Id('Assignment', { description: 'The post in which it holds.' })
  assignmentId: string;

  @Id('Leader', { description: 'To whom its holder reports from then on, in place of whoever it was: anybody who is registered as a leader.' })
  managerId: string;
}

@InputType()
export class EndReportingLineInput extends CommandInput {
  @Id('Assignment', { description: 'The post whose holder reports to nobody on record from then on. `effectiveOn` is the first day without.' })
  assignmentId: string;
}
