import { type GraphqlContext, Input, Mutations, Outcome, own } from '@app/graphql-kit';
import { derivedId } from '@app/kernel';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import { AcceptOffer } from '../domain/accept-offer.js';
import { ApplyForCohort } from '../domain/apply-for-cohort.js';
import { CompleteProgramme } from '../domain/complete-programme.js';
import { DeclineOffer } from '../domain/decline-offer.js';
import { DeferEnrolment } from '../domain/defer-enrolment.js';
import { EndorseApplication } from '../domain/endorse-application.js';
import { EnrolLeader } from '../domain/enrol-leader.js';
import { enrolmentIdOf } from '../domain/enrolment-id.js';
import { GrantAward } from '../domain/grant-award.js';
import { InterruptEnrolment } from '../domain/interrupt-enrolment.js';
import { NominateLeader } from '../domain/nominate-leader.js';
import { NotSelectApplicant } from '../domain/not-select-applicant.js';
import { OfferPlace } from '../domain/offer-place.js';
import { RecordAttendance } from '../domain/record-attendance.js';
import { RecordNonCompletion } from '../domain/record-non-completion.js';
import { RecordStudyHours } from '../domain/record-study-hours.js';
import { ResumeEnrolment } from '../domain/resume-enrolment.js';
import { ScreenApplicant } from '../domain/screen-applicant.js';
import { ShortlistApplicant } from '../domain/shortlist-applicant.js';
import { TransferEnrolment } from '../domain/transfer-enrolment.js';
import { WithdrawEnrolment } from '../domain/withdraw-enrolment.js';
import {
  AcceptOfferInput,
  ApplyForCohortInput,
  CompleteProgrammeInput,
  DeclineOfferInput,
  DeferEnrolmentInput,
  EndorseApplicationInput,
  EnrolLeaderInput,
  GrantAwardInput,
  InterruptEnrolmentInput,
  NominateLeaderInput,
  NotSelectApplicantInput,
  OfferPlaceInput,
  RecordAttendanceInput,
  RecordAttendanceRegisterInput,
  RecordNonCompletionInput,
  RecordStudyHoursInput,
  ResumeEnrolmentInput,
  ScreenApplicantInput,
  ShortlistApplicantInput,
  TransferEnrolmentInput,
  WithdrawEnrolmentInput,
} from './enrolment.inputs.js';

const of = (enrolmentId: string) => ['Enrolment', enrolmentId] as const;

@Resolver()
export class EnrolmentMutationsResolver {
  constructor(private readonly mutations: Mutations) {}

  @Mutation(() => Outcome, { description: 'A leader applies for a cohort. Applying again after it has ended continues the same enrolment.' })
  applyForCohort(@Input() input: ApplyForCohortInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, ApplyForCohort, input, of(enrolmentIdOf(input.cohortId, input.leaderId)), own(input));
  }

  @Mutation(() => Outcome, { description: 'Nominates a leader for a cohort.' })
  nominateLeader(@Input() input: NominateLeaderInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, NominateLeader, input, of(enrolmentIdOf(input.cohortId, input.leaderId)), own(input));
  }

  @Mutation(() => Outcome, { description: 'Records that an employer or sponsor supports an application.' })
  endorseApplication(@Input() input: EndorseApplicationInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, EndorseApplication, input, of(input.enrolmentId), own(input));
  }

  @Mutation(() => Outcome, { description: 'Finds an applicant eligible or not.' })
  screenApplicant(@Input() input: ScreenApplicantInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, ScreenApplicant, input, of(input.enrolmentId), own(input));
  }

  @Mutation(() => Outcome, { description: 'Puts an eligible applicant on the shortlist.' })
  shortlistApplicant(@Input() input: ShortlistApplicantInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, ShortlistApplicant, input, of(input.enrolmentId), own(input));
  }

  @Mutation(() => Outcome, { description: 'Records that an applicant was not selected.' })
  notSelectApplicant(@Input() input: NotSelectApplicantInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, NotSelectApplicant, input, of(input.enrolmentId), own(input));
  }

  @Mutation(() => Outcome, {
    description: 'Offers a shortlisted applicant a place. The cohort decides: `PlaceHeld` in the receipt is an offer to come, `PlaceQueued` the waiting list.',
  })
  offerPlace(@Input() input: OfferPlaceInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, OfferPlace, input, of(input.enrolmentId), own(input));
  }

  @Mutation(() => Outcome, { description: 'Accepts an offer.' })
  acceptOffer(@Input() input: AcceptOfferInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, AcceptOffer, input, of(input.enrolmentId), own(input));
  }

  @Mutation(() => Outcome, { description: 'Declines an offer; the place goes to the waiting list.' })
  declineOffer(@Input() input: DeclineOfferInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, DeclineOffer, input, of(input.enrolmentId), own(input));
  }

  @Mutation(() => Outcome, { description: 'Enrols a leader who has accepted.' })
  enrolLeader(@Input() input: EnrolLeaderInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, EnrolLeader, input, of(input.enrolmentId), own(input));
  }

  @Mutation(() => Outcome, { description: 'Records how long a leader attended a session.' })
  recordAttendance(@Input() input: RecordAttendanceInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, RecordAttendance, input, of(input.enrolmentId), own(input));
  }

  @Mutation(() => [Outcome], {
    description:
      'Records a session’s attendance register. Every line stands for itself: one that is refused keeps no other back. A register that cannot be read is answered by one refusal.',
  })
  recordAttendanceRegister(@Input() { sessionId, entries, ...command }: RecordAttendanceRegisterInput, @Context() context: GraphqlContext): Promise<Outcome[]> {
    return Promise.all(
      entries.map((entry) =>
        this.mutations.send(context, RecordAttendance, { ...command, commandId: derivedId(command.commandId, entry.enrolmentId) }, of(entry.enrolmentId), {
          ...entry,
          sessionId,
        }),
      ),
    );
  }

  @Mutation(() => Outcome, { description: 'Records pre-work and reflection.' })
  recordStudyHours(@Input() input: RecordStudyHoursInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, RecordStudyHours, input, of(input.enrolmentId), own(input));
  }

  @Mutation(() => Outcome, { description: 'Interrupts an enrolment, for leave or illness. Every clock that runs against the person stops.' })
  interruptEnrolment(@Input() input: InterruptEnrolmentInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, InterruptEnrolment, input, of(input.enrolmentId), own(input));
  }

  @Mutation(() => Outcome, { description: 'Resumes an interrupted enrolment.' })
  resumeEnrolment(@Input() input: ResumeEnrolmentInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, ResumeEnrolment, input, of(input.enrolmentId), own(input));
  }

  @Mutation(() => Outcome, { description: 'Defers an enrolment to a later cohort of the programme, where it takes a place or waits for one. Hours are kept.' })
  deferEnrolment(@Input() input: DeferEnrolmentInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, DeferEnrolment, input, of(input.enrolmentId), own(input));
  }

  @Mutation(() => Outcome, { description: 'Moves an enrolment to another cohort of the programme, where it takes a place or waits for one. Hours are kept.' })
  transferEnrolment(@Input() input: TransferEnrolmentInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, TransferEnrolment, input, of(input.enrolmentId), own(input));
  }

  @Mutation(() => Outcome, { description: 'Withdraws an application or enrolment; a place goes to the waiting list.' })
  withdrawEnrolment(@Input() input: WithdrawEnrolmentInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, WithdrawEnrolment, input, of(input.enrolmentId), own(input));
  }

  @Mutation(() => Outcome, { description: 'Records completion; refused with the exact shortfall while hours are missing.' })
  completeProgramme(@Input() input: CompleteProgrammeInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, CompleteProgramme, input, of(input.enrolmentId), own(input));
  }

  @Mutation(() => Outcome, { description: 'Records that a leader did not complete.' })
  recordNonCompletion(@Input() input: RecordNonCompletionInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, RecordNonCompletion, input, of(input.enrolmentId), own(input));
  }

  @Mutation(() => Outcome, { description: 'Grants the programme’s award, after completion.' })
  grantAward(@Input() input: GrantAwardInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, GrantAward, input, of(input.enrolmentId), own(input));
  }
}
