import { periods } from '@app/read-model';
import type { CohortEvent } from '../domain/cohort.events.js';
import { CohortRow, SessionRow, type Waiting } from './cohort.row.js';

const joined = (waiting: readonly Waiting[], newcomer: Waiting): Waiting[] => {
  const behind = newcomer.priority ? waiting.findIndex(({ priority }) => !priority) : -1;
  return behind < 0 ? [...waiting, newcomer] : [...waiting.slice(0, behind), newcomer, ...waiting.slice(behind)];
};
const left = (waiting: readonly Waiting[], enrolmentId: string) => waiting.filter((other) => other.enrolmentId !== enrolmentId);

export const cohortProjection = periods<CohortEvent, CohortRow>(CohortRow, {
  version: 1,
  key: ({ data }) => data.cohortId,
  on: {
    CohortOpened: (_row, { data }) => ({
      id: data.cohortId,
      programmeId: data.programmeId,
      name: data.name,
      capacity: data.capacity,
      startsOn: data.startsOn,
      endsOn: data.endsOn,
      deliveryLanguage: data.deliveryLanguage,
      organisationId: data.organisationId ?? null,
      offerDays: data.offerDays,
      automaticPromotion: data.automaticPromotion,
      attendanceMinutes: data.hours?.attendanceMinutes ?? null,
      reflectionMinutes: data.hours?.reflectionMinutes ?? null,
      cancelled: false,
      placesHeld: 0,
      waiting: [],
    }),
    PlaceHeld: (row) => row && { ...row, placesHeld: row.placesHeld + 1 },
    PlaceQueued: (row, { data }) => row && { ...row, waiting: joined(row.waiting, { enrolmentId: data.enrolmentId, priority: data.priority }) },
    PlacePromoted: (row, { data }) => row && { ...row, placesHeld: row.placesHeld + 1, waiting: left(row.waiting, data.enrolmentId) },
    PlaceReleased: (row) => row && { ...row, placesHeld: row.placesHeld - 1 },
    QueueLeft: (row, { data }) => row && { ...row, waiting: left(row.waiting, data.enrolmentId) },
    CohortCancelled: (row) => row && { ...row, cancelled: true },
  },
});

export const sessionProjection = periods<CohortEvent, SessionRow>(SessionRow, {
  version: 1,
  key: (event) => (event.type === 'SessionScheduled' ? event.data.sessionId : []),
  on: {
    SessionScheduled: (_row, { data }) => ({ id: data.sessionId, cohortId: data.cohortId, title: data.title, heldOn: data.heldOn, minutes: data.minutes }),
  },
});
