import { amending } from '@app/event-store';
import type { CohortEvent } from './domain/cohort.events.js';
import { type Cohort, cohort } from './domain/cohort.js';
import { served } from './domain/promoted.js';
import type { ProgrammeEvent } from './domain/programme.events.js';
import { type Programme, programme } from './domain/programme.js';
import { standsInCohort, standsInProgramme } from './domain/stands.js';
import { cohortShownTo, programmeLabels, programmeShownTo } from './labels.js';
import { cohortFacts, programmeFacts } from './rules.js';

export const programmeAmending = [
  amending<Cohort, CohortEvent>({
    category: 'cohort',
    of: 'Cohort',
    shownTo: cohortShownTo,
    fold: cohort,
    stands: standsInCohort,
    labels: programmeLabels.events,
    named: { SessionScheduled: 'sessionId', SessionMoved: 'sessionId' },
    facts: cohortFacts,
    // Whoever waits has the places at once that it has more, as when it is revised.
    follows: (state, { type, effectiveOn }) => (type === 'CohortRevised' && state.status === 'open' ? served(state, effectiveOn) : []),
  }),
  amending<Programme, ProgrammeEvent>({
    category: 'programme',
    of: 'Programme',
    shownTo: programmeShownTo,
    fold: programme,
    stands: standsInProgramme,
    labels: programmeLabels.events,
    facts: programmeFacts,
  }),
];
