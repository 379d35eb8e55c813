import { eventTypes, firstVersions } from '@app/event-store';
import { streamOf } from '@app/kernel';
import type { OrganisationEvent } from './domain/organisation.events.js';
import { organisationLabels } from './labels.js';

export * from './domain/organisation.events.js';
export { type KnownOrganisation, knownOrganisation } from './domain/known-organisation.js';

/** @param organisationId a UUID */
export const organisationStream = (organisationId: string) => streamOf<OrganisationEvent>('organisation', organisationId);

export const organisationEventTypes = eventTypes<OrganisationEvent>(firstVersions(organisationLabels.events));
