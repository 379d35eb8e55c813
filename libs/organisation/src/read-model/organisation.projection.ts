import type { BilingualName } from '@app/kernel';
import { periods } from '@app/read-model';
import type { OrganisationEvent } from '../domain/organisation.events.js';
import { OrganisationLinkRow, OrganisationRow } from './organisation.row.js';

const namesOf = ({ en, cy }: BilingualName) => ({ nameEn: en, nameCy: cy ?? null, nameInWelsh: cy ?? en });

export const organisationProjection = periods<OrganisationEvent, OrganisationRow>(OrganisationRow, {
  version: 4,
  key: ({ data }) => data.organisationId,
  on: {
    OrganisationRegistered: (_row, { data, position }) => ({
      id: data.organisationId,
      code: data.code,
      ...namesOf(data.name),
      sector: data.sector,
      nation: data.nation,
      parentId: data.parentId ?? null,
      closed: false,
      provenance: data.provenance ?? null,
      registeredAt: position,
    }),
    OrganisationRenamed: (row, { data }) => row && { ...row, ...namesOf(data.name) },
    OrganisationReparented: (row, { data }) => row && { ...row, parentId: data.parentId ?? null },
    OrganisationClosed: (row) => row && { ...row, closed: true },
    OrganisationsLinked: null,
  },
});

export const organisationLinkProjection = periods<OrganisationEvent, OrganisationLinkRow>(OrganisationLinkRow, {
  version: 1,
  key: (event) => (event.type === 'OrganisationsLinked' ? event.data.linkId : []),
  on: {
    OrganisationsLinked: (_row, { data }) => ({
      id: data.linkId,
      organisationId: data.organisationId,
      toOrganisationId: data.toOrganisationId,
      kind: data.kind,
    }),
    OrganisationRegistered: null,
    OrganisationRenamed: null,
    OrganisationReparented: null,
    OrganisationClosed: null,
  },
});
