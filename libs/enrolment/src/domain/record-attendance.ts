import { Command } from '@app/kernel';
import type { EnrolmentEvent } from './enrolment.events.js';
import type { Enrolment } from './enrolment.js';
import type { KnownSession } from './known.js';
import { checkMinutes } from './minutes.js';
import { refuse } from './refusals.js';
import { takingPartOn } from './taking-part.js';

export class RecordAttendance extends Command<{
  readonly enrolmentId: string;
  readonly sessionId: string;
  /** 0 is absent. */
  readonly minutes: number;
}> {}

/**
 * Attendance holds on the session's day, whenever it is recorded.
 * @param session of the enrolment's own cohort; undefined where that has none under this id
 */
export function recordAttendance({ input, meta }: RecordAttendance, state: Enrolment, session: KnownSession | undefined): readonly EnrolmentEvent[] {
  const { sessionId, minutes } = input;
  if (state.status === 'none') throw refuse('ENROLMENT_NOT_FOUND');
  if (!session) throw refuse('SESSION_NOT_FOUND');
  const { heldOn } = session;
  if (session.cancelled) throw refuse('SESSION_CANCELLED', { heldOn });
  const { ref, hours } = takingPartOn(state, heldOn);
  if (heldOn > meta.today) throw refuse('SESSION_NOT_YET_HELD', { heldOn });
  checkMinutes(minutes, 0, session.minutes);
  const earlier = hours.attendance.get(sessionId);
  // A session that was moved while its register was being recorded: what stands in it is of another day.
  if (earlier?.minutes === minutes && earlier.on === heldOn) return [];
  return [{ type: 'AttendanceRecorded', data: { ...ref, sessionId, minutes }, effectiveOn: heldOn, ...(earlier && { corrects: earlier.eventId }) }];
}
