import { Command, type Decided, onRecord } from '@app/kernel';
import type { EnrolmentEvent, ProgrammeCompleted } from './enrolment.events.js';
import { type Enrolment, RECORDED_AT } from './enrolment.js';
import { totals } from './hours.js';
import type { KnownCohort } from './known.js';
import { refuse } from './refusals.js';
import { atBy, isAt } from './stage.js';

export class CompleteProgramme extends Command<{ readonly enrolmentId: string }> {}

/** Counts what was attended and studied by that day, with what a deferral or transfer brought along. */
export function complete(command: CompleteProgramme, state: Enrolment, cohort: KnownCohort): Decided<EnrolmentEvent> {
  if (isAt(state, ['completed', 'awarded'])) return onRecord<ProgrammeCompleted>('ProgrammeCompleted');
  const { status, since, ref, hours } = atBy(state, RECORDED_AT.ProgrammeCompleted, 'NOT_TAKING_PART', command);
  if (status === 'interrupted') throw refuse('ENROLMENT_INTERRUPTED', { since });
  const recorded = totals(hours, command.meta.effectiveOn);
  const required = (cohort.status !== 'none' && cohort.hours) || { attendanceMinutes: 0, reflectionMinutes: 0 };
  const attendanceMissingMinutes = Math.max(0, required.attendanceMinutes - recorded.attendanceMinutes);
  const reflectionMissingMinutes = Math.max(0, required.reflectionMinutes - recorded.reflectionMinutes);
  if (attendanceMissingMinutes + reflectionMissingMinutes > 0) {
    const of = attendanceMissingMinutes === 0 ? 'REFLECTION' : reflectionMissingMinutes === 0 ? 'ATTENDANCE' : 'BOTH';
    throw refuse('HOURS_SHORT', { of, attendanceMissingMinutes, reflectionMissingMinutes });
  }
  return [{ type: 'ProgrammeCompleted', data: { ...ref, ...recorded } }];
}
