import { Command, notBefore, sameContent } from '@app/kernel';
import type { LinkKind, OrganisationEvent } from './organisation.events.js';
import type { Organisation } from './organisation.js';
import { openOrganisation, refuse } from './refusals.js';

export class LinkOrganisations extends Command<{
  readonly linkId: string;
  readonly organisationId: string;
  readonly toOrganisationId: string;
  readonly kind: LinkKind;
}> {}

/** @param other the organisation linked to */
export function link({ input, meta }: LinkOrganisations, state: Organisation, other: Organisation): readonly OrganisationEvent[] {
  const current = openOrganisation(state, meta);
  const underThisId = current.links.find(({ linkId }) => linkId === input.linkId);
  if (underThisId && !sameContent(underThisId, input)) throw refuse('LINK_ID_TAKEN');
  if (current.links.some(({ toOrganisationId, kind }) => toOrganisationId === input.toOrganisationId && kind === input.kind)) return [];
  if (input.toOrganisationId === input.organisationId) throw refuse('LINK_TO_ITSELF');
  if (other.status === 'none') throw refuse('LINKED_ORGANISATION_NOT_FOUND');
  notBefore(other.since, meta.effectiveOn);
  return [{ type: 'OrganisationsLinked', data: input }];
}
