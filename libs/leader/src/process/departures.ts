import { addDays, type CalendarDate, type Logged, unreachable } from '@app/kernel';
import { processManager, reaction, type Reaction } from '@app/process-manager';
import type { AssignmentEvent } from '../domain/assignment.events.js';
import { EndAssignment } from '../domain/end-assignment.js';
import { EndReportingLine } from '../domain/end-reporting-line.js';
import type { LeaderEvent } from '../domain/leader.events.js';

/** One person, as this manager needs to know them. */
interface Employed {
  /** Their posts, by assignment, with the first day without where they have ended otherwise. */
  readonly posts: Readonly<Record<string, { readonly organisationId: string; readonly since: CalendarDate; readonly until?: CalendarDate }>>;
  /** Posts that they manage, by assignment: whose they are. */
  readonly managed: Readonly<Record<string, string>>;
  /** Employers that they left and have not come back to, with the last day. */
  readonly left: Readonly<Record<string, CalendarDate>>;
}

const READS = ['AssignmentStarted', 'AssignmentEnded', 'ReportingLineSet', 'ReportingLineEnded', 'LeaderLeft', 'LeaderReturned'] as const;
type Read = Extract<AssignmentEvent | LeaderEvent, { type: (typeof READS)[number] }>;

/** Who leaves an employer leaves their posts there, and no longer manages anybody there; what crossed with it too. */
export const departures = processManager<Read, Employed>({
  name: 'departures',
  startsAt: 'beginning',
  reads: READS,
  timed: [],
  initialState: { posts: {}, managed: {}, left: {} },
  key: ({ data }) => ('managerId' in data ? data.managerId : data.leaderId),

  evolve(state, event) {
    switch (event.type) {
      case 'AssignmentStarted': {
        const { assignmentId, organisationId } = event.data;
        return { ...state, posts: { ...state.posts, [assignmentId]: { organisationId, since: event.effectiveOn } } };
      }
      case 'AssignmentEnded': {
        const { assignmentId, cause } = event.data;
        const post = state.posts[assignmentId];
        if (cause === 'LEFT' || !post) return { ...state, posts: without(state.posts, assignmentId) };
        return { ...state, posts: { ...state.posts, [assignmentId]: { ...post, until: event.effectiveOn } } };
      }
      case 'ReportingLineSet':
        return { ...state, managed: { ...state.managed, [event.data.assignmentId]: event.data.organisationId } };
      case 'ReportingLineEnded':
        return { ...state, managed: without(state.managed, event.data.assignmentId) };
      case 'LeaderLeft':
        return { ...state, left: { ...state.left, [event.data.organisationId]: event.data.lastDay } };
      case 'LeaderReturned':
        return { ...state, left: without(state.left, event.data.organisationId) };
      default:
        return unreachable(event);
    }
  },

  react(state, event) {
    switch (event.type) {
      case 'LeaderLeft': {
        const { organisationId, lastDay } = event.data;
        const posts = Object.entries(state.posts).filter(([, post]) => post.organisationId === organisationId && isHeldAfter(post, lastDay));
        const managed = Object.entries(state.managed).filter(([, at]) => at === organisationId);
        return { reactions: [...posts.map(([id]) => endPost(id, lastDay)), ...managed.map(([id]) => endLine(event, id, lastDay))] };
      }
      case 'AssignmentStarted': {
        const lastDay = state.left[event.data.organisationId];
        return lastDay !== undefined && event.effectiveOn <= lastDay ? { reactions: [endPost(event.data.assignmentId, lastDay)] } : {};
      }
      case 'ReportingLineSet': {
        const lastDay = state.left[event.data.organisationId];
        return lastDay === undefined ? {} : { reactions: [endLine(event, event.data.assignmentId, lastDay)] };
      }
      case 'AssignmentEnded':
      case 'ReportingLineEnded':
      case 'LeaderReturned':
        return {};
      default:
        return unreachable(event);
    }
  },
});

/** One that ends later than its holder leaves is still theirs to end. */
function isHeldAfter({ since, until }: Employed['posts'][string], lastDay: CalendarDate): boolean {
  return since <= lastDay && (until === undefined || until > addDays(lastDay, 1));
}

function without<Value>(values: Readonly<Record<string, Value>>, key: string): Readonly<Record<string, Value>> {
  const { [key]: _gone, ...others } = values;
  return others;
}

function endPost(assignmentId: string, lastDay: CalendarDate): Reaction {
  return reaction(EndAssignment, {
    step: `end-post/${assignmentId}`,
    input: { assignmentId, cause: 'LEFT' },
    effectiveOn: addDays(lastDay, 1),
    refused: {},
    undo: 'void',
  });
}

function endLine(event: Logged<Read>, assignmentId: string, lastDay: CalendarDate): Reaction {
  const leftBy = 'managerId' in event.data ? event.data.managerId : event.data.leaderId;
  return reaction(EndReportingLine, {
    step: `end-line/${assignmentId}`,
    input: { assignmentId, leftBy },
    effectiveOn: addDays(lastDay, 1),
    refused: {},
    undo: 'void',
  });
}
