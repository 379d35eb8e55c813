export { OrganisationGraphqlModule, OrganisationModule } from './organisation.module.js';
export { organisationLinkProjection, organisationProjection } from './read-model/organisation.projection.js';
export { organisationAccess, organisationScope } from './read.js';
export { organisationEventTypes } from './events.js';
