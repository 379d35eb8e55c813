import { type BilingualName, Command, type Decided, onRecord, present, sameContent } from '@app/kernel';
import type { OrganisationEvent, OrganisationRegistered, OrganisationRenamed } from './organisation.events.js';
import type { Organisation } from './organisation.js';
import { openOrganisation } from './refusals.js';

export class RenameOrganisation extends Command<{ readonly organisationId: string; readonly name: BilingualName }> {}

export function rename({ input, meta }: RenameOrganisation, state: Organisation): Decided<OrganisationEvent> {
  const current = openOrganisation(state, meta);
  const name = present(input.name);
  if (sameContent(current.name, name)) return onRecord<OrganisationRenamed | OrganisationRegistered>(['OrganisationRenamed', 'OrganisationRegistered']);
  return [{ type: 'OrganisationRenamed', data: { organisationId: current.organisationId, name } }];
}
