import type { Streams } from '@app/event-store';
import { addDays, type CalendarDate, type Fold, unreachable } from '@app/kernel';
import { type AssignmentEvent, assignmentStream, knownLeader, leaderStream } from '@app/leader/events';
import type { BeginFacts, BeginInput } from '../domain/begin.js';
import type { KnownAssignment } from '../domain/known.js';
import { loadCohort } from './known-cohort.js';
import { loadElsewhere } from './known-leader.js';

const knownAssignment: Fold<KnownAssignment, AssignmentEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    switch (event.type) {
      case 'AssignmentStarted': {
        const { leaderId, organisationId, endsOn } = event.data;
        return { status: 'started', leaderId, organisationId, since: event.effectiveOn, lastDay: endsOn };
      }
      case 'AssignmentChanged':
        return state.status === 'none' ? state : { ...state, lastDay: event.data.endsOn };
      case 'AssignmentEnded': // takes effect on the first day without it
        // An end after the last day of the term does not lengthen it.
        return state.status === 'none' ? state : { ...state, lastDay: earliest(addDays(event.effectiveOn, -1), state.lastDay) };
      case 'ReportingLineSet':
      case 'ReportingLineEnded':
        return state;
      default:
        return unreachable(event);
    }
  },
};

const earliest = (day: CalendarDate, other: CalendarDate | undefined): CalendarDate => (other !== undefined && other < day ? other : day);

/** What an application or a nomination needs to know of others. */
export async function loadBeginFacts(streams: Streams, { cohortId, leaderId, assignmentId }: BeginInput): Promise<BeginFacts> {
  const [cohort, leader, assignment] = await Promise.all([
    loadCohort(streams, cohortId),
    streams.load(leaderStream(leaderId), knownLeader),
    streams.load(assignmentStream(assignmentId), knownAssignment),
  ]);
  const elsewhere = leader.status === 'registered' ? await loadElsewhere(streams, leader.merged, cohortId) : [];
  return { cohort, leader, assignment, elsewhere };
}
