import type { Streams } from '@app/event-store';
import type { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { knownLeader, leaderStream } from '@app/leader/events';
import { identities, identityIdOf } from '../domain/identities.js';
import { link, type LinkIdentity } from '../domain/link-identity.js';
import { identitiesStream } from '../events.js';
import type { AccountIds } from '../identities/account-ids.js';
import { holderIn, type IdentityRegister } from '../identities/identity-register.js';
import type { RecordedLinks } from '../identities/recorded-links.js';

/** Others linked something in the same part of the register since it was opened. */
class Moved extends Error {}
const ATTEMPTS = 20;

interface Given {
  readonly register: IdentityRegister;
  readonly links: RecordedLinks;
  readonly accounts: AccountIds;
  readonly persons: Persons;
}

export async function linkIdentity(command: LinkIdentity, streams: Streams, { register, links, accounts, persons }: Given): Promise<Receipt> {
  const { leaderId, issuer, subject } = command.input;
  const part = await register.partOf(issuer, subject);
  const identityId = identityIdOf(command.meta.commandId, part);
  const account = (await accounts.make())({ issuer, subject });
  const self = await persons.of(command.meta.actor);
  const holders = await persons.couldBe([account]);
  const mergers = await persons.mergersOf(leaderId);
  for (let attempt = 1; ; attempt++) {
    const leader = await streams.load(leaderStream(leaderId), knownLeader);
    const opened = await register.opened(part);
    try {
      const receipt = await streams.transact(command, identitiesStream(part), identities, (asked, state) => {
        // Who holds an identity is told of the links that were opened: of all that there are, or of none.
        if ([...state.keys()].some((id) => !opened.has(id))) throw new Moved();
        const standing = new Map([...opened].filter(([id]) => state.has(id)));
        return link(asked, state, { leader, identityId, account, holder: holderIn(standing, issuer, subject), self, holders, mergers });
      });
      links.forget();
      return receipt;
    } catch (error) {
      if (!(error instanceof Moved) || attempt === ATTEMPTS) throw error;
    }
  }
}
