import { Command, notBefore, present } from '@app/kernel';
import type { CohortEvent } from './cohort.events.js';
import type { Cohort } from './cohort.js';
import { openCohort, refuse, refuseTarget } from './refusals.js';

/** Why is the `reasonCode` of its surroundings. */
export class CancelCohort extends Command<{
  readonly cohortId: string;
  /** The cohort of the same programme that everyone with a place or waiting moves to. */
  readonly transferTo?: string | undefined;
}> {}

/** @param target where one is named */
export function cancel({ input, meta }: CancelCohort, state: Cohort, target: Cohort | undefined): readonly CohortEvent[] {
  const { transferTo } = present(input);
  if (state.status === 'cancelled') {
    if (state.transferTo === transferTo) return [];
    throw refuse('COHORT_CANCELLED');
  }
  const { cohortId, programmeId } = openCohort(state, meta).opened;
  if (transferTo === cohortId) throw refuseTarget('SAME_COHORT');
  if (target) {
    if (target.status === 'none') throw refuseTarget('COHORT_NOT_FOUND');
    if (target.status === 'cancelled') throw refuseTarget('COHORT_CANCELLED');
    if (target.opened.programmeId !== programmeId) throw refuseTarget('COHORT_OF_ANOTHER_PROGRAMME');
    notBefore(target.since, meta.effectiveOn);
  }
  return [{ type: 'CohortCancelled', data: { cohortId, programmeId, ...present({ transferTo }) } }];
}
