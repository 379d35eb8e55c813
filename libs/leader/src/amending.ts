import { amending } from '@app/event-store';
import type { AssignmentEvent } from './domain/assignment.events.js';
import { type Assignment, assignment } from './domain/assignment.js';
import type { LeaderEvent } from './domain/leader.events.js';
import { type Leader, leader } from './domain/leader.js';
import { standsOnPost, standsOnRecord } from './domain/stands.js';
import { heldAgain } from './held-again.js';
import { assignmentShownTo, leaderLabels, leaderShownTo } from './labels.js';
import { assignmentFacts, leaderFacts } from './rules.js';

export const leaderAmending = [
  amending<Assignment, AssignmentEvent>({
    category: 'assignment',
    of: 'Assignment',
    shownTo: assignmentShownTo,
    fold: assignment,
    stands: standsOnPost,
    labels: leaderLabels.events,
    besides: (state, voids, today) => heldAgain(state, { voids }, today, 'eventId'),
    facts: assignmentFacts,
  }),
  amending<Leader, LeaderEvent>({
    category: 'leader',
    of: 'Leader',
    shownTo: leaderShownTo,
    fold: leader,
    stands: standsOnRecord,
    labels: leaderLabels.events,
    facts: leaderFacts,
  }),
];
