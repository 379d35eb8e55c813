import { CommandInput, FreeText, Id, Nested, Whole } from '@app/graphql-kit';
import { Field, InputType } from '@nestjs/graphql';
import type { AdjustmentAnswer } from '../domain/adjustment.events.js';
import { AdjustmentAnswerEnum } from '../read-model/adjustment.row.js';

@InputType({ isAbstract: true })
abstract class BeginInput extends CommandInput {
  @Id('Cohort', { description: 'Which cohort.' })
  cohortId: string;

  @Id('Leader', { description: 'Who is to take part.' })
  leaderId: string;

  @Id('Assignment', { description: 'The post of theirs that sponsors it.' })
  assignmentId: string;

  @FreeText({ nullable: true, description: 'Why. Sealed under the person’s key.' })
  statement?: string;
}

@InputType()
export class ApplyForCohortInput extends BeginInput {}

@InputType()
export class NominateLeaderInput extends BeginInput {}

/** What most steps need to know: whose step it is. */
@InputType({ isAbstract: true })
abstract class EnrolmentStepInput extends CommandInput {
  @Id('Enrolment', { description: 'Which enrolment.' })
  enrolmentId: string;
}

/** A step with a reason about the person. */
@InputType({ isAbstract: true })
abstract class ReasonedStepInput extends EnrolmentStepInput {
  @FreeText({ nullable: true, description: 'Why. Sealed under the person’s key.' })
  reason?: string;
}

@InputType()
export class RequestAdjustmentInput extends EnrolmentStepInput {
  @FreeText({ description: 'What is needed: what, and not why. Sealed under the person’s key.' })
  request: string;
}

@InputType()
export class AnswerAdjustmentInput extends CommandInput {
  @Id('Adjustment', { description: 'Which request.' })
  adjustmentId: string;

  @Field(() => AdjustmentAnswerEnum, { description: 'What becomes of it.' })
  answer: AdjustmentAnswer;

  @FreeText({ nullable: true, description: 'How it is made, or why not. Sealed under the person’s key.' })
  explanation?: string;
}

@InputType()
export class EndorseApplicationInput extends EnrolmentStepInput {
  @FreeText({ nullable: true, description: 'What the endorser says. Sealed under the person’s key.' })
  comment?: string;
}

@InputType()
export class ScreenApplicantInput extends ReasonedStepInput {
  @Field(() => Boolean, { description: 'Whether the applicant is eligible.' })
  eligible: boolean;

  @Id('Programme', { nullable: true, description: 'The programme that would suit an ineligible applicant instead.' })
  signpostedTo?: string;
}

@InputType({ isAbstract: true })
abstract class MoveEnrolmentInput extends ReasonedStepInput {
  @Id('Cohort', { description: 'The cohort of the same programme to move to.' })
  targetCohortId: string;
}

@InputType()
export class RecordAttendanceInput extends EnrolmentStepInput {
  @Id('Session', { description: 'Which session of the cohort.' })
  sessionId: string;

  @Whole(0, 1_440, { description: 'Minutes attended; 0 is absent. Recorded again, it corrects what was recorded before.' })
  minutes: number;
}

@InputType({ description: 'One line of an attendance register.' })
export class RegisterEntryInput {
  @Id('Enrolment', { description: 'Whose attendance.' })
  enrolmentId: string;

  @Whole(0, 1_440, { description: 'Minutes attended; 0 is absent.' })
  minutes: number;
}

@InputType()
export class RecordAttendanceRegisterInput extends CommandInput {
  @Id('Session', { description: 'Which session.' })
  sessionId: string;

  @Nested(() => RegisterEntryInput, {
    upTo: 100,
    distinct: 'enrolmentId',
    description: 'The register’s lines, 1 to 100, one for each enrolment. Each is recorded on its own, and answered in the same order.',
  })
  entries: RegisterEntryInput[];
}

@InputType()
export class RecordStudyHoursInput extends EnrolmentStepInput {
  @Whole(1, 60_000, { description: 'Minutes of pre-work and reflection.' })
  minutes: number;
}

@InputType()
export class ShortlistApplicantInput extends EnrolmentStepInput {}

@InputType()
export class NotSelectApplicantInput extends ReasonedStepInput {}

@InputType()
export class OfferPlaceInput extends EnrolmentStepInput {}

@InputType()
export class AcceptOfferInput extends EnrolmentStepInput {}

@InputType()
export class DeclineOfferInput extends ReasonedStepInput {}

@InputType()
export class EnrolLeaderInput extends EnrolmentStepInput {}

@InputType()
export class InterruptEnrolmentInput extends ReasonedStepInput {}

@InputType()
export class ResumeEnrolmentInput extends EnrolmentStepInput {}

@InputType()
export class DeferEnrolmentInput extends MoveEnrolmentInput {}

@InputType()
export class TransferEnrolmentInput extends MoveEnrolmentInput {}

@InputType()
export class WithdrawEnrolmentInput extends ReasonedStepInput {}

@InputType()
export class CompleteProgrammeInput extends EnrolmentStepInput {}

@InputType()
export class RecordNonCompletionInput extends ReasonedStepInput {}

@InputType()
export class GrantAwardInput extends EnrolmentStepInput {}
