import { responsibility } from '@app/feature';
import { cohort } from './domain/cohort.js';
import type { SelectionPanelMemberAppointed, SelectionPanelMemberReleased } from './domain/cohort.events.js';
import { programme } from './domain/programme.js';
import type { ProgrammeLeadAppointed, ProgrammeLeadStoodDown } from './domain/programme.events.js';
import { cohortStream, programmeStream } from './events.js';

/** A programme that somebody leads. */
export const leading = responsibility<ProgrammeLeadAppointed | ProgrammeLeadStoodDown>({
  kind: 'PROGRAMME',
  resource: 'Programme',
  begins: 'ProgrammeLeadAppointed',
  ends: 'ProgrammeLeadStoodDown',
  of: ({ personId, programmeId }) => ({ personId, id: programmeId }),
  async name(streams, id) {
    const state = await streams.load(programmeStream(id), programme);
    return state.status === 'none' ? '' : state.current.name.en;
  },
});

/** The selection panel of a cohort, on which somebody sits. */
export const selecting = responsibility<SelectionPanelMemberAppointed | SelectionPanelMemberReleased>({
  kind: 'SELECTION_PANEL',
  resource: 'Cohort',
  begins: 'SelectionPanelMemberAppointed',
  ends: 'SelectionPanelMemberReleased',
  of: ({ personId, cohortId }) => ({ personId, id: cohortId }),
  async name(streams, id) {
    const state = await streams.load(cohortStream(id), cohort);
    return state.status === 'none' ? '' : state.current.name;
  },
});
