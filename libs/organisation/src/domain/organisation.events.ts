// Stored for ever. Never rename or reinterpret; add an optional field, or a new type and an upcaster.
import type { BilingualName, Event, Provenance } from '@app/kernel';

export const NATIONS = ['ENGLAND', 'SCOTLAND', 'WALES', 'NORTHERN_IRELAND', 'UNITED_KINGDOM'] as const;
export type Nation = (typeof NATIONS)[number];

export const SECTORS = ['NHS', 'LOCAL_AUTHORITY', 'INTEGRATION_AUTHORITY', 'INDEPENDENT_CARE', 'THIRD_SECTOR', 'PRIMARY_CARE', 'NATIONAL'] as const;
export type Sector = (typeof SECTORS)[number];

export const LINK_KINDS = ['COMMISSIONED_BY', 'CLUSTER', 'PARTNERSHIP_BOARD'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

export type OrganisationRegistered = Event<
  'OrganisationRegistered',
  {
    organisationId: string;
    /** A stable short name within its nation, such as `nhs-lothian`. */
    code: string;
    name: BilingualName;
    sector: Sector;
    nation: Nation;
    /** To whom it is accountable: one tree. */
    parentId?: string;
    provenance?: Provenance;
  }
>;
export type OrganisationRenamed = Event<'OrganisationRenamed', { organisationId: string; name: BilingualName }>;
export type OrganisationReparented = Event<'OrganisationReparented', { organisationId: string; parentId?: string }>;
export type OrganisationClosed = Event<'OrganisationClosed', { organisationId: string }>;
/** Recorded in the stream of `organisationId`; a link is no part of the tree. */
export type OrganisationsLinked = Event<'OrganisationsLinked', { linkId: string; organisationId: string; toOrganisationId: string; kind: LinkKind }>;

export type OrganisationEvent = OrganisationRegistered | OrganisationRenamed | OrganisationReparented | OrganisationClosed | OrganisationsLinked;
