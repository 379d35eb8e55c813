import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { link, LinkOrganisations } from '../domain/link-organisations.js';
import { organisation } from '../domain/organisation.js';
import { organisationStream } from '../events.js';

@CommandHandler(LinkOrganisations)
export class LinkOrganisationsHandler implements ICommandHandler<LinkOrganisations, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: LinkOrganisations): Promise<Receipt> {
    const { organisationId, toOrganisationId } = command.input;
    const other = await this.streams.load(organisationStream(toOrganisationId), organisation);
    return this.streams.transact(command, organisationStream(organisationId), organisation, (asked, state) => link(asked, state, other));
  }
}
