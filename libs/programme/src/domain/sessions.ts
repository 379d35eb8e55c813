import type { Recorded } from '@app/kernel';
import type { SessionCancelled, SessionMoved, SessionParticulars, SessionScheduled } from './cohort.events.js';
import { type Described, withAnew } from './described.js';

export interface Session extends Described<SessionParticulars> {
  /** As it was first scheduled: what a repeated request is compared with. */
  readonly scheduled: SessionScheduled['data'];
  readonly cancelled: boolean;
}

/** A cohort’s, by their ids. */
export type Sessions = ReadonlyMap<string, Session>;

export function scheduled({ data, effectiveOn: since }: Recorded<SessionScheduled>): Session {
  const { title, heldOn, minutes } = data;
  return { scheduled: data, current: { title, heldOn, minutes }, from: {}, since, cancelled: false };
}

/** With what was said of one of them since. */
export function withSession(sessions: Sessions, { type, data, effectiveOn }: Recorded<SessionMoved | SessionCancelled>): Sessions {
  const { cohortId: _id, programmeId: _of, sessionId, ...anew } = data;
  const session = sessions.get(sessionId);
  if (!session) return sessions;
  const after = type === 'SessionCancelled' ? { cancelled: true } : withAnew<SessionParticulars>(session, anew, effectiveOn);
  return new Map(sessions).set(sessionId, { ...session, ...after });
}
