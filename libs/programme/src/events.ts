import { eventTypes } from '@app/event-store';
import { streamOf } from '@app/kernel';
import type { CohortEvent } from './domain/cohort.events.js';
import type { ProgrammeEvent } from './domain/programme.events.js';

export * from './domain/cohort.events.js';
export * from './domain/programme.events.js';

export { cohortEventLabels } from './labels.js';

/** @param programmeId a UUID */
export const programmeStream = (programmeId: string) => streamOf<ProgrammeEvent>('programme', programmeId);
/** @param cohortId a UUID */
export const cohortStream = (cohortId: string) => streamOf<CohortEvent>('cohort', cohortId);

export const programmeEventTypes = eventTypes<ProgrammeEvent | CohortEvent>({
  ProgrammePublished: 1,
  ProgrammeRevised: 1,
  ProgrammeLeadAppointed: 1,
  ProgrammeLeadStoodDown: 1,
  CohortOpened: 1,
  SessionScheduled: 1,
  PlaceHeld: 1,
  PlaceQueued: 1,
  PlacePromoted: 1,
  PlaceReleased: 1,
  QueueLeft: 1,
  CohortCancelled: 1,
  SelectionPanelMemberAppointed: 1,
  SelectionPanelMemberReleased: 1,
});
