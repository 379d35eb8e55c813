import { commandHandlers } from '@app/event-store';
import { Module } from '@nestjs/common';
import { leaderHandlers } from './commands/handlers.js';
import { ActorLeaderResolver } from './graphql/actor.resolver.js';
import { AssignmentStepResolver, AssignmentTimelineResolver } from './graphql/assignment-timeline.resolver.js';
import { LeaderMutationsResolver } from './graphql/leader-mutations.resolver.js';
import { AssignmentResolver, LeaderResolver } from './graphql/leader.resolver.js';
import { AssignmentLineResolver, ReportingLineResolver } from './graphql/reporting-line.resolver.js';
import { LeaderRecordMutationsResolver } from './graphql/record-mutations.resolver.js';
import { LeaderRecordResolver } from './graphql/record.resolver.js';
import { LeaderStepResolver, LeaderTimelineResolver } from './graphql/timeline.resolver.js';
import { LeaderMergeResolver, LeaderMergesResolver } from './graphql/leader-merges.resolver.js';
import { LeadersResolver } from './graphql/leaders.resolver.js';

/** Carries out commands; needs no server in front of it. */
@Module({ providers: commandHandlers(leaderHandlers) })
export class LeaderModule {}

/** Answers over GraphQL. */
@Module({
  providers: [
    LeadersResolver,
    ActorLeaderResolver,
    LeaderResolver,
    LeaderRecordResolver,
    LeaderTimelineResolver,
    LeaderStepResolver,
    LeaderMergesResolver,
    LeaderMergeResolver,
    AssignmentResolver,
    AssignmentLineResolver,
    AssignmentTimelineResolver,
    AssignmentStepResolver,
    ReportingLineResolver,
    LeaderMutationsResolver,
    LeaderRecordMutationsResolver,
  ],
})
export class LeaderGraphqlModule {}
