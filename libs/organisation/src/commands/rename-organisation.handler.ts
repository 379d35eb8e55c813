import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { organisation } from '../domain/organisation.js';
import { rename, RenameOrganisation } from '../domain/rename-organisation.js';
import { organisationStream } from '../events.js';

@CommandHandler(RenameOrganisation)
export class RenameOrganisationHandler implements ICommandHandler<RenameOrganisation, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: RenameOrganisation): Promise<Receipt> {
    return this.streams.transact(command, organisationStream(command.input.organisationId), organisation, rename);
  }
}
