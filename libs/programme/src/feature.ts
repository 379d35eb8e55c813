import { defineFeature } from '@app/feature';
import sql from 'sql-template-tag';
import { programmeAmending } from './amending.js';
import { programmeEventTypes } from './events.js';
import { programmeLabels } from './labels.js';
import { ProgrammeGraphqlModule, ProgrammeModule } from './programme.module.js';
import { CohortRow, programmeAccess, programmeRelationships, ProgrammeRow, SessionRow } from './read.js';
import { cohortProjection, sessionProjection } from './read-model/cohort.projection.js';
import { programmeLeadProjection, selectionPanelMemberProjection } from './read-model/appointment.projection.js';
import { programmeProjection } from './read-model/programme.projection.js';
import { leading, selecting } from './responsibilities.js';
import { programmeRules } from './rules.js';

export const programme = defineFeature({
  name: 'programme',
  purpose: 'To run leadership programmes and their cohorts: who leads them, who selects, and who has a place.',
  people: ['programme leads', 'members of selection panels', 'who has or awaits a place'],
  sealed: { selection: { what: 'why somebody was given a place out of order', fields: ['reason'] } },
  eventTypes: programmeEventTypes,
  amending: programmeAmending,
  projections: [programmeProjection, programmeLeadProjection, cohortProjection, sessionProjection, selectionPanelMemberProjection],
  rules: programmeRules,
  access: programmeAccess,
  relationships: programmeRelationships,
  labels: programmeLabels,
  things: {
    Programme: { ids: ['programmeId', 'signpostedTo'], rows: ProgrammeRow, name: { en: sql`programme.name_en`, cy: sql`programme.name_cy` } },
    Cohort: { ids: ['cohortId', 'targetCohortId'], rows: CohortRow, name: { en: sql`cohort.name` } },
    Session: { ids: ['sessionId'], rows: SessionRow, name: { en: sql`session.title` } },
  },
  titles: {
    events: ['ProgrammePublished', 'ProgrammeRevised', 'CohortOpened', 'CohortRevised', 'SessionScheduled', 'SessionMoved'],
    rows: [ProgrammeRow, CohortRow, SessionRow],
  },
  responsibilities: [leading, selecting],
  module: ProgrammeModule,
  graphqlModule: ProgrammeGraphqlModule,
});
