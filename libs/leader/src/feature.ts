import { defineFeature } from '@app/feature';
import sql from 'sql-template-tag';
import { leaderAmending } from './amending.js';
import { leaderEventTypes } from './events.js';
import { leaderLabels } from './labels.js';
import { LeaderGraphqlModule, LeaderModule } from './leader.module.js';
import { departures } from './process/departures.js';
import { merges } from './process/merges.js';
import { AssignmentRow, endedPosts, leaderAccess, leaderRelationships } from './read.js';
import { erasedLeaderProjection } from './read-model/erased-leader.projection.js';
import { leaderDirectory } from './read-model/leader.directory.js';
import { leaderMergeProjection } from './read-model/leader-merge.projection.js';
import { assignmentProjection, leaderProjection } from './read-model/leader.projection.js';
import { reportingLineProjection } from './read-model/reporting-line.projection.js';
import { managing } from './responsibilities.js';
import { leaderRules } from './rules.js';
import { leaderTasks } from './tasks.js';

export const leader = defineFeature({
  name: 'leader',
  purpose: 'To know who leads or learns to lead in health and social care, in which posts and under whom, and which records are of one person.',
  people: ['who leads, or learns to lead', 'their line managers'],
  sealed: {
    name: {
      what: 'names, former ones among them, and why one changed',
      fields: ['name.legal', 'name.knownAs', 'name.sort', 'NameChanged.reason'],
      special: 'why a name changed may tell of gender, marriage or belief',
    },
    contact: { what: 'e-mail addresses', fields: ['email'] },
    assignment: { what: 'titles of posts', fields: ['post'] },
    record: {
      what: 'why somebody left or no longer takes part, and why records were merged',
      fields: ['reason'],
      special: 'free text, which may tell of health',
    },
  },
  eventTypes: leaderEventTypes,
  amending: leaderAmending,
  projections: [leaderProjection, erasedLeaderProjection, leaderMergeProjection, assignmentProjection, reportingLineProjection],
  openedTables: [leaderDirectory],
  processManagers: [departures, merges],
  rules: leaderRules,
  access: leaderAccess,
  relationships: leaderRelationships,
  labels: leaderLabels,
  things: { Post: { ids: ['assignmentId'], rows: AssignmentRow, name: { sealed: sql`assignment.post` } } },
  references: ['mergeId'],
  retention: [{ record: 'POST', purposes: ['assignment'], ended: endedPosts }],
  responsibilities: [managing],
  tasks: leaderTasks,
  module: LeaderModule,
  graphqlModule: LeaderGraphqlModule,
});
