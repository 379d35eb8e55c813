import { Command, type Decided, onRecord } from '@app/kernel';
import type { EnrolmentEvent, ProgrammeCompleted } from './enrolment.events.js';
import type { Enrolment } from './enrolment.js';
import { totals } from './hours.js';
import type { KnownCohort } from './known.js';
import { refuse } from './refusals.js';
import { atBy, isAt } from './stage.js';
import { TAKING_PART } from './statuses.js';

export class CompleteProgramme extends Command<{ readonly enrolmentId: string }> {}

/** Counts what was attended and studied by that day, with what a deferral or transfer brought along. */
export function complete(command: CompleteProgramme, state: Enrolment, cohort: KnownCohort): Decided<EnrolmentEvent> {
  if (isAt(state, ['completed', 'awarded'])) return onRecord<ProgrammeCompleted>('ProgrammeCompleted');
  const { status, since, ref, hours } = atBy(state, TAKING_PART, 'NOT_TAKING_PART', command);
  if (status === 'interrupted') throw refuse('ENROLMENT_INTERRUPTED', { since });
  const recorded = totals(hours, command.meta.effectiveOn);
  const required = (cohort.status !== 'none' && cohort.hours) || { attendanceMinutes: 0, reflectionMinutes: 0 };
  const attendanceMissing = Math.max(0, required.attendanceMinutes - recorded.attendanceMinutes);
  const reflectionMissing = Math.max(0, required.reflectionMinutes - recorded.reflectionMinutes);
  if (attendanceMissing + reflectionMissing > 0) {
    const of = attendanceMissing === 0 ? 'REFLECTION' : reflectionMissing === 0 ? 'ATTENDANCE' : 'BOTH';
    throw refuse('HOURS_SHORT', { of, attendanceMissing: inHours(attendanceMissing), reflectionMissing: inHours(reflectionMissing) });
  }
  return [{ type: 'ProgrammeCompleted', data: { ...ref, ...recorded } }];
}

/** In symbols that both languages share, such as `1 h 30 min` or `20 h`. */
function inHours(minutes: number): string {
  const parts = [`${Math.floor(minutes / 60)} h`, `${minutes % 60} min`].filter((part) => !part.startsWith('0 '));
  return parts.join(' ') || '0 min';
}
