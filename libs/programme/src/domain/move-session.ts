import { Command, type Decided, onRecord, present } from '@app/kernel';
import type { CohortEvent, SessionMoved, SessionParticulars, SessionScheduled } from './cohort.events.js';
import type { Cohort } from './cohort.js';
import { openCohort, refuse } from './refusals.js';
import { saidAnew, saidLast } from './said-anew.js';
import { keepsRegister, possibleSession, sessionOf } from './possible-session.js';
import type { Session } from './sessions.js';

/** What is left out stays as it is. */
export class MoveSession extends Command<
  { readonly cohortId: string; readonly sessionId: string } & { readonly [Particular in keyof SessionParticulars]?: SessionParticulars[Particular] | undefined }
> {}

/** @param marked the session as it stands, where anything is in its register: only what it is called can then be another */
export function moveSession({ input, meta }: MoveSession, state: Cohort, marked: Session | undefined): Decided<CohortEvent> {
  const cohort = openCohort(state, meta);
  const { cohortId, sessionId, ...said } = present(input);
  const session = sessionOf(cohort, sessionId);
  if (session.cancelled) throw refuse('SESSION_CANCELLED');
  const anew = saidAnew<SessionParticulars>(session, said, meta.effectiveOn);
  if (Object.keys(anew).length === 0) {
    return onRecord<SessionMoved | SessionScheduled>(['SessionMoved', 'SessionScheduled'], {}, { sessionId, ...saidLast(session, said) });
  }
  const becomes = { ...session.current, ...anew };
  keepsRegister(becomes, marked?.current);
  possibleSession(becomes, cohort.current);
  return [{ type: 'SessionMoved', data: { cohortId, programmeId: cohort.opened.programmeId, sessionId, ...anew } }];
}
