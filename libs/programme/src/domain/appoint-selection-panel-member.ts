import { Command } from '@app/kernel';
import type { CohortEvent } from './cohort.events.js';
import type { Cohort } from './cohort.js';
import { onRecord, type Person } from './person.js';
import { openCohort } from './refusals.js';
import { takesOffice } from './tenures.js';

export class AppointSelectionPanelMember extends Command<{ readonly cohortId: string; readonly personId: string }> {}

export function appointPanelMember({ input, meta }: AppointSelectionPanelMember, state: Cohort, person: Person): readonly CohortEvent[] {
  const { cohortId, personId } = input;
  const { opened, panel } = openCohort(state, meta);
  onRecord(person);
  if (!takesOffice(panel, personId, meta)) return [];
  return [{ type: 'SelectionPanelMemberAppointed', data: { cohortId, programmeId: opened.programmeId, personId } }];
}
