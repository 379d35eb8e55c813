import { CommandInput, Day, Id, ShortText, Whole } from '@app/graphql-kit';
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

  @ShortText({ nullable: true, description: 'Where to write to them. No NHS address is needed.' })
  email?: string;

  @Field(() => LanguageEnum, { description: 'The language they prefer.' })
  language: PreferredLanguage;
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
