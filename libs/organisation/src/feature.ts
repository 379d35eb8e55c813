import { defineFeature } from '@app/feature';
import sql from 'sql-template-tag';
import { organisationEventTypes } from './events.js';
import { organisationLabels } from './labels.js';
import { OrganisationGraphqlModule, OrganisationModule } from './organisation.module.js';
import { organisationAccess, OrganisationRow, organisationScope } from './read.js';
import { organisationLinkProjection, organisationProjection } from './read-model/organisation.projection.js';
import { organisationRules } from './rules.js';

export const organisation = defineFeature({
  name: 'organisation',
  purpose: 'None: bodies in health and social care, as their publishers list them.',
  people: [],
  eventTypes: organisationEventTypes,
  projections: [organisationProjection, organisationLinkProjection],
  rules: organisationRules,
  access: organisationAccess,
  organisations: organisationScope,
  labels: organisationLabels,
  things: {
    Organisation: { ids: ['organisationId'], rows: OrganisationRow, name: { en: sql`organisation.name_en`, cy: sql`organisation.name_cy` } },
  },
  titles: { events: ['OrganisationRegistered', 'OrganisationRenamed'], rows: [OrganisationRow] },
  module: OrganisationModule,
  graphqlModule: OrganisationGraphqlModule,
});
