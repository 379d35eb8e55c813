import { Command } from '@app/kernel';
import type { OrganisationEvent } from './organisation.events.js';
import type { Organisation } from './organisation.js';
import { openOrganisation } from './refusals.js';

export class CloseOrganisation extends Command<{ readonly organisationId: string }> {}

export function close({ meta }: CloseOrganisation, state: Organisation): readonly OrganisationEvent[] {
  if (state.status === 'closed') return [];
  const { organisationId } = openOrganisation(state, meta);
  return [{ type: 'OrganisationClosed', data: { organisationId } }];
}
