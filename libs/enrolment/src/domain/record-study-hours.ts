import { Command } from '@app/kernel';
import type { EnrolmentEvent } from './enrolment.events.js';
import type { Enrolment } from './enrolment.js';
import { checkMinutes } from './minutes.js';
import { takingPartOn } from './taking-part.js';

/** Pre-work and reflection; each record adds to those before. */
export class RecordStudyHours extends Command<{ readonly enrolmentId: string; readonly minutes: number }> {}

/** A thousand hours: what keeps a figure given in the wrong unit out. */
const MOST_MINUTES = 60_000;

export function recordStudyHours({ input, meta }: RecordStudyHours, state: Enrolment): readonly EnrolmentEvent[] {
  const { ref } = takingPartOn(state, meta.effectiveOn);
  checkMinutes(input.minutes, 1, MOST_MINUTES);
  return [{ type: 'StudyHoursRecorded', data: { ...ref, minutes: input.minutes } }];
}
