import { byId, seenAs } from '@app/graphql-kit';
import type { Anchored } from '@app/identity';
import { refuse } from './domain/refusals.js';
import { CohortRow, SessionRow } from './read-model/cohort.row.js';
import { ProgrammeRow } from './read-model/programme.row.js';

export { CohortRow, SessionRow } from './read-model/cohort.row.js';
export { ProgrammeRow } from './read-model/programme.row.js';

/** Each by their UUIDs. */
export const programmes = byId('Programme', ProgrammeRow);
export const cohorts = byId('Cohort', CohortRow);
export const sessions = byId('Session', SessionRow);
export const seenProgramme = seenAs('Programme');
export const seenCohort = seenAs('Cohort');
export const seenSession = seenAs('Session');

/** How programmes and their cohorts hang on to who asks. */
export const programmeAccess: readonly Anchored[] = [
  { resource: 'Programme', rows: ProgrammeRow, anchors: { programme: 'id' }, missing: () => refuse('PROGRAMME_NOT_FOUND') },
  {
    resource: 'Cohort',
    rows: CohortRow,
    anchors: { programme: 'programme_id', panel: 'id', organisation: 'organisation_id' },
    groups: { waiting: { columns: ['waiting'] } },
    missing: () => refuse('COHORT_NOT_FOUND'),
  },
  { resource: 'Session', rows: SessionRow },
];
