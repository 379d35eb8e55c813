import { Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { knownLeader, leaderStream } from '@app/leader/events';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { identities, identityIdOf } from '../domain/identities.js';
import { link, LinkIdentity } from '../domain/link-identity.js';
import { identitiesStream } from '../events.js';
import { AccountIds } from '../identities/account-ids.js';
import { holderIn, IdentityRegister } from '../identities/identity-register.js';
import { RecordedLinks } from '../identities/recorded-links.js';

/** Others linked something in the same part of the register since it was opened. */
class Moved extends Error {}
const ATTEMPTS = 20;

@CommandHandler(LinkIdentity)
export class LinkIdentityHandler implements ICommandHandler<LinkIdentity, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly register: IdentityRegister,
    private readonly links: RecordedLinks,
    private readonly accounts: AccountIds,
    private readonly persons: Persons,
  ) {}

  execute(command: LinkIdentity): Promise<Receipt> {
    return this.persons.inTurn(() => this.#link(command));
  }

  async #link(command: LinkIdentity): Promise<Receipt> {
    const { leaderId, issuer, subject } = command.input;
    const part = await this.register.partOf(issuer, subject);
    const identityId = identityIdOf(command.meta.commandId, part);
    const account = (await this.accounts.make())({ issuer, subject });
    const self = await this.persons.of(command.meta.actor);
    const holders = await this.persons.couldBe([account]);
    const mergers = await this.persons.mergersOf(leaderId);
    for (let attempt = 1; ; attempt++) {
      const leader = await this.streams.load(leaderStream(leaderId), knownLeader);
      const opened = await this.register.opened(part);
      try {
        const receipt = await this.streams.transact(command, identitiesStream(part), identities, (asked, state) => {
          // Who holds an identity is told of the links that were opened: of all that there are, or of none.
          if ([...state.keys()].some((id) => !opened.has(id))) throw new Moved();
          const standing = new Map([...opened].filter(([id]) => state.has(id)));
          return link(asked, state, { leader, identityId, account, holder: holderIn(standing, issuer, subject), self, holders, mergers });
        });
        this.links.forget();
        return receipt;
      } catch (error) {
        if (!(error instanceof Moved) || attempt === ATTEMPTS) throw error;
      }
    }
  }
}
