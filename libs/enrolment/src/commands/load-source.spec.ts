import type { Streams } from '@app/event-store';
import type { EnrolmentEvent } from '../domain/enrolment.events.js';
import { enrolmentStream } from '../events.js';
import { continued, COHORT, ENROLMENT, interrupted, OTHER_ENROLMENT, otherRef, ref, stateAfter, transferred, way } from '../testing/journey.js';
import { loadSource } from './load-source.js';

/** Streams that hold these two enrolments. */
const holding = (here: readonly EnrolmentEvent[], there: readonly EnrolmentEvent[]) =>
  ({ load: (stream: string) => Promise.resolve(stateAfter(stream === enrolmentStream(ENROLMENT) ? here : there)) }) as unknown as Streams;

describe('the enrolment that another carries on from', () => {
  const waitsThere: EnrolmentEvent = { type: 'WaitlistJoined', data: { ...otherRef, continued: continued(60) } };
  const movesOn: EnrolmentEvent = { type: 'EnrolmentTransferred', data: { ...otherRef, targetCohortId: COHORT, targetEnrolmentId: ENROLMENT, priority: true } };
  const leftStage = async (here: readonly EnrolmentEvent[], there: readonly EnrolmentEvent[], from = OTHER_ENROLMENT) => {
    const source = await loadSource(holding(here, there), from);
    return 'was' in source ? source.was : source.status;
  };

  it('left the stage that it says', async () => {
    expect(await leftStage([...way.offered, transferred], [], ENROLMENT)).toBe('offered');
    expect(await leftStage(way.inProgress, [], ENROLMENT)).toBe('inProgress');
  });
  it('left the stage before its wait, where a move led to the wait', async () => {
    expect(await leftStage(way.deferred, [waitsThere, movesOn])).toBe('inProgress');
    expect(await leftStage([...way.enrolled, interrupted, transferred], [waitsThere, movesOn])).toBe('interrupted');
    expect(await leftStage([...way.offered, transferred], [waitsThere, movesOn])).toBe('offered');
  });
  it('left the stage before its wait, also where it has come back since', async () => {
    const back: EnrolmentEvent = { type: 'WaitlistJoined', data: { ...ref, continued: continued(60, 0, OTHER_ENROLMENT) } };
    expect(await leftStage([...way.deferred, back], [waitsThere, movesOn])).toBe('enrolled');
    expect(await leftStage([...way.waitlisted, transferred, back], [waitsThere, movesOn])).toBe('waitlisted');
  });
});
