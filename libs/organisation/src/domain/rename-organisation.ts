import { type BilingualName, Command, present, sameContent } from '@app/kernel';
import type { OrganisationEvent } from './organisation.events.js';
import type { Organisation } from './organisation.js';
import { openOrganisation } from './refusals.js';

export class RenameOrganisation extends Command<{ readonly organisationId: string; readonly name: BilingualName }> {}

export function rename({ input, meta }: RenameOrganisation, state: Organisation): readonly OrganisationEvent[] {
  const current = openOrganisation(state, meta);
  const name = present(input.name);
  if (sameContent(current.name, name)) return [];
  return [{ type: 'OrganisationRenamed', data: { organisationId: current.organisationId, name } }];
}
