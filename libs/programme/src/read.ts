import { byId, seenAs } from '@app/graphql-kit';
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
