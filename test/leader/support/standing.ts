import type { EnrolmentEvent } from '@app/enrolment/events';
import type { Event, Logged } from '@app/kernel';
import type { LeaderEvent } from '@app/leader/events';
import type { CohortEvent } from '@app/programme/events';

// How everybody stands, told from the log alone and apart from the product's own folds: the judge of what process managers have made of it.

type Stage = 'applying' | 'waiting' | 'offered' | 'begun' | 'ended';

export interface Standing {
  /** By cohort. */
  readonly capacity: ReadonlyMap<string, number>;
  readonly held: ReadonlyMap<string, ReadonlySet<string>>;
  readonly queued: ReadonlyMap<string, ReadonlySet<string>>;
  readonly enrolments: ReadonlyMap<string, { readonly cohort: string; readonly leader: string; readonly stage: Stage }>;
  readonly withdrawn: ReadonlySet<string>;
  /** By record: the one that it was merged into. */
  readonly merged: ReadonlyMap<string, string>;
}

function stageAfter({ type }: EnrolmentEvent, before: Stage | undefined): Stage | undefined {
  switch (type) {
    case 'ApplicationSubmitted':
    case 'NominationMade':
      return 'applying';
    case 'WaitlistJoined':
      return 'waiting';
    case 'PlaceOffered':
      return 'offered';
    case 'LeaderEnrolled':
      return 'begun';
    case 'ApplicantFoundIneligible':
    case 'ApplicantNotSelected':
    case 'OfferDeclined':
    case 'OfferLapsed':
    case 'EnrolmentDeferred':
    case 'EnrolmentTransferred':
    case 'EnrolmentWithdrawn':
    case 'EnrolmentClosedWithCohort':
      return 'ended';
    default:
      return before;
  }
}

/** @throws Error where a place is held or released twice */
export function standingAfter(log: readonly Logged<Event>[]): Standing {
  const [capacity, held, queued] = [new Map<string, number>(), new Map<string, Set<string>>(), new Map<string, Set<string>>()];
  const enrolments = new Map<string, { cohort: string; leader: string; stage: Stage }>();
  const [withdrawn, merged] = [new Set<string>(), new Map<string, string>()];
  const once = (of: Map<string, Set<string>>, cohort: string, enrolment: string, added: boolean) => {
    const there = of.get(cohort) ?? new Set();
    of.set(cohort, there);
    if (there.has(enrolment) === added) throw new Error(`${enrolment} is ${added ? 'placed' : 'released'} twice`);
    if (added) there.add(enrolment);
    else there.delete(enrolment);
  };
  for (const logged of log as unknown as readonly Logged<CohortEvent | EnrolmentEvent | LeaderEvent>[]) {
    switch (logged.type) {
      case 'CohortOpened':
        capacity.set(logged.data.cohortId, logged.data.capacity);
        break;
      case 'CohortRevised':
        if (logged.data.capacity !== undefined) capacity.set(logged.data.cohortId, logged.data.capacity);
        break;
      case 'PlaceHeld':
        once(held, logged.data.cohortId, logged.data.enrolmentId, true);
        break;
      case 'PlacePromoted':
        once(queued, logged.data.cohortId, logged.data.enrolmentId, false);
        once(held, logged.data.cohortId, logged.data.enrolmentId, true);
        break;
      case 'PlaceReleased':
        once(held, logged.data.cohortId, logged.data.enrolmentId, false);
        break;
      case 'PlaceQueued':
        once(queued, logged.data.cohortId, logged.data.enrolmentId, true);
        break;
      case 'QueueLeft':
        once(queued, logged.data.cohortId, logged.data.enrolmentId, false);
        break;
      case 'ParticipationWithdrawn':
        withdrawn.add(logged.data.leaderId);
        break;
      case 'ParticipationAgreed':
        withdrawn.delete(logged.data.leaderId);
        break;
      case 'LeaderRecordClosed':
        merged.set(logged.data.leaderId, logged.data.survivorId);
        break;
      case 'LeaderRecordReopened':
        merged.delete(logged.data.leaderId);
        break;
      default:
        if ('enrolmentId' in logged.data) {
          const { enrolmentId, cohortId, leaderId } = logged.data;
          const stage = stageAfter(logged as EnrolmentEvent, enrolments.get(enrolmentId)?.stage);
          if (stage) enrolments.set(enrolmentId, { cohort: cohortId, leader: leaderId, stage });
        }
    }
  }
  return { capacity, held, queued, enrolments, withdrawn, merged };
}

/** What is wrong: nothing, where no place is lost or doubled and nobody is where they are not to be. */
export function faultsOf({ capacity, held, queued, enrolments, withdrawn, merged }: Standing): readonly string[] {
  const faults: string[] = [];
  const of = (places: ReadonlyMap<string, ReadonlySet<string>>, cohort: string) => [...(places.get(cohort) ?? [])];
  for (const [cohort, places] of capacity) {
    const [placed, waiting] = [of(held, cohort), of(queued, cohort)];
    if (placed.length > places) faults.push(`cohort ${cohort} has ${placed.length} in ${places} places`);
    if (waiting.length > 0 && placed.length < places) faults.push(`cohort ${cohort} has a free place while somebody waits`);
    for (const id of placed) if (!['offered', 'begun'].includes(enrolments.get(id)?.stage ?? '')) faults.push(`the place of ${id} is lost`);
    for (const id of waiting) if (enrolments.get(id)?.stage !== 'waiting') faults.push(`the place of ${id} in the queue is lost`);
    const people = [...enrolments].filter(([, one]) => one.cohort === cohort && one.stage !== 'ended');
    for (const [id, { stage }] of people) {
      if ((stage === 'offered' || stage === 'begun') && !placed.includes(id)) faults.push(`${id} is ${stage} without a place`);
      if (stage === 'waiting' && !waiting.includes(id)) faults.push(`${id} waits in no queue`);
    }
    const persons = people.map(([, { leader }]) => merged.get(leader) ?? leader);
    if (new Set(persons).size < persons.length) faults.push(`somebody is in cohort ${cohort} twice`);
  }
  for (const [id, { leader, stage }] of enrolments) {
    const open = stage === 'applying' || stage === 'waiting' || stage === 'offered';
    if (open && withdrawn.has(merged.get(leader) ?? leader)) faults.push(`${id} is ${stage} of somebody who has withdrawn`);
  }
  return faults;
}
