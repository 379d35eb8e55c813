import { periods } from '@app/read-model';
import type { CohortEvent } from '../domain/cohort.events.js';
import type { ProgrammeEvent } from '../domain/programme.events.js';
import { ProgrammeLeadRow, SelectionPanelMemberRow } from './appointment.row.js';

export const programmeLeadProjection = periods<ProgrammeEvent, ProgrammeLeadRow>(ProgrammeLeadRow, {
  version: 1,
  key: ({ data }) => ('personId' in data ? `${data.programmeId}:${data.personId}` : []),
  on: {
    ProgrammeLeadAppointed: (_row, { data: { programmeId, personId } }, id) => ({ id, programmeId, personId }),
    ProgrammeLeadStoodDown: () => undefined,
    ProgrammePublished: null,
    ProgrammeRevised: null,
  },
});

export const selectionPanelMemberProjection = periods<CohortEvent, SelectionPanelMemberRow>(SelectionPanelMemberRow, {
  version: 1,
  key: ({ data }) => ('personId' in data ? `${data.cohortId}:${data.personId}` : []),
  on: {
    SelectionPanelMemberAppointed: (_row, { data: { cohortId, programmeId, personId } }, id) => ({ id, cohortId, programmeId, personId }),
    SelectionPanelMemberReleased: () => undefined,
    CohortOpened: null,
    CohortRevised: null,
    SessionScheduled: null,
    SessionMoved: null,
    SessionCancelled: null,
    PlaceHeld: null,
    PlaceQueued: null,
    PlacePromoted: null,
    PlaceReleased: null,
    QueueLeft: null,
    CohortCancelled: null,
  },
});
