export { OrganisationGraphqlModule, OrganisationModule } from './organisation.module.js';
export { organisationLinkProjection, organisationProjection } from './read-model/organisation.projection.js';
export { organisationEventTypes } from './events.js';
