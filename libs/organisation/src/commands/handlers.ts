import { type Handler, on } from '@app/event-store';
import { close, CloseOrganisation } from '../domain/close-organisation.js';
import { link, LinkOrganisations } from '../domain/link-organisations.js';
import { organisation } from '../domain/organisation.js';
import { register, RegisterOrganisation } from '../domain/register-organisation.js';
import { rename, RenameOrganisation } from '../domain/rename-organisation.js';
import { reparent, ReparentOrganisation } from '../domain/reparent-organisation.js';
import { organisationStream } from '../events.js';
import { lineage } from './lineage.js';

const onOrganisation = on(({ organisationId }: { readonly organisationId: string }) => organisationStream(organisationId), organisation);

export const organisationHandlers: readonly Handler[] = [
  onOrganisation(RegisterOrganisation, register, ({ input: { parentId } }, streams) =>
    parentId ? streams.load(organisationStream(parentId), organisation) : undefined,
  ),
  onOrganisation(RenameOrganisation, rename),
  onOrganisation(ReparentOrganisation, reparent, ({ input }, streams) => lineage(streams, input.parentId)),
  onOrganisation(CloseOrganisation, close),
  onOrganisation(LinkOrganisations, link, ({ input }, streams) => streams.load(organisationStream(input.toOrganisationId), organisation)),
];
