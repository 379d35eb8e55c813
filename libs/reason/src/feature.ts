import { defineFeature } from '@app/feature';
import { reasonEventTypes } from './events.js';
import { reasonLabels } from './labels.js';
import { reasonAccess } from './read.js';
import { reasonCodeProjection } from './read-model/reason-code.projection.js';
import { ReasonCodeRow } from './read-model/reason-code.row.js';
import { ReasonGraphqlModule, ReasonModule } from './reason.module.js';
import { reasonRules } from './rules.js';

export const reason = defineFeature({
  name: 'reason',
  purpose: 'None: a list of reasons, none of which tells of anybody.',
  people: [],
  eventTypes: reasonEventTypes,
  projections: [reasonCodeProjection],
  rules: reasonRules,
  access: reasonAccess,
  labels: reasonLabels,
  titles: { events: ['ReasonCodeRegistered', 'ReasonCodeRenamed', 'ReasonCodeRetired'], rows: [ReasonCodeRow] },
  module: ReasonModule,
  graphqlModule: ReasonGraphqlModule,
});
