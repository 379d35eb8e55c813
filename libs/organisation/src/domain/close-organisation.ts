import { Command, type Decided, onRecord } from '@app/kernel';
import type { OrganisationClosed, OrganisationEvent } from './organisation.events.js';
import type { Organisation } from './organisation.js';
import { openOrganisation } from './refusals.js';

export class CloseOrganisation extends Command<{ readonly organisationId: string }> {}

export function close({ meta }: CloseOrganisation, state: Organisation): Decided<OrganisationEvent> {
  if (state.status === 'closed') return onRecord<OrganisationClosed>('OrganisationClosed');
  const { organisationId } = openOrganisation(state, meta);
  return [{ type: 'OrganisationClosed', data: { organisationId } }];
}
