import { Command, type Instant, latest } from '@app/kernel';
import { broughtBy, hasContinued, mayContinueIn, movedHere, targetOf } from './continuation.js';
import type { EnrolmentEvent } from './enrolment.events.js';
import { type Enrolment, RECORDED_AT } from './enrolment.js';
import type { Refusal } from './refusals.js';
import { at, awaiting } from './stage.js';
import { LIVE } from './statuses.js';

/** The cohort has no place to give yet. */
export class JoinWaitlist extends Command<
  {
    readonly enrolmentId: string;
    /** The enrolment that this one carries on from, with a deferral or transfer. */
    readonly continues?: string | undefined;
    /** When the cohort's answer was recorded. */
    readonly answeredAt?: Instant | undefined;
    /** They had a place, what ended that never held, and somebody else has it by now. */
    readonly reinstated?: true | undefined;
  },
  Refusal<'NOT_AWAITING_OFFER' | 'ENROLMENT_NOT_FOUND' | 'EFFECTIVE_BEFORE_ENABLING_FACT'>
> {}

/** @param source the enrolment that it carries on from, where one is named */
export function joinWaitlist(command: JoinWaitlist, state: Enrolment, source: Enrolment | undefined): readonly EnrolmentEvent[] {
  const { input, meta } = command;
  if (input.reinstated) return waitingAgain(command, state);
  if (!source) {
    if (state.status !== 'none' && state.status !== 'shortlisted' && state.been.waitlisted) return [];
    return [{ type: 'WaitlistJoined', data: awaiting(state, RECORDED_AT.WaitlistJoined, input.answeredAt, command).ref }];
  }
  const from = movedHere(source, input.enrolmentId);
  if (hasContinued(state, from)) return [];
  mayContinueIn(state, from);
  const effectiveOn = state.status === 'none' ? meta.effectiveOn : latest(meta.effectiveOn, state.since);
  return [{ type: 'WaitlistJoined', data: { ...targetOf(from), ...broughtBy(from) }, effectiveOn }];
}

function waitingAgain({ meta }: JoinWaitlist, state: Enrolment): readonly EnrolmentEvent[] {
  if (state.status === 'waitlisted') return [];
  const { ref, since } = at(state, LIVE, 'NOT_AWAITING_OFFER');
  return [{ type: 'WaitlistJoined', data: ref, effectiveOn: latest(meta.effectiveOn, since) }];
}
