import { Command, type Decided, notBefore, onRecord, present } from '@app/kernel';
import type { CohortCancelled, CohortEvent } from './cohort.events.js';
import type { Cohort } from './cohort.js';
import { notOver, openCohort, refuse, refuseTarget } from './refusals.js';

/** Why is the `reasonCode` of its surroundings. */
export class CancelCohort extends Command<{
  readonly cohortId: string;
  /** The cohort of the same programme that everyone with a place or waiting moves to. */
  readonly transferTo?: string | undefined;
}> {}

/** @param target where one is named */
export function cancel({ input, meta }: CancelCohort, state: Cohort, target: Cohort | undefined): Decided<CohortEvent> {
  const { transferTo } = present(input);
  if (state.status === 'cancelled') {
    if (state.transferTo === transferTo) return onRecord<CohortCancelled>('CohortCancelled');
    throw refuse('COHORT_CANCELLED');
  }
  const cohort = openCohort(state, meta);
  const { cohortId, programmeId } = cohort.opened;
  if (transferTo === cohortId) throw refuseTarget('SAME_COHORT');
  if (target) {
    if (target.status === 'none') throw refuseTarget('COHORT_NOT_FOUND');
    if (target.status === 'cancelled') throw refuseTarget('COHORT_CANCELLED');
    if (target.opened.programmeId !== programmeId) throw refuseTarget('COHORT_OF_ANOTHER_PROGRAMME');
    notBefore(target.since, meta.effectiveOn);
    const { endsOn } = target.current;
    if (meta.effectiveOn > endsOn) throw refuseTarget('COHORT_ENDED', { endsOn });
  }
  notOver(cohort, meta.effectiveOn);
  return [{ type: 'CohortCancelled', data: { cohortId, programmeId, ...present({ transferTo }) } }];
}
