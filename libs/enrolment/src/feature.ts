import { defineFeature } from '@app/feature';
import { CohortRow } from '@app/programme/read';
import sql from 'sql-template-tag';
import { adjustmentAmending, enrolmentAmending } from './amending.js';
import { EnrolmentGraphqlModule, EnrolmentModule } from './enrolment.module.js';
import { enrolmentEventTypes } from './events.js';
import { enrolmentLabels } from './labels.js';
import { places } from './process/places.js';
import { withdrawals } from './process/withdrawals.js';
import { endedEnrolments, enrolmentAccess, EnrolmentRow } from './read.js';
import { adjustmentProjection } from './read-model/adjustment.projection.js';
import { attendanceProjection, enrolmentProjection } from './read-model/enrolment.projection.js';
import { enrolmentRules } from './rules.js';
import { enrolmentTasks } from './tasks.js';

export const enrolment = defineFeature({
  name: 'enrolment',
  purpose: 'To select people for programmes, and to follow who takes part in one and completes it.',
  people: ['who applies, is nominated or takes part', 'who endorses, screens and selects them'],
  sealed: {
    enrolment: {
      what: 'statements of applicants, comments on them, and reasons',
      fields: ['statement', 'comment', 'reason'],
      special: 'why somebody interrupts may tell of health or maternity',
    },
    adjustment: {
      what: 'what somebody needs to take part as others do, and what they are answered',
      fields: ['AdjustmentRequested.request', 'AdjustmentAnswered.explanation'],
      special: 'an adjustment may tell of health or disability',
    },
  },
  eventTypes: enrolmentEventTypes,
  amending: [enrolmentAmending, adjustmentAmending],
  projections: [enrolmentProjection, attendanceProjection, adjustmentProjection],
  processManagers: [places, withdrawals],
  rules: enrolmentRules,
  access: enrolmentAccess,
  labels: enrolmentLabels,
  things: {
    Enrolment: {
      ids: ['enrolmentId', 'targetEnrolmentId', 'continues', 'continuesId', 'continuedById'],
      rows: EnrolmentRow,
      name: { en: sql`cohort.name` },
      with: (present) => sql`join ${present.everyone(CohortRow)} on cohort.id = enrolment.cohort_id`,
    },
  },
  references: ['adjustmentId'],
  titles: { events: ['AwardGranted'], rows: [EnrolmentRow] },
  retention: [{ record: 'ENROLMENT', purposes: ['enrolment', 'selection', 'adjustment'], ended: endedEnrolments }],
  tasks: enrolmentTasks,
  module: EnrolmentModule,
  graphqlModule: EnrolmentGraphqlModule,
});
