import { Command, type Decided, notBefore, onRecord, sameContent } from '@app/kernel';
import type { LinkKind, OrganisationEvent, OrganisationsLinked } from './organisation.events.js';
import type { Organisation } from './organisation.js';
import { openOrganisation, refuse } from './refusals.js';

export class LinkOrganisations extends Command<{
  readonly linkId: string;
  readonly organisationId: string;
  readonly toOrganisationId: string;
  readonly kind: LinkKind;
}> {}

/** @param other the organisation linked to */
export function link({ input, meta }: LinkOrganisations, state: Organisation, other: Organisation): Decided<OrganisationEvent> {
  const current = openOrganisation(state, meta);
  const underThisId = current.links.find(({ linkId }) => linkId === input.linkId);
  if (underThisId && !sameContent(underThisId, input)) throw refuse('LINK_ID_TAKEN');
  const { toOrganisationId, kind } = input;
  if (current.links.some((link) => link.toOrganisationId === toOrganisationId && link.kind === kind)) {
    return onRecord<OrganisationsLinked>('OrganisationsLinked', {}, { toOrganisationId, kind });
  }
  if (input.toOrganisationId === input.organisationId) throw refuse('LINK_TO_ITSELF');
  if (other.status === 'none') throw refuse('LINKED_ORGANISATION_NOT_FOUND');
  if (other.status === 'closed') throw refuse('LINKED_ORGANISATION_CLOSED');
  notBefore(other.since, meta.effectiveOn);
  return [{ type: 'OrganisationsLinked', data: input }];
}
