import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { organisation } from '../domain/organisation.js';
import { reparent, ReparentOrganisation } from '../domain/reparent-organisation.js';
import { organisationStream } from '../events.js';
import { lineage } from './lineage.js';

@CommandHandler(ReparentOrganisation)
export class ReparentOrganisationHandler implements ICommandHandler<ReparentOrganisation, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: ReparentOrganisation): Promise<Receipt> {
    const { organisationId, parentId } = command.input;
    const line = await lineage(this.streams, parentId);
    return this.streams.transact(command, organisationStream(organisationId), organisation, (asked, state) => reparent(asked, state, line));
  }
}
