import { eventTypes } from '@app/event-store';
import { streamOf } from '@app/kernel';
import type { OrganisationEvent } from './domain/organisation.events.js';

export * from './domain/organisation.events.js';
export { type KnownOrganisation, knownOrganisation } from './domain/known-organisation.js';

/** @param organisationId a UUID */
export const organisationStream = (organisationId: string) => streamOf<OrganisationEvent>('organisation', organisationId);

export const organisationEventTypes = eventTypes<OrganisationEvent>({
  OrganisationRegistered: 1,
  OrganisationRenamed: 1,
  OrganisationReparented: 1,
  OrganisationClosed: 1,
  OrganisationsLinked: 1,
});
