import { BilingualNameInput, Code, CommandInput, Day, FreeText, Id, Nested, ShortText, Whole } from '@app/graphql-kit';
import type { CalendarDate } from '@app/kernel';
import { Field, InputType } from '@nestjs/graphql';
import type { DeliveryLanguage } from '../domain/cohort.events.js';
import type { Level, ProgrammeNation } from '../domain/programme.events.js';
import { DeliveryLanguageEnum } from '../read-model/cohort.row.js';
import { LevelEnum, ProgrammeNationEnum } from '../read-model/programme.row.js';

const MOST_MINUTES = 600_000;

@InputType({ description: 'What must be recorded before completion.' })
export class HoursRuleInput {
  @Whole(0, MOST_MINUTES, { description: 'Minutes of attendance.' })
  attendanceMinutes: number;

  @Whole(0, MOST_MINUTES, { description: 'Minutes of pre-work and reflection.' })
  reflectionMinutes: number;
}

@InputType({ isAbstract: true })
abstract class ParticularsInput extends CommandInput {
  @Nested(() => BilingualNameInput, { description: 'What it is called.' })
  name: BilingualNameInput;

  @Field(() => ProgrammeNationEnum, { description: 'The nation that it is offered in.' })
  nation: ProgrammeNation;

  @Field(() => LevelEnum, { description: 'The kind of leader that it is for.' })
  level: Level;

  @ShortText({ description: 'Who runs it.' })
  provider: string;

  @Whole(1, 120, { nullable: true, description: 'How many months it usually takes.' })
  months?: number;

  @Nested(() => HoursRuleInput, { nullable: true, description: 'What must be recorded before completion; no hours when not given.' })
  hours?: HoursRuleInput;

  @Whole(1, 500, { nullable: true, description: 'The usual number of places in a cohort.' })
  cohortSize?: number;

  @ShortText({ nullable: true, description: 'The award that completion leads to.' })
  award?: string;
}

@InputType()
export class PublishProgrammeInput extends ParticularsInput {
  @Code({ description: 'A stable short name of its own, such as `leading-for-the-future`: lower-case letters, digits and single hyphens.' })
  code: string;
}

@InputType()
export class ReviseProgrammeInput extends ParticularsInput {
  @Id('Programme', { description: 'Which programme.' })
  programmeId: string;

  @ShortText({ description: 'Its short name, which never changes.' })
  code: string;
}

@InputType()
export class OpenCohortInput extends CommandInput {
  @Id('Programme', { description: 'The programme that it is a run of.' })
  programmeId: string;

  @ShortText({ description: 'What to call it, such as `Cohort 12`.' })
  name: string;

  @Whole(1, 500, { nullable: true, description: 'The number of places; the programme’s usual one when not given.' })
  capacity?: number;

  @Day({ description: 'Its first day.' })
  startsOn: CalendarDate;

  @Day({ description: 'Its last day.' })
  endsOn: CalendarDate;

  @Field(() => DeliveryLanguageEnum, { description: 'The language that it is taught in.' })
  deliveryLanguage: DeliveryLanguage;

  @Id('Organisation', { nullable: true, description: 'The organisation that delivers it.' })
  organisationId?: string;

  @Whole(1, 90, { nullable: true, description: 'Days that an offer stays open; 14 when not given.' })
  offerDays?: number;

  @Field(() => Boolean, { nullable: true, description: 'Whether a place that falls free goes to the head of the waiting list at once; yes when not given.' })
  automaticPromotion?: boolean;
}

@InputType()
export class ReviseCohortInput extends CommandInput {
  @Id('Cohort', { description: 'Which cohort.' })
  cohortId: string;

  @ShortText({ nullable: true, description: 'What to call it.' })
  name?: string;

  @Whole(1, 500, { nullable: true, description: 'The number of places: never fewer than are held on that day or a later one.' })
  capacity?: number;

  @Day({ nullable: true, description: 'Its first day.' })
  startsOn?: CalendarDate;

  @Day({ nullable: true, description: 'Its last day.' })
  endsOn?: CalendarDate;

  @Field(() => DeliveryLanguageEnum, { nullable: true, description: 'The language that it is taught in.' })
  deliveryLanguage?: DeliveryLanguage;

  @Id('Organisation', { nullable: true, description: 'The organisation that delivers it.' })
  organisationId?: string;

  @Whole(1, 90, { nullable: true, description: 'Days that an offer stays open, of offers from that day on.' })
  offerDays?: number;

  @Field(() => Boolean, { nullable: true, description: 'Whether a place that falls free goes to the head of the waiting list at once.' })
  automaticPromotion?: boolean;
}

@InputType()
export class ScheduleSessionInput extends CommandInput {
  @Id('Cohort', { description: 'The cohort that it is a session of.' })
  cohortId: string;

  @ShortText({ description: 'What to call it.' })
  title: string;

  @Day({ description: 'The day it is held; one of the cohort’s.' })
  heldOn: CalendarDate;

  @Whole(1, 1_440, { description: 'How long it lasts, in minutes.' })
  minutes: number;
}

@InputType({ isAbstract: true })
abstract class SessionInput extends CommandInput {
  @Id('Cohort', { description: 'The cohort that it is a session of.' })
  cohortId: string;

  @Id('Session', { description: 'Which of its sessions.' })
  sessionId: string;
}

@InputType()
export class MoveSessionInput extends SessionInput {
  @ShortText({ nullable: true, description: 'What to call it.' })
  title?: string;

  @Day({ nullable: true, description: 'The day it is held; one of the cohort’s.' })
  heldOn?: CalendarDate;

  @Whole(1, 1_440, { nullable: true, description: 'How long it lasts, in minutes.' })
  minutes?: number;
}

@InputType()
export class CancelSessionInput extends SessionInput {}

@InputType()
export class PromoteFromQueueInput extends CommandInput {
  @Id('Cohort', { description: 'The cohort with the free place.' })
  cohortId: string;

  @Id('Enrolment', { description: 'Who is to have it, of those on the waiting list.' })
  enrolmentId: string;

  @FreeText({ nullable: true, description: 'Why this person, where others wait ahead; then it is required.' })
  reason?: string;
}

@InputType()
export class CancelCohortInput extends CommandInput {
  @Id('Cohort', { description: 'Which cohort.' })
  cohortId: string;

  @Id('Cohort', {
    nullable: true,
    description: 'Another cohort of the programme, to which everyone with a place or waiting moves with priority; without one they are closed.',
  })
  transferTo?: string;
}

@InputType({ isAbstract: true })
abstract class LeadInput extends CommandInput {
  @Id('Programme', { description: 'Which programme.' })
  programmeId: string;

  @Id('Leader', { description: 'Who: anybody who is registered as a leader.' })
  personId: string;
}

@InputType()
export class AppointProgrammeLeadInput extends LeadInput {}

@InputType()
export class StandDownProgrammeLeadInput extends LeadInput {}

@InputType({ isAbstract: true })
abstract class PanelMemberInput extends CommandInput {
  @Id('Cohort', { description: 'Which cohort.' })
  cohortId: string;

  @Id('Leader', { description: 'Who: anybody who is registered as a leader.' })
  personId: string;
}

@InputType()
export class AppointSelectionPanelMemberInput extends PanelMemberInput {}

@InputType()
export class ReleaseSelectionPanelMemberInput extends PanelMemberInput {}
