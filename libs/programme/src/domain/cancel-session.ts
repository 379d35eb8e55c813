import { Command, type Decided, onRecord } from '@app/kernel';
import type { CohortEvent, SessionCancelled } from './cohort.events.js';
import type { Cohort } from './cohort.js';
import { openCohort, refuse } from './refusals.js';
import { notBeforeSaid, sessionOf } from './possible-session.js';
import type { Session } from './sessions.js';

/** Why is the `reasonCode` of its surroundings. */
export class CancelSession extends Command<{ readonly cohortId: string; readonly sessionId: string }> {}

/** @param marked the session, where anything is in its register: then it took place */
export function cancelSession({ input, meta }: CancelSession, state: Cohort, marked: Session | undefined): Decided<CohortEvent> {
  const cohort = openCohort(state, meta);
  const { cohortId, sessionId } = input;
  const session = sessionOf(cohort, sessionId);
  if (session.cancelled) return onRecord<SessionCancelled>('SessionCancelled', {}, { sessionId });
  notBeforeSaid(session, meta);
  if (marked) throw refuse('REGISTER_RECORDED');
  return [{ type: 'SessionCancelled', data: { cohortId, programmeId: cohort.opened.programmeId, sessionId } }];
}
