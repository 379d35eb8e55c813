import { handled, type Handler, naming, on, type Streams } from '@app/event-store';
import { Persons, whoActs } from '@app/identity';
import type { Command, Self } from '@app/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { adjustment } from '../domain/adjustment.js';
import { answerAdjustment, AnswerAdjustment } from '../domain/answer-adjustment.js';
import { accept, AcceptOffer } from '../domain/accept-offer.js';
import { apply, ApplyForCohort } from '../domain/apply-for-cohort.js';
import type { BeginFacts, BeginInput } from '../domain/begin.js';
import { closeWithCohort, CloseWithCohort } from '../domain/close-with-cohort.js';
import { complete, CompleteProgramme } from '../domain/complete-programme.js';
import { carryOn, ContinueEnrolment } from '../domain/continue-enrolment.js';
import { decline, DeclineOffer } from '../domain/decline-offer.js';
import { defer, DeferEnrolment } from '../domain/defer-enrolment.js';
import { endApplication, EndApplication } from '../domain/end-application.js';
import { endDuplicate, EndDuplicate } from '../domain/end-duplicate.js';
import { endorse, EndorseApplication } from '../domain/endorse-application.js';
import { enrol, EnrolLeader } from '../domain/enrol-leader.js';
import { enrolment } from '../domain/enrolment.js';
import { grantAward, GrantAward } from '../domain/grant-award.js';
import { interrupt, InterruptEnrolment } from '../domain/interrupt-enrolment.js';
import { joinWaitlist, JoinWaitlist } from '../domain/join-waitlist.js';
import { lapse, LapseOffer } from '../domain/lapse-offer.js';
import { nominate, NominateLeader } from '../domain/nominate-leader.js';
import { notSelect, NotSelectApplicant } from '../domain/not-select-applicant.js';
import { OfferPlace } from '../domain/offer-place.js';
import { recordAttendance, RecordAttendance } from '../domain/record-attendance.js';
import { recordNonCompletion, RecordNonCompletion } from '../domain/record-non-completion.js';
import { recordOffer, RecordOffer } from '../domain/record-offer.js';
import { recordStudyHours, RecordStudyHours } from '../domain/record-study-hours.js';
import { resume, ResumeEnrolment } from '../domain/resume-enrolment.js';
import { screen, ScreenApplicant } from '../domain/screen-applicant.js';
import { shortlist, ShortlistApplicant } from '../domain/shortlist-applicant.js';
import { transfer, TransferEnrolment } from '../domain/transfer-enrolment.js';
import { withdraw, WithdrawEnrolment } from '../domain/withdraw-enrolment.js';
import { requestAdjustment, RequestAdjustment } from '../domain/request-adjustment.js';
import { adjustmentStream, enrolmentStream } from '../events.js';
import { loadBeginFacts } from './known-applicant.js';
import { loadCohortOf } from './known-cohort.js';
import { loadProgramme } from './known-programme.js';
import { loadDuplicates } from './load-duplicates.js';
import { loadSource } from './load-source.js';
import { loadTarget } from './load-target.js';
import { offerPlace } from './offer-place.handler.js';
import { onAnothers, onEnrolment, onTheirs } from './on-enrolment.js';

type Naming = Command<{ readonly enrolmentId: string }>;
type Moving = Command<{ readonly enrolmentId: string; readonly targetCohortId: string }>;
type Continuing = Command<{ readonly continues?: string | undefined }>;

const begun = ({ input }: Command<BeginInput>, streams: Streams) => loadBeginFacts(streams, input);
const cohort = ({ input }: Naming, streams: Streams) => loadCohortOf(streams, input.enrolmentId);
const target = ({ input }: Moving, streams: Streams) => loadTarget(streams, input.enrolmentId, input.targetCohortId);
const continued = ({ input: { continues } }: Continuing, streams: Streams) => (continues ? streams.load(enrolmentStream(continues), enrolment) : undefined);

const onAdjustment = on(({ adjustmentId }: { readonly adjustmentId: string }) => adjustmentStream(adjustmentId), adjustment);

export const enrolmentHandlers: readonly Handler[] = [
  naming(
    ['enrolmentId'],
    onAdjustment(RequestAdjustment, requestAdjustment, ({ input }, streams) => streams.load(enrolmentStream(input.enrolmentId), enrolment)),
  ),
  onAdjustment(AnswerAdjustment, answerAdjustment, whoActs, { persons: Persons }),
  naming(['cohortId', 'assignmentId'], onTheirs(ApplyForCohort, apply, begun)),
  naming(
    ['cohortId', 'assignmentId'],
    onTheirs(
      NominateLeader,
      (command, state, { known, self }: { readonly known: BeginFacts; readonly self: Self }) => nominate(command, state, known, self),
      async (command, streams, { persons }) => ({ self: await persons.of(command.meta.actor), known: await begun(command, streams) }),
      { persons: Persons },
    ),
  ),
  onEnrolment(EndApplication, endApplication),
  onEnrolment(EndDuplicate, endDuplicate, loadDuplicates),
  onAnothers(EndorseApplication, endorse),
  onAnothers(ScreenApplicant, screen, async ({ input: { signpostedTo } }, streams) => (signpostedTo ? loadProgramme(streams, signpostedTo) : undefined)),
  onAnothers(ShortlistApplicant, shortlist),
  onAnothers(NotSelectApplicant, notSelect),
  naming(['enrolmentId'], handled(OfferPlace, offerPlace, { commands: CommandBus, persons: Persons })),
  onEnrolment(RecordOffer, recordOffer),
  onEnrolment(JoinWaitlist, joinWaitlist, continued),
  onEnrolment(AcceptOffer, accept, cohort),
  onEnrolment(DeclineOffer, decline),
  onEnrolment(LapseOffer, lapse),
  onAnothers(EnrolLeader, enrol, cohort),
  onEnrolment(ContinueEnrolment, carryOn, ({ input }, streams) => loadSource(streams, input.continues)),
  naming(
    ['sessionId'],
    onAnothers(RecordAttendance, recordAttendance, async (command, streams) => {
      const known = await cohort(command, streams);
      return known.status === 'none' ? undefined : known.sessions.get(command.input.sessionId);
    }),
  ),
  onAnothers(RecordStudyHours, recordStudyHours),
  onAnothers(InterruptEnrolment, interrupt),
  onAnothers(ResumeEnrolment, resume),
  naming(['targetCohortId'], onAnothers(DeferEnrolment, defer, target)),
  naming(
    ['targetCohortId'],
    onAnothers(TransferEnrolment, transfer, async (command, streams) => {
      const [own, there] = await Promise.all([cohort(command, streams), target(command, streams)]);
      return { own, target: there };
    }),
  ),
  onEnrolment(WithdrawEnrolment, withdraw),
  onEnrolment(CloseWithCohort, closeWithCohort, continued),
  onAnothers(CompleteProgramme, complete, cohort),
  onAnothers(RecordNonCompletion, recordNonCompletion),
  onAnothers(GrantAward, grantAward, cohort),
];
