import { commandHandlers } from '@app/event-store';
import { Module } from '@nestjs/common';
import { accountHandlers } from './commands/handlers.js';
import { RecordedDelegations } from './delegations/recorded-delegations.js';
import { StandingDelegations } from './delegations/standing-delegations.js';
import { AccountMutationsResolver } from './graphql/account-mutations.resolver.js';
import { DelegationResolver, DelegationsResolver } from './graphql/delegation.resolver.js';
import { IdentityResolver, LeaderIdentitiesResolver, ViewerLeaderResolver } from './graphql/identity.resolver.js';
import { IdentityRegister } from './identities/identity-register.js';
import { AccountIds } from './identities/account-ids.js';
import { RecordedLinks } from './identities/recorded-links.js';
import { RecordedPersons } from './identities/recorded-persons.js';

/** Carries out commands, and says who somebody is and in whose name they may act; needs no server in front of it. */
@Module({
  providers: [AccountIds, IdentityRegister, RecordedLinks, RecordedPersons, RecordedDelegations, StandingDelegations, ...commandHandlers(accountHandlers)],
  exports: [IdentityRegister, RecordedLinks, RecordedPersons, RecordedDelegations],
})
export class AccountModule {}

/** Answers over GraphQL. */
@Module({
  imports: [AccountModule],
  providers: [ViewerLeaderResolver, LeaderIdentitiesResolver, IdentityResolver, DelegationsResolver, DelegationResolver, AccountMutationsResolver],
})
export class AccountGraphqlModule {}
