import { recorded } from '@app/kernel/testing';
import {
  accepted,
  attended,
  awarded,
  completed,
  continued,
  declined,
  deferred,
  eligible,
  enrolled,
  interrupted,
  nominated,
  RESPOND_BY,
  resumed,
  shortlisted,
  stateAfter,
  studied,
  submitted,
  transferred,
  waitlisted,
  way,
  withdrawn,
} from '../testing/journey.js';
import type { EnrolmentEvent } from './enrolment.events.js';
import type { Enrolment } from './enrolment.js';
import { stands } from './stands.js';

/** The days are those of `recorded`, and of `stateAfter`: 1 March and after. */
const dated = (event: EnrolmentEvent, effectiveOn: string): EnrolmentEvent => ({ ...event, effectiveOn });
function standsOn(before: readonly EnrolmentEvent[], event: EnrolmentEvent, was: Enrolment = stateAfter(before)): boolean {
  const [fact] = recorded([event]);
  if (!fact) throw new Error('is recorded');
  return stands(stateAfter(before), fact, was);
}
const LAST = '2026-12-18';

describe('what was recorded of an enrolment stands on what came before it', () => {
  it('from an application or a nomination on, and nothing else does at first', () => {
    expect(standsOn([], submitted())).toBe(true);
    expect(standsOn([], nominated)).toBe(true);
    for (const event of [eligible, shortlisted, accepted, enrolled, attended(10), withdrawn, awarded]) expect(standsOn([], event)).toBe(false);
  });

  it('or on what it was carried on from elsewhere', () => {
    const brought = { ...enrolled, data: { ...enrolled.data, continued: continued(60, 30) } } as EnrolmentEvent;
    expect(standsOn([], brought)).toBe(true);
    expect(standsOn(way.withdrawn, brought)).toBe(true);
    expect(standsOn([], { ...enrolled, data: { ...enrolled.data, continued: undefined } } as unknown as EnrolmentEvent)).toBe(false);
  });

  it('in the stages in which it may be recorded', () => {
    expect(standsOn(way.eligible, dated(shortlisted, LAST))).toBe(true);
    expect(standsOn(way.applied, dated(shortlisted, LAST))).toBe(false);
    expect(standsOn(way.shortlisted, dated(waitlisted, LAST))).toBe(true);
    expect(standsOn(way.eligible, dated(waitlisted, LAST))).toBe(false);
    expect(standsOn(way.interrupted, dated(resumed, LAST))).toBe(true);
    expect(standsOn(way.enrolled, dated(resumed, LAST))).toBe(false);
    expect(standsOn(way.applied, dated(submitted(2), LAST))).toBe(false);
    expect(standsOn(way.withdrawn, dated(submitted(2), LAST))).toBe(true);
    expect(standsOn(way.completed, dated(awarded, LAST))).toBe(true);
    expect(standsOn(way.inProgress, dated(awarded, LAST))).toBe(false);
  });

  it('from the day on which it came to that stage', () => {
    const before = [dated(submitted(), '2026-03-01'), dated(eligible, '2026-03-05')];
    expect(standsOn(before, dated(shortlisted, '2026-03-05'))).toBe(true);
    expect(standsOn(before, dated(shortlisted, '2026-03-04'))).toBe(false);
  });

  it('or, of hours, on days on which the leader took part', () => {
    const before = [...way.accepted, dated(enrolled, '2026-03-03'), dated(attended(30), '2026-03-09')];
    for (const hours of [attended(10), studied(10)]) {
      expect(standsOn(before, dated(hours, '2026-03-03'))).toBe(true);
      expect(standsOn(before, dated(hours, '2026-03-02'))).toBe(false);
      const away = [...before, dated(interrupted, '2026-03-12')];
      expect(standsOn(away, dated(hours, '2026-03-11'))).toBe(true);
      expect(standsOn(away, dated(hours, '2026-03-12'))).toBe(false);
      expect(standsOn([...away, dated(resumed, '2026-03-20')], dated(hours, '2026-03-12'))).toBe(true);
    }
  });

  it('as long as an offer could still be accepted on that day', () => {
    expect(standsOn(way.offered, dated(accepted, RESPOND_BY))).toBe(true);
    expect(standsOn(way.offered, dated(accepted, '2026-03-17'))).toBe(false);
    expect(standsOn(way.offered, dated(declined, '2026-03-17'))).toBe(true);
    expect(standsOn(way.waitlisted, dated(accepted, RESPOND_BY))).toBe(false);
  });

  it('as long as a completion has the hours that it says', () => {
    const { data } = completed as Extract<EnrolmentEvent, { readonly type: 'ProgrammeCompleted' }>;
    const after = (attendance: number, study: number, day = LAST) => [...way.enrolled, dated(attended(attendance), day), dated(studied(study), day)];
    const done = dated(completed, LAST);
    expect(standsOn(after(data.attendanceMinutes, data.reflectionMinutes), done)).toBe(true);
    expect(standsOn(after(data.attendanceMinutes + 1, data.reflectionMinutes + 1), done)).toBe(true);
    expect(standsOn(after(data.attendanceMinutes - 1, data.reflectionMinutes), done)).toBe(false);
    expect(standsOn(after(data.attendanceMinutes, data.reflectionMinutes - 1), done)).toBe(false);
    // What comes after its day does not count for it.
    expect(standsOn(after(data.attendanceMinutes, data.reflectionMinutes, '2026-12-19'), done)).toBe(false);
    expect(standsOn([...after(data.attendanceMinutes, data.reflectionMinutes, '2026-12-01'), dated(interrupted, '2026-12-02')], done)).toBe(false);
  });

  it.each([
    ['a deferral', deferred],
    ['a transfer', transferred],
  ])('as long as %s brought along the hours that there are', (_what, moved) => {
    const before = [...way.enrolled, attended(60), studied(30)];
    const was = (...hours: readonly EnrolmentEvent[]) => stateAfter([...way.enrolled, ...hours]);
    const on = dated(moved, LAST);
    expect(standsOn(before, on, was(attended(60), studied(30)))).toBe(true);
    expect(standsOn(before, on, was(attended(50), studied(30)))).toBe(false);
    expect(standsOn(before, on, was(attended(60), studied(20)))).toBe(false);
    expect(standsOn(before, on, stateAfter([]))).toBe(true);
    // Hours that were there, said by other events, are the same hours.
    expect(standsOn(before, on, was(studied(10), attended(60), studied(20)))).toBe(true);
  });
});
