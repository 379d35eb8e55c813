import { aboutOthers, type Command, type Instant, notBefore, type Self } from '@app/kernel';
import type { Enrolment, EnrolmentAt } from './enrolment.js';
import { refuse, type WrongStage } from './refusals.js';
import type { Status } from './statuses.js';

/** The enrolment, where whoever judges it is another person than whom it is of. @throws Refused OWN_RECORD */
export function ofAnother(state: Enrolment, self: Self): Enrolment {
  if (state.status !== 'none') aboutOthers(self, state.ref.leaderId);
  return state;
}

/** Whether an enrolment is at one of some stages. */
export function isAt<S extends Status>(state: Enrolment, stages: readonly S[]): state is EnrolmentAt<S> {
  return (stages as readonly string[]).includes(state.status);
}

/** The enrolment, where it is at one of the stages that a request is for. */
export function at<S extends Status>(state: Enrolment, stages: readonly S[], otherwise: WrongStage): EnrolmentAt<S> {
  if (state.status === 'none') throw refuse('ENROLMENT_NOT_FOUND');
  if (!isAt(state, stages)) throw refuse(otherwise, { status: state.status });
  return state;
}

/** The same, where it was so on the day of the new fact. */
export function atBy<S extends Status>(state: Enrolment, stages: readonly S[], otherwise: WrongStage, { meta }: Command): EnrolmentAt<S> {
  const current = at(state, stages, otherwise);
  notBefore(current.since, meta.effectiveOn);
  return current;
}

/** Who is shortlisted or waits for the place that was given or refused then: word of it may arrive late, when it was another application's. */
export function awaiting<S extends 'shortlisted' | 'waitlisted'>(
  state: Enrolment,
  stages: readonly S[],
  answeredAt: Instant | undefined,
  command: Command,
): EnrolmentAt<S> {
  const current = atBy(state, stages, 'NOT_AWAITING_OFFER', command);
  const { begunAt } = current.been;
  if (answeredAt !== undefined && begunAt !== undefined && answeredAt < begunAt) throw refuse('NOT_AWAITING_OFFER', { status: current.status });
  return current;
}
