import { defineFeature } from '@app/feature';
import { DataRightsGraphqlModule, DataRightsModule } from './data-rights.module.js';
import { dataRightsEventTypes } from './events.js';
import { dataRightsLabels } from './labels.js';
import { erasures } from './process/erasures.js';
import { retentions } from './process/retentions.js';
import { dataRightsAccess } from './read.js';
import { erasureRequestProjection } from './read-model/erasure-request.projection.js';
import { personalReadProjection } from './read-model/personal-read.projection.js';
import { subjectAccessRequestProjection } from './read-model/subject-access-request.projection.js';
import { dataRightsRules } from './rules.js';
import { dataRightsTasks } from './tasks.js';

export const dataRights = defineFeature({
  name: 'data-rights',
  purpose: 'To answer what people may ask about their data, to erase them, to keep nothing longer than the rules say, and to record who read what of whom.',
  people: ['whoever is on record', 'who asks for or decides on an erasure', 'who reads personal data of others'],
  eventTypes: dataRightsEventTypes,
  projections: [erasureRequestProjection, personalReadProjection, subjectAccessRequestProjection],
  processManagers: [erasures, retentions],
  rules: dataRightsRules,
  access: dataRightsAccess,
  labels: dataRightsLabels,
  references: ['erasureId', 'requestId', 'windowId', 'runId', 'keyId', 'responsibilities.id'],
  titles: { events: ['RetentionOrdered', 'RetentionApplied'], rows: [] },
  tasks: dataRightsTasks,
  module: DataRightsModule,
  graphqlModule: DataRightsGraphqlModule,
});
