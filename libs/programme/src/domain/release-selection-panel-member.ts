import { Command, type Decided, onRecord } from '@app/kernel';
import type { CohortEvent, SelectionPanelMemberReleased } from './cohort.events.js';
import type { Cohort } from './cohort.js';
import { knownCohort, refuse } from './refusals.js';
import { endsTenure } from './tenures.js';

/** It takes effect on the first day without. */
export class ReleaseSelectionPanelMember extends Command<{ readonly cohortId: string; readonly personId: string }> {}

export function releasePanelMember({ input, meta }: ReleaseSelectionPanelMember, state: Cohort): Decided<CohortEvent> {
  const { cohortId, personId } = input;
  const { opened, panel } = knownCohort(state);
  const leaves = endsTenure(panel, personId, meta);
  if (leaves === 'never') throw refuse('NOT_ON_SELECTION_PANEL');
  return leaves === 'already'
    ? onRecord<SelectionPanelMemberReleased>('SelectionPanelMemberReleased', {}, { personId })
    : [{ type: 'SelectionPanelMemberReleased', data: { cohortId, programmeId: opened.programmeId, personId } }];
}
