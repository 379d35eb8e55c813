import { Module } from '@nestjs/common';
import { leaderCommandHandlers } from './commands/index.js';
import { LeaderMutationsResolver } from './graphql/leader-mutations.resolver.js';
import { AssignmentResolver, LeaderResolver } from './graphql/leader.resolver.js';
import { AssignmentLineResolver, ReportingLineResolver } from './graphql/reporting-line.resolver.js';
import { LeadersResolver } from './graphql/leaders.resolver.js';

/** Carries out commands; needs no server in front of it. */
@Module({ providers: [...leaderCommandHandlers] })
export class LeaderModule {}

/** Answers over GraphQL. */
@Module({ providers: [LeadersResolver, LeaderResolver, AssignmentResolver, AssignmentLineResolver, ReportingLineResolver, LeaderMutationsResolver] })
export class LeaderGraphqlModule {}
