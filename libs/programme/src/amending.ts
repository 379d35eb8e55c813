import { amending } from '@app/event-store';
import type { CohortEvent } from './domain/cohort.events.js';
import { type Cohort, cohort } from './domain/cohort.js';
import type { ProgrammeEvent } from './domain/programme.events.js';
import { type Programme, programme } from './domain/programme.js';
import { standsInCohort, standsInProgramme } from './domain/stands.js';
import { programmeLabels } from './labels.js';
import { cohortFacts, programmeFacts } from './rules.js';

export const programmeAmending = [
  amending<Cohort, CohortEvent>({
    category: 'cohort',
    fold: cohort,
    stands: standsInCohort,
    labels: programmeLabels.events,
    named: { SessionScheduled: 'sessionId', SessionMoved: 'sessionId' },
    facts: cohortFacts,
  }),
  amending<Programme, ProgrammeEvent>({
    category: 'programme',
    fold: programme,
    stands: standsInProgramme,
    labels: programmeLabels.events,
    facts: programmeFacts,
  }),
];
