import type { Streams } from '@app/event-store';
import { type Fold, present, unreachable } from '@app/kernel';
import { type CohortEvent, cohortStream } from '@app/programme/events';
import { enrolment } from '../domain/enrolment.js';
import type { KnownCohort, KnownSession } from '../domain/known.js';
import { enrolmentStream } from '../events.js';

const knownCohort: Fold<KnownCohort, CohortEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'CohortOpened') {
      const { cohortId, programmeId, endsOn, hours, award } = event.data;
      return { status: 'open', cohortId, programmeId, since: event.effectiveOn, endsOn, hours, award, sessions: new Map() };
    }
    if (state.status === 'none') return state; // a stream begins with its opening
    switch (event.type) {
      case 'CohortRevised':
        return { ...state, endsOn: event.data.endsOn ?? state.endsOn };
      case 'SessionScheduled': {
        const { sessionId, heldOn, minutes } = event.data;
        return { ...state, sessions: new Map(state.sessions).set(sessionId, { heldOn, minutes, cancelled: false }) };
      }
      case 'SessionMoved': {
        const { sessionId, heldOn, minutes } = event.data;
        return { ...state, sessions: withSession(state.sessions, sessionId, present({ heldOn, minutes })) };
      }
      case 'SessionCancelled':
        return { ...state, sessions: withSession(state.sessions, event.data.sessionId, { cancelled: true }) };
      case 'CohortCancelled':
        return { ...state, status: 'cancelled' };
      case 'PlaceHeld':
      case 'PlaceQueued':
      case 'PlacePromoted':
      case 'PlaceReleased':
      case 'QueueLeft':
      case 'SelectionPanelMemberAppointed':
      case 'SelectionPanelMemberReleased':
        return state;
      default:
        return unreachable(event);
    }
  },
};

function withSession(sessions: ReadonlyMap<string, KnownSession>, sessionId: string, anew: Partial<KnownSession>): ReadonlyMap<string, KnownSession> {
  const session = sessions.get(sessionId);
  return session ? new Map(sessions).set(sessionId, { ...session, ...anew }) : sessions;
}

/** What decisions need to know of a cohort. */
export function loadCohort(streams: Streams, cohortId: string): Promise<KnownCohort> {
  return streams.load(cohortStream(cohortId), knownCohort);
}

/** The same of the cohort that an enrolment is in. */
export async function loadCohortOf(streams: Streams, enrolmentId: string): Promise<KnownCohort> {
  const known = await streams.recall(enrolmentStream(enrolmentId), enrolment);
  return known.status === 'none' ? { status: 'none' } : loadCohort(streams, known.ref.cohortId);
}
