import { defineFeature } from '@app/feature';
import sql from 'sql-template-tag';
import { frameworkAmending } from './amending.js';
import { frameworkEventTypes } from './events.js';
import { FrameworkGraphqlModule, FrameworkModule } from './framework.module.js';
import { frameworkLabels } from './labels.js';
import { frameworkAccess } from './read.js';
import { crosswalkProjection, frameworkElementProjection, frameworkLevelProjection } from './read-model/framework-content.projection.js';
import { CrosswalkRow, FrameworkElementRow, FrameworkLevelRow } from './read-model/framework-content.row.js';
import { frameworkProjection, frameworkVersionProjection } from './read-model/framework.projection.js';
import { FrameworkRow, FrameworkVersionRow } from './read-model/framework.row.js';
import { frameworkRules } from './rules.js';

export const framework = defineFeature({
  name: 'framework',
  purpose: 'None: frameworks that leaders are assessed against, as their publishers have them.',
  people: [],
  eventTypes: frameworkEventTypes,
  amending: [frameworkAmending],
  projections: [frameworkProjection, frameworkVersionProjection, frameworkElementProjection, frameworkLevelProjection, crosswalkProjection],
  rules: frameworkRules,
  access: frameworkAccess,
  labels: frameworkLabels,
  things: {
    Framework: { ids: ['frameworkId'], rows: FrameworkRow, name: { en: sql`framework.name_en`, cy: sql`framework.name_cy` } },
    FrameworkVersion: { ids: ['versionId'], rows: FrameworkVersionRow, name: { en: sql`framework_version.name_en`, cy: sql`framework_version.name_cy` } },
  },
  references: ['crosswalkId'],
  titles: {
    events: ['FrameworkVersionPublished', 'FrameworkSuperseded', 'CrosswalkStated', 'CrosswalkWithdrawn'],
    rows: [FrameworkRow, FrameworkVersionRow, FrameworkElementRow, FrameworkLevelRow, CrosswalkRow],
  },
  module: FrameworkModule,
  graphqlModule: FrameworkGraphqlModule,
});
