import { type CalendarDate, Command, type Decided, onRecord, sameContent } from '@app/kernel';
import type { CohortEvent, SessionScheduled } from './cohort.events.js';
import type { Cohort } from './cohort.js';
import { openCohort, refuse } from './refusals.js';
import { keepsRegister, possibleSession } from './possible-session.js';
import type { Session } from './sessions.js';

export class ScheduleSession extends Command<{
  readonly cohortId: string;
  readonly sessionId: string;
  readonly title: string;
  readonly heldOn: CalendarDate;
  readonly minutes: number;
}> {}

/** @param marked the session as it stands, where anything is in its register: only what it is called can then be corrected */
export function schedule({ input, meta }: ScheduleSession, state: Cohort, marked: Session | undefined): Decided<CohortEvent> {
  const { opened, current, sessions } = openCohort(state, meta);
  const { cohortId, sessionId, title, heldOn, minutes } = input;
  const session = { cohortId, programmeId: opened.programmeId, sessionId, title, heldOn, minutes };
  const underThisId = sessions.get(sessionId);
  if (underThisId) {
    if (sameContent(underThisId.scheduled, session)) return onRecord<SessionScheduled>('SessionScheduled', {}, { sessionId });
    throw refuse('SESSION_ALREADY_SCHEDULED');
  }
  keepsRegister(session, marked?.scheduled);
  possibleSession(session, current);
  return [{ type: 'SessionScheduled', data: session }];
}
