import { Command, type Decided, onRecord, present } from '@app/kernel';
import type { CohortEvent, CohortOpened, CohortParticulars, CohortRevised } from './cohort.events.js';
import { asRevised, type Cohort } from './cohort.js';
import { type Deliverer, delivering } from './cohort-particulars.js';
import { mayBecome } from './may-become.js';
import { served } from './promoted.js';
import { openCohort } from './refusals.js';
import { saidAnew, saidLast } from './said-anew.js';

/** What is left out stays as it is. */
export class ReviseCohort extends Command<
  { readonly cohortId: string } & { readonly [Particular in keyof CohortParticulars]?: CohortParticulars[Particular] | undefined }
> {}

/**
 * Also of a cohort that is over: its last day may be what is wrong. Whoever waits has the places at once that it has more, where places are given by themselves.
 * @param deliverer where one is named
 */
export function reviseCohort({ input, meta }: ReviseCohort, state: Cohort, deliverer: Deliverer | undefined): Decided<CohortEvent> {
  const cohort = openCohort(state, meta);
  const { cohortId, ...said } = present(input);
  const anew = saidAnew<CohortParticulars>(cohort, said, meta.effectiveOn);
  if (Object.keys(anew).length === 0) return onRecord<CohortRevised | CohortOpened>(['CohortRevised', 'CohortOpened'], {}, saidLast(cohort, said));
  if (anew.organisationId !== undefined) delivering(deliverer, meta);
  mayBecome(cohort, { ...cohort.current, ...anew }, meta.effectiveOn);
  const data = { cohortId, programmeId: cohort.opened.programmeId, ...anew };
  return [{ type: 'CohortRevised', data }, ...served({ ...cohort, ...asRevised(cohort, data, meta.effectiveOn) }, meta.effectiveOn)];
}
