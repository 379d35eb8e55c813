import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { organisation } from '../domain/organisation.js';
import { close, CloseOrganisation } from '../domain/close-organisation.js';
import { organisationStream } from '../events.js';

@CommandHandler(CloseOrganisation)
export class CloseOrganisationHandler implements ICommandHandler<CloseOrganisation, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: CloseOrganisation): Promise<Receipt> {
    return this.streams.transact(command, organisationStream(command.input.organisationId), organisation, close);
  }
}
