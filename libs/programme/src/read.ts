import { byId, seenAs } from '@app/graphql-kit';
import type { Anchored, Relationship } from '@app/identity';
import { recordsOf } from '@app/leader/read';
import { refuse } from './domain/refusals.js';
import { CohortRow, SessionRow } from './read-model/cohort.row.js';
import { ProgrammeLeadRow, SelectionPanelMemberRow } from './read-model/appointment.row.js';
import { ProgrammeRow } from './read-model/programme.row.js';
import sql from 'sql-template-tag';

export { CohortRow, SessionRow } from './read-model/cohort.row.js';
export { ProgrammeLeadRow, SelectionPanelMemberRow } from './read-model/appointment.row.js';
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
    groups: { places: { columns: ['placesHeld', 'waiting', 'turns'] }, history: { flag: 'sees_history' } },
    missing: () => refuse('COHORT_NOT_FOUND'),
  },
  { resource: 'Session', rows: SessionRow },
  { resource: 'ProgrammeLead', rows: ProgrammeLeadRow, anchors: { self: 'person_id', programme: 'programme_id' } },
  { resource: 'SelectionPanelMember', rows: SelectionPanelMemberRow, anchors: { self: 'person_id', programme: 'programme_id', panel: 'cohort_id' } },
];

/** Who leads which programme, and sits on which cohort's selection panel. */
export const programmeRelationships: readonly Relationship[] = [
  {
    of: 'programmes',
    reach: 'programme',
    role: 'programme-lead',
    ids: (present, person) =>
      sql`select programme_lead.programme_id from ${present.everyone(ProgrammeLeadRow)} where programme_lead.person_id in (${recordsOf(present, person)})`,
    pairs: (present) => sql`select programme_lead.person_id, programme_lead.programme_id from ${present.everyone(ProgrammeLeadRow)}`,
  },
  {
    of: 'cohorts',
    reach: 'panel',
    role: 'panel-member',
    ids: (present, person) =>
      sql`select selection_panel_member.cohort_id from ${present.everyone(SelectionPanelMemberRow)} where selection_panel_member.person_id in (${recordsOf(present, person)})`,
    pairs: (present) => sql`select selection_panel_member.person_id, selection_panel_member.cohort_id from ${present.everyone(SelectionPanelMemberRow)}`,
  },
];
