import type { Labels } from '@app/feature';
import type { OrganisationEvent } from './domain/organisation.events.js';

export const organisationLabels = {
  events: {
    OrganisationRegistered: { en: 'Organisation registered', cy: 'Cofrestrwyd sefydliad' },
    OrganisationRenamed: { en: 'Organisation renamed', cy: 'Ailenwyd sefydliad' },
    OrganisationReparented: { en: 'Organisation made accountable to another', cy: 'Gwnaed sefydliad yn atebol i un arall' },
    OrganisationClosed: { en: 'Organisation closed', cy: 'Caewyd sefydliad' },
    OrganisationsLinked: { en: 'Organisations linked', cy: 'Cysylltwyd sefydliadau' },
  },
  fields: {
    organisationId: { en: 'Organisation', cy: 'Sefydliad' },
    nation: { en: 'Nation', cy: 'Cenedl', codes: 'Nation' },
  },
} satisfies Labels<OrganisationEvent['type']>;
