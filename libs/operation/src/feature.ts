import { defineFeature } from '@app/feature';
import { operationEventTypes } from './events.js';
import { operationLabels } from './labels.js';
import { OperationGraphqlModule, OperationModule } from './operation.module.js';
import { operationAccess } from './read.js';
import { passedOverEventProjection } from './read-model/passed-over-event.projection.js';
import { operationRules } from './rules.js';

export const operation = defineFeature({
  name: 'operation',
  purpose: 'None: what operators did so that the service goes on.',
  people: [],
  eventTypes: operationEventTypes,
  projections: [passedOverEventProjection],
  rules: operationRules,
  access: operationAccess,
  labels: operationLabels,
  module: OperationModule,
  graphqlModule: OperationGraphqlModule,
});
