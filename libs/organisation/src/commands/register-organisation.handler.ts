import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { organisation } from '../domain/organisation.js';
import { register, RegisterOrganisation } from '../domain/register-organisation.js';
import { organisationStream } from '../events.js';

@CommandHandler(RegisterOrganisation)
export class RegisterOrganisationHandler implements ICommandHandler<RegisterOrganisation, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: RegisterOrganisation): Promise<Receipt> {
    const { organisationId, parentId } = command.input;
    const parent = parentId ? await this.streams.load(organisationStream(parentId), organisation) : undefined;
    return this.streams.transact(command, organisationStream(organisationId), organisation, (asked, state) => register(asked, state, parent));
  }
}
