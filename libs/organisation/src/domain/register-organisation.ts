import { type BilingualName, Command, type Decided, onRecord, present, type Provenance, sameContent } from '@app/kernel';
import type { Nation, OrganisationEvent, OrganisationRegistered, Sector } from './organisation.events.js';
import type { Organisation } from './organisation.js';
import { mayBeParent } from './parent.js';
import { refuse } from './refusals.js';

export class RegisterOrganisation extends Command<{
  readonly organisationId: string;
  readonly code: string;
  readonly name: BilingualName;
  readonly sector: Sector;
  readonly nation: Nation;
  readonly parentId?: string | undefined;
  readonly provenance?: Provenance | undefined;
}> {}

/** @param parent where one is named */
export function register({ input, meta }: RegisterOrganisation, state: Organisation, parent: Organisation | undefined): Decided<OrganisationEvent> {
  const data = { ...present(input), name: present(input.name) };
  if (state.status !== 'none') {
    if (sameContent(withoutProvenance(state.registered), withoutProvenance(data))) return onRecord<OrganisationRegistered>('OrganisationRegistered');
    if (state.registered.nation !== data.nation) throw refuse('ORGANISATION_CODE_ELSEWHERE');
    throw refuse('ORGANISATION_ALREADY_REGISTERED');
  }
  if (input.parentId === input.organisationId) throw refuse('ORGANISATION_CYCLE');
  if (parent) mayBeParent(parent, meta);
  return [{ type: 'OrganisationRegistered', data }];
}

/** Where a record was read is no part of what it says: a newer edition of a pack says the same. */
function withoutProvenance<T extends { readonly provenance?: Provenance }>({ provenance: _, ...content }: T) {
  return content;
}
