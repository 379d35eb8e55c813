import { addDays, type CalendarDate, derivedId, latest } from '@app/kernel';
import type { DeliveryLanguage } from '@app/programme/commands';
import { daysBetween, mondayOf, workingDay } from './calendar.js';
import type { Catalogue, KnownProgramme } from './catalogue.js';
import { Random } from './random.js';

export interface PlannedSession {
  readonly sessionId: string;
  readonly title: string;
  readonly heldOn: CalendarDate;
  readonly minutes: number;
}

/** A cohort that is to be, with its dates and how many apply. */
export interface CohortPlan {
  readonly cohortId: string;
  readonly programme: KnownProgramme;
  readonly name: string;
  readonly capacity: number;
  readonly applicants: number;
  readonly openedOn: CalendarDate;
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
  readonly deliveryLanguage: DeliveryLanguage;
  readonly organisationId?: string;
  readonly automaticPromotion: boolean;
  readonly sessions: readonly PlannedSession[];
  /** The next cohort of the programme, where there is one: where people are deferred or transferred to. */
  readonly next?: CohortPlan;
  /** Called off before it starts; its people move to the next one. */
  readonly cancelled: boolean;
}

/** Days before the start. */
export const OPENED = 250;
const MONTH = 30.4;
const YEARS_BACK = 54 * MONTH;
const AHEAD = 7 * MONTH;
/** By the day the first cohort opens, there have been leaders at work for a while. */
const BEFORE_FIRST = OPENED + 110;

/** Several cohorts a year apart for those whose size or hours are known; one for the others. */
const isSeries = ({ hours, cohortSize = 0, months = 9 }: KnownProgramme) => hours !== undefined || (cohortSize > 0 && months <= 12);

/**
 * The cohorts of one round, by start: some five years of them up to half a year ahead, so that on any day of the quarter
 * some are over, one is running and one is yet to start.
 * @param size how large the round is, 1 being that of some 200 leaders
 */
export function planRound(
  { programmes, organisations }: Catalogue,
  seed: string,
  namespace: string,
  anchor: CalendarDate,
  size: number,
): readonly CohortPlan[] {
  const employersSince = organisations.map(({ since }) => since).sort()[0] ?? anchor;
  const from = latest(addDays(anchor, -Math.round(YEARS_BACK)), addDays(employersSince, BEFORE_FIRST));
  const until = addDays(anchor, Math.round(AHEAD));
  let series = 0;
  return programmes
    .flatMap((programme) => {
      const random = new Random(seed, `${namespace}/plan/${programme.programmeId}`);
      const first = latest(from, addDays(programme.since, OPENED + 10));
      const span = daysBetween(first, until);
      if (span < 0) return [];
      const count = isSeries(programme) ? 4 : 1;
      // Every other series ends with a cohort that is running, the rest with one that is yet to start.
      const offset = count === 1 ? random.whole(10, 98) / 100 : series++ % 2 === 0 ? random.whole(80, 90) / 100 : random.whole(30, 36) / 100;
      const starts = Array.from({ length: count }, (_, number) => addDays(first, Math.round((span * (number + offset)) / count)));
      const deliverer = organisations.find(({ name }) => name === programme.provider);
      let next: CohortPlan | undefined;
      const plans: CohortPlan[] = [];
      for (let number = count; number >= 1; number--) {
        const startsOn = mondayOf(starts[number - 1] ?? first);
        next = planCohort({ programme, deliverer, namespace, number, startsOn, size, next, cancelled: false, random });
        plans.push(next);
        // Once in a round, two cohorts of one programme are planned close together, and the earlier one is called off.
        if (count > 1 && number === 2 && series === 1)
          plans.push(
            planCohort({ programme, deliverer, namespace, number: 0, startsOn: addDays(startsOn, -28), size: size * 0.4, next, cancelled: true, random }),
          );
      }
      return plans;
    })
    .sort((one, other) => (one.startsOn < other.startsOn ? -1 : one.startsOn > other.startsOn ? 1 : 0));
}

interface Asked {
  readonly programme: KnownProgramme;
  readonly deliverer: { readonly organisationId: string; readonly since: CalendarDate } | undefined;
  readonly namespace: string;
  readonly number: number;
  readonly startsOn: CalendarDate;
  readonly size: number;
  readonly next: CohortPlan | undefined;
  readonly cancelled: boolean;
  readonly random: Random;
}

function planCohort({ programme, deliverer, namespace, number, startsOn, size, next, cancelled, random }: Asked): CohortPlan {
  const { hours, months = hours ? 9 : 7, cohortSize } = programme;
  const cohortId = derivedId(namespace, `cohort/${programme.programmeId}/${number}`);
  const openedOn = addDays(startsOn, -OPENED);
  const endsOn = addDays(mondayOf(addDays(startsOn, Math.round(months * MONTH))), 4);
  const capacity = cohortSize ?? Math.max(4, Math.round((isSeries(programme) ? 20 : 16) * Math.min(size, 1)));
  const demand = (isSeries(programme) ? random.whole(130, 150) : random.whole(65, 95)) / 100;
  const count = hours ? 10 : months >= 24 ? 11 : 6;
  const step = daysBetween(startsOn, endsOn) / (count - 1);
  const minutes = hours ? Math.ceil(((hours.attendanceMinutes / count) * 1.08) / 30) * 30 : 330;
  return {
    cohortId,
    programme,
    name: cancelled ? `Additional cohort, ${startsOn.slice(0, 4)}` : `Cohort ${number}, ${startsOn.slice(0, 4)}`,
    capacity,
    applicants: Math.max(1, Math.round(capacity * demand * (cohortSize === undefined && !cancelled ? 1 : Math.min(size, 1)))),
    openedOn,
    startsOn,
    endsOn,
    deliveryLanguage: programme.nation === 'WALES' ? random.weighted({ BILINGUAL: 60, ENGLISH: 25, WELSH: 15 }) : 'ENGLISH',
    ...(deliverer && deliverer.since <= openedOn && { organisationId: deliverer.organisationId }),
    automaticPromotion: number % 2 === 1,
    sessions: Array.from({ length: count }, (_, index) => ({
      sessionId: derivedId(cohortId, `session/${index + 1}`),
      title: `Session ${index + 1}`,
      heldOn: index === count - 1 ? endsOn : workingDay(addDays(startsOn, Math.round(step * index))),
      minutes,
    })),
    ...(next && { next }),
    cancelled,
  };
}
