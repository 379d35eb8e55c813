import { Command, type Decided, onRecord, present } from '@app/kernel';
import type { OrganisationEvent, OrganisationRegistered, OrganisationReparented } from './organisation.events.js';
import type { Organisation } from './organisation.js';
import { mayBeParent, MOST_LEVELS } from './parent.js';
import { openOrganisation, refuse } from './refusals.js';

/** Without a parent, the organisation becomes a root of the tree. */
export class ReparentOrganisation extends Command<{ readonly organisationId: string; readonly parentId?: string | undefined }> {}

/** @param lineage the parent named, its parent, and so on upwards; empty where none is named */
export function reparent({ input, meta }: ReparentOrganisation, state: Organisation, lineage: readonly Organisation[]): Decided<OrganisationEvent> {
  const current = openOrganisation(state, meta);
  const { organisationId, parentId } = present(input);
  if (current.parentId === parentId) return onRecord<OrganisationReparented | OrganisationRegistered>(['OrganisationReparented', 'OrganisationRegistered']);
  const [parent] = lineage;
  if (parent) mayBeParent(parent, meta);
  if (lineage.some((above) => above.status !== 'none' && above.organisationId === organisationId)) throw refuse('ORGANISATION_CYCLE');
  if (lineage.length >= MOST_LEVELS) throw refuse('ORGANISATION_TREE_TOO_DEEP', { most: MOST_LEVELS });
  return [{ type: 'OrganisationReparented', data: present({ organisationId, parentId }) }];
}
