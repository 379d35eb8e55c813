import { Command, type Decided, dropsNothing, onRecord, present } from '@app/kernel';
import type { ApplicantFoundEligible, ApplicantFoundIneligible, EnrolmentEvent } from './enrolment.events.js';
import { type Enrolment, RECORDED_AT } from './enrolment.js';
import { sealed } from './free-text.js';
import type { KnownProgramme } from './known.js';
import { refuse } from './refusals.js';
import { atBy } from './stage.js';

export class ScreenApplicant extends Command<{
  readonly enrolmentId: string;
  readonly eligible: boolean;
  /** Why not, where so. */
  readonly reason?: string | undefined;
  /** The programme that would suit someone ineligible instead. */
  readonly signpostedTo?: string | undefined;
}> {}

/** @param signposted the programme, where one is named */
export function screen(command: ScreenApplicant, state: Enrolment, signposted: KnownProgramme | undefined): Decided<EnrolmentEvent> {
  const { eligible, reason, signpostedTo } = command.input;
  if (eligible) dropsNothing({ reason, signpostedTo });
  if (eligible && state.status === 'eligible') return onRecord<ApplicantFoundEligible>('ApplicantFoundEligible');
  if (!eligible && state.status === 'ineligible') {
    return onRecord<ApplicantFoundIneligible>('ApplicantFoundIneligible', { reason: sealed(state.ref, reason), signpostedTo });
  }
  const { ref } = atBy(state, RECORDED_AT.ApplicantFoundEligible, 'NOT_AWAITING_SCREENING', command);
  if (eligible) return [{ type: 'ApplicantFoundEligible', data: ref }];
  if (signposted?.status === 'none') throw refuse('SIGNPOSTED_PROGRAMME_NOT_FOUND');
  return [{ type: 'ApplicantFoundIneligible', data: { ...ref, ...present({ reason: sealed(ref, reason), signpostedTo }) } }];
}
