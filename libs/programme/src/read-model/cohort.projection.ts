import { periods } from '@app/read-model';
import type { CohortEvent } from '../domain/cohort.events.js';
import { joined, turnOf, withoutWaiting } from '../domain/queue.js';
import { CohortRow, type Fill, SessionRow } from './cohort.row.js';

/** The smallest count that is told of people of whom no exact one is. */
const LEAST_TOLD = 10;

const fillOf = (placesHeld: number): Fill => (placesHeld < LEAST_TOLD ? (placesHeld < 1 ? 'NONE' : 'FEW') : 'SOME');
const holding = (row: CohortRow, more: 1 | -1): CohortRow => ({ ...row, placesHeld: row.placesHeld + more, fill: fillOf(row.placesHeld + more) });

/** Whoever has a place has no turn any more. */
const placed = (row: CohortRow, enrolmentId: string): CohortRow => {
  const { [enrolmentId]: _turn, ...turns } = row.turns;
  return { ...holding(row, 1), turns, waiting: withoutWaiting(row.waiting, enrolmentId) };
};

export const cohortProjection = periods<CohortEvent, CohortRow>(CohortRow, {
  version: 4,
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
      award: data.award ?? null,
      cancelled: false,
      placesHeld: 0,
      fill: fillOf(0),
      waiting: [],
      turns: {},
    }),
    PlaceHeld: (row, { data }) => row && placed(row, data.enrolmentId),
    PlaceQueued: (row, event) => {
      if (!row) return row;
      const { enrolmentId, priority } = event.data;
      const turn = turnOf(event, row.turns[enrolmentId]);
      return { ...row, turns: { ...row.turns, [enrolmentId]: turn }, waiting: joined(row.waiting, { enrolmentId, priority, turn }) };
    },
    PlacePromoted: (row, { data }) => row && placed(row, data.enrolmentId),
    PlaceReleased: (row) => row && holding(row, -1),
    QueueLeft: (row, { data }) => row && { ...row, waiting: withoutWaiting(row.waiting, data.enrolmentId) },
    CohortRevised: (row, { data: { cohortId: _id, programmeId: _of, ...anew } }) => row && { ...row, ...anew },
    CohortCancelled: (row) => row && { ...row, cancelled: true },
    SessionScheduled: null,
    SessionMoved: null,
    SessionCancelled: null,
    SelectionPanelMemberAppointed: null,
    SelectionPanelMemberReleased: null,
  },
});

export const sessionProjection = periods<CohortEvent, SessionRow>(SessionRow, {
  version: 2,
  key: ({ data }) => ('sessionId' in data ? data.sessionId : []),
  on: {
    SessionScheduled: (_row, { data: { sessionId, cohortId, title, heldOn, minutes } }) => ({
      id: sessionId,
      cohortId,
      title,
      heldOn,
      minutes,
      cancelled: false,
    }),
    SessionMoved: (row, { data: { cohortId: _id, programmeId: _of, sessionId: _session, ...anew } }) => row && { ...row, ...anew },
    SessionCancelled: (row) => row && { ...row, cancelled: true },
    CohortOpened: null,
    CohortRevised: null,
    PlaceHeld: null,
    PlaceQueued: null,
    PlacePromoted: null,
    PlaceReleased: null,
    QueueLeft: null,
    CohortCancelled: null,
    SelectionPanelMemberAppointed: null,
    SelectionPanelMemberReleased: null,
  },
});
