import type { PostgresLog } from '@app/event-store';

interface Answer {
  readonly position: bigint;
  readonly offers: number;
  readonly returned: number;
}

/** What cohorts and enrolments say of each other's places, by the log alone. */
export interface Places {
  /** For each place that was given to someone new: the offers that followed from it, and whether it was given back. */
  readonly given: readonly Answer[];
  /** The most places of each cohort that were held at once. */
  readonly mostHeld: ReadonlyMap<string, number>;
  readonly held: ReadonlySet<string>;
  readonly queued: ReadonlySet<string>;
  /** Those who, by their own record, have a place, or wait for one. */
  readonly placed: ReadonlySet<string>;
  readonly waiting: ReadonlySet<string>;
}

const PLACED = ['PlaceOffered', 'OfferAccepted', 'LeaderEnrolled', 'EnrolmentInterrupted', 'EnrolmentResumed'];
const ENDED = ['OfferDeclined', 'OfferLapsed', 'EnrolmentWithdrawn', 'EnrolmentDeferred', 'EnrolmentTransferred', 'EnrolmentClosedWithCohort'];

export async function placesIn(log: PostgresLog): Promise<Places> {
  const given = new Map<string, { position: bigint; offers: number; returned: number }>();
  const mostHeld = new Map<string, number>();
  const [held, queued, placed, waiting] = [new Map<string, string>(), new Set<string>(), new Set<string>(), new Set<string>()];
  for await (const { id, type, position, data, meta } of log.read()) {
    const { enrolmentId = '', cohortId = '', continues } = data as { enrolmentId?: string; cohortId?: string; continues?: string };
    const cause = given.get(meta.causationId ?? '');
    if (type === 'PlaceHeld' || type === 'PlacePromoted') {
      held.set(enrolmentId, cohortId);
      queued.delete(enrolmentId);
      mostHeld.set(cohortId, Math.max(mostHeld.get(cohortId) ?? 0, [...held.values()].filter((cohort) => cohort === cohortId).length));
      if (continues === undefined) given.set(id, { position, offers: 0, returned: 0 });
    } else if (type === 'PlaceQueued') queued.add(enrolmentId);
    else if (type === 'PlaceReleased') held.delete(enrolmentId);
    else if (type === 'QueueLeft') queued.delete(enrolmentId);
    else if (type === 'WaitlistJoined') waiting.add(enrolmentId);
    else if (PLACED.includes(type)) placed.add(enrolmentId);
    if (PLACED.includes(type) || ENDED.includes(type)) waiting.delete(enrolmentId);
    if (ENDED.includes(type)) placed.delete(enrolmentId);
    if (cause && type === 'PlaceOffered') cause.offers++;
    if (cause && type === 'PlaceReleased') cause.returned++;
  }
  return { given: [...given.values()], mostHeld, held: new Set(held.keys()), queued, placed, waiting };
}
