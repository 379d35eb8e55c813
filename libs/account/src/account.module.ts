import { Module } from '@nestjs/common';
import { accountCommandHandlers } from './commands/index.js';
import { RecordedDelegations } from './delegations/recorded-delegations.js';
import { AccountMutationsResolver } from './graphql/account-mutations.resolver.js';
import { DelegationResolver, DelegationsResolver } from './graphql/delegation.resolver.js';
import { IdentityResolver, LeaderIdentitiesResolver, ViewerLeaderResolver } from './graphql/identity.resolver.js';
import { IdentityRegister } from './identities/identity-register.js';
import { RecordedLinks } from './identities/recorded-links.js';

/** Carries out commands, and says who somebody is and in whose name they may act; needs no server in front of it. */
@Module({
  providers: [IdentityRegister, RecordedLinks, RecordedDelegations, ...accountCommandHandlers],
  exports: [IdentityRegister, RecordedLinks, RecordedDelegations],
})
export class AccountModule {}

/** Answers over GraphQL. */
@Module({
  imports: [AccountModule],
  providers: [ViewerLeaderResolver, LeaderIdentitiesResolver, IdentityResolver, DelegationsResolver, DelegationResolver, AccountMutationsResolver],
})
export class AccountGraphqlModule {}
