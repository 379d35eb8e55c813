import type { Streams } from '@app/event-store';
import { enrolment, type Enrolment } from '../domain/enrolment.js';
import { enrolmentStream } from '../events.js';

/** How many moves in a row, each while waiting for the place that the one before led to, are looked behind. */
const MOST_MOVES = 10;

/**
 * The enrolment that another carries on from. Where it moved while it waited for the place that an earlier move led to,
 * it counts as having left the stage of that earlier one: who was enrolled once need not accept again.
 */
export async function loadSource(streams: Streams, enrolmentId: string): Promise<Enrolment> {
  const source = await streams.load(enrolmentStream(enrolmentId), enrolment);
  if (!hasMoved(source)) return source;
  let { was, been } = source;
  for (let moves = 0; was === 'waitlisted' && been.continues && moves < MOST_MOVES; moves++) {
    const earlier = await streams.load(enrolmentStream(been.continues), enrolment);
    // An earlier one that has not moved is one that it came back to.
    if (!hasMoved(earlier)) return { ...source, was: earlier.status !== 'none' && earlier.been.enrolledOn ? 'enrolled' : was };
    ({ was, been } = earlier);
  }
  return { ...source, was };
}

function hasMoved(state: Enrolment): state is Extract<Enrolment, { was: unknown }> {
  return state.status === 'deferred' || state.status === 'transferred';
}
