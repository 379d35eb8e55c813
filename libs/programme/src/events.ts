import { eventTypes, firstVersions } from '@app/event-store';
import { streamOf } from '@app/kernel';
import type { CohortEvent } from './domain/cohort.events.js';
import type { ProgrammeEvent } from './domain/programme.events.js';
import { programmeLabels } from './labels.js';

export * from './domain/cohort.events.js';
export * from './domain/programme.events.js';

export { cohortEventLabels, cohortShownTo } from './labels.js';

/** @param programmeId a UUID */
export const programmeStream = (programmeId: string) => streamOf<ProgrammeEvent>('programme', programmeId);
/** @param cohortId a UUID */
export const cohortStream = (cohortId: string) => streamOf<CohortEvent>('cohort', cohortId);

export const programmeEventTypes = eventTypes<ProgrammeEvent | CohortEvent>(firstVersions(programmeLabels.events));
