import type { Streams } from '@app/event-store';
import { derivedId } from '@app/kernel';
import { recorded } from '@app/kernel/testing';
import { type CohortEvent, cohortStream } from '@app/programme/events';
import type { EnrolmentEvent } from '../domain/enrolment.events.js';
import { attended, COHORT, PROGRAMME, SESSION, way } from '../testing/journey.js';
import { RecordedRegisters } from './recorded-registers.js';

const enrolmentOf = (who: number) => derivedId(COHORT, String(who));
const place = (who: number) => ({
  cohortId: COHORT,
  programmeId: PROGRAMME,
  enrolmentId: enrolmentOf(who),
  leaderId: enrolmentOf(who),
  basis: 'OFFER' as const,
});
const held = (who: number): CohortEvent => ({ type: 'PlaceHeld', data: place(who) });
const released = (who: number): CohortEvent => {
  const { basis: _basis, ...ref } = place(who);
  return { type: 'PlaceReleased', data: { ...ref, cause: 'WITHDRAWN' } };
};

/** Streams of a cohort, and of the enrolments in it. */
const holding = (cohort: readonly CohortEvent[], enrolments: Readonly<Record<string, readonly EnrolmentEvent[]>>) =>
  ({
    load: (stream: string, fold: { initialState: unknown; evolve: (state: unknown, event: unknown) => unknown }) => {
      const events = stream === cohortStream(COHORT) ? cohort : (enrolments[stream.slice('enrolment-'.length)] ?? []);
      return Promise.resolve(recorded<CohortEvent | EnrolmentEvent>(events).reduce((state, event) => fold.evolve(state, event), fold.initialState));
    },
  }) as unknown as Streams;

describe('a session’s register', () => {
  const isMarked = (streams: Streams, sessionId = SESSION) => new RecordedRegisters().isMarked(streams, { cohortId: COHORT, sessionId });
  const everybody = Array.from({ length: 45 }, (_, who) => who);

  it('is marked where anything is recorded of anybody, absence included', async () => {
    const cohort = everybody.map(held);
    expect(await isMarked(holding(cohort, { [enrolmentOf(44)]: way.inProgress }))).toBe(true);
    expect(await isMarked(holding(cohort, { [enrolmentOf(0)]: [...way.enrolled, attended(0)] }))).toBe(true);
  });
  it('is marked by who has left their place since', async () => {
    const withdrawn = { [enrolmentOf(1)]: [...way.inProgress, ...way.withdrawn.slice(-1)] };
    expect(await isMarked(holding([held(1), released(1)], withdrawn))).toBe(true);
  });
  it('is not by another session’s, nor where nobody has a place', async () => {
    expect(await isMarked(holding(everybody.map(held), { [enrolmentOf(3)]: way.inProgress }), COHORT)).toBe(false);
    expect(await isMarked(holding(everybody.map(held), {}))).toBe(false);
    expect(await isMarked(holding([], { [enrolmentOf(3)]: way.inProgress }))).toBe(false);
  });
});
