import { deciding, metaFor } from '@app/kernel/testing';
import { continued, endorsed, ENROLMENT, nominated, offered, OTHER_ENROLMENT, ref, stateAfter, submitted, transferred, way } from '../testing/journey.js';
import { endorse, EndorseApplication } from './endorse-application.js';
import type { EnrolmentEvent } from './enrolment.events.js';
import { codeAfter, enrolment } from './enrolment.js';
import { recordStudyHours, RecordStudyHours } from './record-study-hours.js';
import type { StatusCode } from './statuses.js';

describe('where an enrolment stands, by its codes', () => {
  it.each<readonly [before: StatusCode | undefined, type: EnrolmentEvent['type'], after: StatusCode | undefined]>([
    [undefined, 'ApplicationSubmitted', 'APPLIED'],
    ['NOMINATED', 'ApplicationSubmitted', 'APPLIED'],
    ['ENROLLED', 'AttendanceRecorded', 'IN_PROGRESS'],
    ['ENROLLED', 'StudyHoursRecorded', 'IN_PROGRESS'],
    ['INTERRUPTED', 'EnrolmentResumed', 'IN_PROGRESS'],
  ])('%s and %s make %s', (before, type, after) => expect(codeAfter(before, type)).toBe(after));

  it.each<readonly [before: StatusCode | undefined, type: EnrolmentEvent['type']]>([
    ['INTERRUPTED', 'AttendanceRecorded'],
    ['COMPLETED', 'StudyHoursRecorded'],
    ['ELIGIBLE', 'ApplicationEndorsed'],
    [undefined, 'ApplicationEndorsed'],
  ])('stays %s with %s', (before, type) => expect(codeAfter(before, type)).toBe(before));
});

describe('what an enrolment is remembered by', () => {
  it('is an endorsement of the nomination that its own application follows', () =>
    deciding(enrolment, endorse)(nominated, endorsed, submitted(1))
      .when(new EndorseApplication(metaFor(), { enrolmentId: ENROLMENT }))
      .thenNothing());
  it('is the first day here, also of who comes back with an offer', () =>
    expect(
      stateAfter([...way.transferred, { ...offered, data: { ...offered.data, continued: continued(60, 0, OTHER_ENROLMENT) } } as EnrolmentEvent]),
    ).toMatchObject({
      been: { enrolledOn: '2026-03-01', continues: OTHER_ENROLMENT },
    }));
  it('is nothing where nobody applied', () => {
    const attendedAlone: EnrolmentEvent = { type: 'StudyHoursRecorded', data: { ...ref, minutes: 60 } };
    for (const history of [[endorsed], [transferred], [attendedAlone]])
      deciding(
        enrolment,
        recordStudyHours,
      )(...history)
        .when(new RecordStudyHours(metaFor(), { enrolmentId: ENROLMENT, minutes: 60 }))
        .thenRefused('ENROLMENT_NOT_FOUND');
  });
});
