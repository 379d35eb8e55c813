import { handled, type Handler, on } from '@app/event-store';
import { inTurn, Persons } from '@app/identity';
import { knownLeader, leaderStream } from '@app/leader/events';
import { StandingDelegations } from '../delegations/standing-delegations.js';
import { delegation } from '../domain/delegation.js';
import { endDelegation, EndDelegation } from '../domain/end-delegation.js';
import { grant, GrantDelegation } from '../domain/grant-delegation.js';
import { LinkIdentity } from '../domain/link-identity.js';
import { UnlinkIdentity } from '../domain/unlink-identity.js';
import { delegationStream } from '../events.js';
import { AccountIds } from '../identities/account-ids.js';
import { IdentityRegister } from '../identities/identity-register.js';
import { RecordedLinks } from '../identities/recorded-links.js';
import { RecordedPersons } from '../identities/recorded-persons.js';
import { linkIdentity } from './link-identity.handler.js';
import { unlinkIdentity } from './unlink-identity.handler.js';

const onDelegation = on(({ delegationId }: { readonly delegationId: string }) => delegationStream(delegationId), delegation);

export const accountHandlers: readonly Handler[] = [
  inTurn(handled(LinkIdentity, linkIdentity, { register: IdentityRegister, links: RecordedLinks, accounts: AccountIds, persons: Persons })),
  inTurn(handled(UnlinkIdentity, unlinkIdentity, { links: RecordedLinks, persons: RecordedPersons })),
  inTurn(
    onDelegation(
      GrantDelegation,
      grant,
      async (command, streams, { persons, standing }) => {
        const { principalId, deputyId } = command.input;
        const [principal, deputy] = await Promise.all([
          streams.load(leaderStream(principalId), knownLeader),
          streams.load(leaderStream(deputyId), knownLeader),
        ]);
        return { principal, deputy, self: await persons.of(command.meta.actor), alike: await standing.like(command) };
      },
      { persons: Persons, standing: StandingDelegations },
    ),
  ),
  onDelegation(EndDelegation, endDelegation),
];
