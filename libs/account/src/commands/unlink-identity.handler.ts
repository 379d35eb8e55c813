import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { identities, partOfId } from '../domain/identities.js';
import { unlink, UnlinkIdentity } from '../domain/unlink-identity.js';
import { identitiesStream } from '../events.js';
import { RecordedLinks } from '../identities/recorded-links.js';
import { RecordedPersons } from '../identities/recorded-persons.js';

@CommandHandler(UnlinkIdentity)
export class UnlinkIdentityHandler implements ICommandHandler<UnlinkIdentity, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly links: RecordedLinks,
    private readonly persons: RecordedPersons,
  ) {}

  execute(command: UnlinkIdentity): Promise<Receipt> {
    return this.persons.inTurn(() => this.#unlink(command));
  }

  async #unlink(command: UnlinkIdentity): Promise<Receipt> {
    const { identityId } = command.input;
    const stream = identitiesStream(partOfId(identityId));
    const linked = (await this.streams.load(stream, identities)).get(identityId);
    const links = linked ? await this.persons.linksOf(linked.leaderId) : [];
    const self = await this.persons.of(command.meta.actor);
    const receipt = await this.streams.transact(command, stream, identities, (asked, state) => unlink(asked, state, self, links));
    this.links.forget();
    return receipt;
  }
}
