import { type CommandMeta, latest, notBefore } from '@app/kernel';
import type { CohortParticulars, SessionParticulars } from './cohort.events.js';
import type { OpenCohort } from './cohort.js';
import { isWithin } from './particulars.js';
import { refuse } from './refusals.js';
import type { Session } from './sessions.js';

const MINUTES = { least: 1, most: 24 * 60 } as const;

/** Refuses what no session of a cohort can be. */
export function possibleSession({ heldOn, minutes }: SessionParticulars, { startsOn, endsOn }: CohortParticulars): void {
  if (heldOn < startsOn || heldOn > endsOn) throw refuse('SESSION_OUTSIDE_COHORT', { heldOn, startsOn, endsOn });
  if (!isWithin(minutes, MINUTES.least, MINUTES.most)) throw refuse('SESSION_MINUTES_OUT_OF_RANGE', { minutes, ...MINUTES });
}

/**
 * Refuses another day or length than a register was recorded by, which says who was there then and for how long.
 * @param marked by which day and length; undefined where nothing is in it
 */
export function keepsRegister(session: SessionParticulars, marked: SessionParticulars | undefined): void {
  if (marked && (session.heldOn !== marked.heldOn || session.minutes !== marked.minutes)) throw refuse('REGISTER_RECORDED');
}

/** One of the cohort’s sessions, cancelled or not. */
export function sessionOf({ sessions }: Pick<OpenCohort, 'sessions'>, sessionId: string): Session {
  const session = sessions.get(sessionId);
  if (!session) throw refuse('SESSION_NOT_FOUND');
  return session;
}

/** Refuses a fact from an earlier day than what was said last of the session. */
export function notBeforeSaid({ since, from }: Session, { effectiveOn }: Pick<CommandMeta, 'effectiveOn'>): void {
  notBefore(latest(since, ...Object.values(from)), effectiveOn);
}
