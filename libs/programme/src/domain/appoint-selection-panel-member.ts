import { Command, type Decided, onRecord } from '@app/kernel';
import type { CohortEvent, SelectionPanelMemberAppointed } from './cohort.events.js';
import type { Cohort } from './cohort.js';
import { type Person, registered } from './person.js';
import { notOver, openCohort } from './refusals.js';
import { beginsTenure } from './tenures.js';

export class AppointSelectionPanelMember extends Command<{ readonly cohortId: string; readonly personId: string }> {}

export function appointPanelMember({ input, meta }: AppointSelectionPanelMember, state: Cohort, person: Person): Decided<CohortEvent> {
  const { cohortId, personId } = input;
  const cohort = openCohort(state, meta);
  const { opened, panel } = cohort;
  registered(person);
  if (!beginsTenure(panel, personId, meta)) return onRecord<SelectionPanelMemberAppointed>('SelectionPanelMemberAppointed', {}, { personId });
  notOver(cohort, meta.effectiveOn);
  return [{ type: 'SelectionPanelMemberAppointed', data: { cohortId, programmeId: opened.programmeId, personId } }];
}
