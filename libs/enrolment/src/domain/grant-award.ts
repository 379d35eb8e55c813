import { Command, type Decided, onRecord } from '@app/kernel';
import type { AwardGranted, EnrolmentEvent } from './enrolment.events.js';
import { type Enrolment, RECORDED_AT } from './enrolment.js';
import type { KnownCohort } from './known.js';
import { refuse } from './refusals.js';
import { atBy } from './stage.js';

/** The award that the cohort leads to. */
export class GrantAward extends Command<{ readonly enrolmentId: string }> {}

export function grantAward(command: GrantAward, state: Enrolment, cohort: KnownCohort): Decided<EnrolmentEvent> {
  if (state.status === 'awarded') return onRecord<AwardGranted>('AwardGranted');
  const { ref } = atBy(state, RECORDED_AT.AwardGranted, 'NOT_COMPLETED', command);
  if (cohort.status === 'none' || !cohort.award) throw refuse('NO_AWARD');
  return [{ type: 'AwardGranted', data: { ...ref, award: cohort.award } }];
}
