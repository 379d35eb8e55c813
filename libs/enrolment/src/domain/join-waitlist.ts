import { Command, type Instant, latest } from '@app/kernel';
import { broughtBy, hasContinued, mayContinueIn, movedHere, targetOf } from './continuation.js';
import type { EnrolmentEvent } from './enrolment.events.js';
import type { Enrolment } from './enrolment.js';
import type { Refusal } from './refusals.js';
import { awaiting } from './stage.js';

/** The cohort has no place to give yet. */
export class JoinWaitlist extends Command<
  {
    readonly enrolmentId: string;
    /** The enrolment that this one carries on from, with a deferral or transfer. */
    readonly continues?: string | undefined;
    /** When the cohort's answer was recorded. */
    readonly answeredAt?: Instant | undefined;
  },
  Refusal<'NOT_AWAITING_OFFER' | 'ENROLMENT_NOT_FOUND' | 'EFFECTIVE_BEFORE_ENABLING_FACT'>
> {}

/** @param source the enrolment that it carries on from, where one is named */
export function joinWaitlist(command: JoinWaitlist, state: Enrolment, source: Enrolment | undefined): readonly EnrolmentEvent[] {
  const { input, meta } = command;
  if (!source) {
    if (state.status !== 'none' && state.status !== 'shortlisted' && state.been.waitlisted) return [];
    return [{ type: 'WaitlistJoined', data: awaiting(state, ['shortlisted'], input.answeredAt, command).ref }];
  }
  const from = movedHere(source, input.enrolmentId);
  if (hasContinued(state, from)) return [];
  mayContinueIn(state, from);
  const effectiveOn = state.status === 'none' ? meta.effectiveOn : latest(meta.effectiveOn, state.since);
  return [{ type: 'WaitlistJoined', data: { ...targetOf(from), ...broughtBy(from) }, effectiveOn }];
}
