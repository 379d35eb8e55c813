import { recorded } from '@app/kernel/testing';
import { attended, continued, COHORT, SESSION, stateAfter, studied, way } from '../testing/journey.js';
import type { AttendanceRecorded } from './enrolment.events.js';
import { type Hours, NO_HOURS, totals, withAttendance, withBrought } from './hours.js';

/** Those of two days. */
function recordedHours(): Hours {
  const state = stateAfter([
    ...way.enrolled,
    { ...attended(60), effectiveOn: '2026-03-04' },
    { ...attended(30, COHORT), effectiveOn: '2026-03-05' },
    { ...studied(20), effectiveOn: '2026-03-04' },
    { ...studied(10), effectiveOn: '2026-03-05' },
  ]);
  return state.status === 'none' ? NO_HOURS : state.hours;
}

describe('hours', () => {
  it('are none at first', () => expect(totals(NO_HOURS)).toStrictEqual({ attendanceMinutes: 0, reflectionMinutes: 0 }));
  it.each([
    [undefined, 90, 30],
    ['2026-03-05', 90, 30],
    ['2026-03-04', 60, 20],
    ['2026-03-03', 0, 0],
  ])('count to the end of a day, such as %s', (day, attendanceMinutes, reflectionMinutes) =>
    expect(totals(recordedHours(), day)).toStrictEqual({ attendanceMinutes, reflectionMinutes }),
  );
  it('come to what is brought, where they were part of it already', () => {
    const brought = withBrought(recordedHours(), continued(150, 75));
    expect(totals(brought)).toStrictEqual({ attendanceMinutes: 150, reflectionMinutes: 75 });
    expect(brought.brought).toStrictEqual({ attendanceMinutes: 60, reflectionMinutes: 45 });
    expect(totals(withBrought(brought, continued(160, 80)))).toStrictEqual({ attendanceMinutes: 160, reflectionMinutes: 80 });
  });
  it('say which register stands, and leave what was known before as it was', () => {
    const hours = recordedHours();
    const [corrected] = recorded([{ ...attended(45), effectiveOn: '2026-03-04' } as AttendanceRecorded]);
    if (!corrected) throw new Error('is recorded');
    const after = withAttendance(hours, corrected);
    expect(after.attendance.get(SESSION)).toStrictEqual({ minutes: 45, on: '2026-03-04', eventId: corrected.id });
    expect(totals(after)).toStrictEqual({ attendanceMinutes: 75, reflectionMinutes: 30 });
    expect(totals(hours).attendanceMinutes).toBe(90);
  });
});
