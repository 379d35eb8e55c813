import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { identities, partOfId } from '../domain/identities.js';
import { unlink, UnlinkIdentity } from '../domain/unlink-identity.js';
import { identitiesStream } from '../events.js';
import { RecordedLinks } from '../identities/recorded-links.js';

@CommandHandler(UnlinkIdentity)
export class UnlinkIdentityHandler implements ICommandHandler<UnlinkIdentity, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly links: RecordedLinks,
  ) {}

  async execute(command: UnlinkIdentity): Promise<Receipt> {
    const receipt = await this.streams.transact(command, identitiesStream(partOfId(command.input.identityId)), identities, unlink);
    this.links.forget();
    return receipt;
  }
}
