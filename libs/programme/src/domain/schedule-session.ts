import { type CalendarDate, Command, type Decided, onRecord, sameContent } from '@app/kernel';
import type { CohortEvent, SessionScheduled } from './cohort.events.js';
import type { Cohort } from './cohort.js';
import { isWithin } from './particulars.js';
import { openCohort, refuse } from './refusals.js';

export class ScheduleSession extends Command<{
  readonly cohortId: string;
  readonly sessionId: string;
  readonly title: string;
  readonly heldOn: CalendarDate;
  readonly minutes: number;
}> {}

const MINUTES = { least: 1, most: 24 * 60 } as const;

export function schedule({ input, meta }: ScheduleSession, state: Cohort): Decided<CohortEvent> {
  const { opened, sessions } = openCohort(state, meta);
  const { cohortId, sessionId, title, heldOn, minutes } = input;
  const session = { cohortId, programmeId: opened.programmeId, sessionId, title, heldOn, minutes };
  const underThisId = sessions.get(sessionId);
  if (underThisId) {
    if (sameContent(underThisId, session)) return onRecord<SessionScheduled>('SessionScheduled', {}, { sessionId });
    throw refuse('SESSION_ALREADY_SCHEDULED');
  }
  const { startsOn, endsOn } = opened;
  if (heldOn < startsOn || heldOn > endsOn) throw refuse('SESSION_OUTSIDE_COHORT', { heldOn, startsOn, endsOn });
  if (!isWithin(minutes, MINUTES.least, MINUTES.most)) throw refuse('SESSION_MINUTES_OUT_OF_RANGE', { minutes, ...MINUTES });
  return [{ type: 'SessionScheduled', data: session }];
}
