import { responsibility } from '@app/feature';
import { type Fold, unreachable } from '@app/kernel';
import type { CohortEvent, SelectionPanelMemberAppointed, SelectionPanelMemberReleased } from './domain/cohort.events.js';
import type { ProgrammeEvent, ProgrammeLeadAppointed, ProgrammeLeadStoodDown } from './domain/programme.events.js';
import { cohortStream, programmeStream } from './events.js';

const programmeName: Fold<string, ProgrammeEvent> = {
  initialState: '',
  evolve(name, event) {
    switch (event.type) {
      case 'ProgrammePublished':
      case 'ProgrammeRevised':
        return event.data.name.en;
      case 'ProgrammeLeadAppointed':
      case 'ProgrammeLeadStoodDown':
        return name;
      default:
        return unreachable(event);
    }
  },
};
const cohortName: Fold<string, CohortEvent> = {
  initialState: '',
  evolve(name, event) {
    switch (event.type) {
      case 'CohortOpened':
        return event.data.name;
      case 'SessionScheduled':
      case 'CohortCancelled':
      case 'PlaceHeld':
      case 'PlaceQueued':
      case 'PlacePromoted':
      case 'PlaceReleased':
      case 'QueueLeft':
      case 'SelectionPanelMemberAppointed':
      case 'SelectionPanelMemberReleased':
        return name;
      default:
        return unreachable(event);
    }
  },
};

/** A programme that somebody leads. */
export const leading = responsibility<ProgrammeLeadAppointed | ProgrammeLeadStoodDown>({
  kind: 'PROGRAMME',
  resource: 'Programme',
  begins: 'ProgrammeLeadAppointed',
  ends: 'ProgrammeLeadStoodDown',
  of: ({ personId, programmeId }) => ({ personId, id: programmeId }),
  name: (streams, id) => streams.load(programmeStream(id), programmeName),
});

/** The selection panel of a cohort, on which somebody sits. */
export const selecting = responsibility<SelectionPanelMemberAppointed | SelectionPanelMemberReleased>({
  kind: 'SELECTION_PANEL',
  resource: 'Cohort',
  begins: 'SelectionPanelMemberAppointed',
  ends: 'SelectionPanelMemberReleased',
  of: ({ personId, cohortId }) => ({ personId, id: cohortId }),
  name: (streams, id) => streams.load(cohortStream(id), cohortName),
});
