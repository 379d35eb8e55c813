export { LeaderGraphqlModule, LeaderModule } from './leader.module.js';
export { leaderDirectory } from './read-model/leader.directory.js';
export { departures } from './process/departures.js';
export { merges } from './process/merges.js';
export { erasedLeaderProjection } from './read-model/erased-leader.projection.js';
export { assignmentProjection, leaderProjection } from './read-model/leader.projection.js';
export { reportingLineProjection } from './read-model/reporting-line.projection.js';
export { leaderAccess, leaderRelationships } from './read.js';
export { leaderEventTypes } from './events.js';
