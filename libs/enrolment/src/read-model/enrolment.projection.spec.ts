import { declaredLabels } from '@app/graphql-kit';
import { say } from '@app/localisation';
import { projecting, specifiedId } from '@app/read-model/testing';
import type { EnrolmentEvent } from '../domain/enrolment.events.js';
import { refuse } from '../domain/refusals.js';
import { codeAfter } from '../domain/enrolment.js';
import { type Status, type StatusCode, STATUSES } from '../domain/statuses.js';
import { ENROLMENT, moving, OTHER_ENROLMENT, ref, RESPOND_BY, SESSION, sponsor, STAGES, stateAfter, way } from '../testing/journey.js';
import { attendanceProjection, enrolmentProjection } from './enrolment.projection.js';
import type { AttendanceRow, EnrolmentRow } from './enrolment.row.js';

const applied: EnrolmentEvent = { type: 'ApplicationSubmitted', data: { ...ref, ...sponsor, application: 1 }, effectiveOn: '2026-03-01' };
const offered: EnrolmentEvent = { type: 'PlaceOffered', data: { ...ref, respondBy: RESPOND_BY }, effectiveOn: '2026-03-02' };
const accepted: EnrolmentEvent = { type: 'OfferAccepted', data: ref, effectiveOn: '2026-03-03' };
const enrolled: EnrolmentEvent = { type: 'LeaderEnrolled', data: ref, effectiveOn: '2026-04-01' };
const attended = (minutes: number, corrects?: string): EnrolmentEvent => ({
  type: 'AttendanceRecorded',
  data: { ...ref, sessionId: SESSION, minutes },
  effectiveOn: '2026-04-10',
  ...(corrects !== undefined && { corrects }),
});
const withdrawn: EnrolmentEvent = { type: 'EnrolmentWithdrawn', data: ref, effectiveOn: '2026-04-05' };

describe('the enrolment table', () => {
  const table = projecting<EnrolmentEvent, EnrolmentRow>(enrolmentProjection);

  it('answers for every day of a journey', () => {
    const journey = table.given(applied, offered, accepted, enrolled, attended(360));
    const statusOn = (asOf: string) => journey.row(ENROLMENT, { asOf })?.status;
    expect(['2026-02-28', '2026-03-01', '2026-03-02', '2026-03-31', '2026-04-01', '2026-04-10'].map(statusOn)).toEqual([
      undefined,
      'APPLIED',
      'OFFERED',
      'ACCEPTED',
      'ENROLLED',
      'IN_PROGRESS',
    ]);
  });

  it('keeps the last day to answer only while there is an offer to answer', () => {
    const journey = table.given(applied, offered, accepted);
    expect(journey.row(ENROLMENT, { asOf: '2026-03-02' })?.respondBy).toBe(RESPOND_BY);
    expect(journey.row(ENROLMENT, { asOf: '2026-03-03' })).toMatchObject({ respondBy: null, everOffered: true, everEnrolled: false });
  });

  it('counts a corrected register once, and as it was known before', () => {
    const journey = table.given(applied, offered, accepted, enrolled, attended(360), attended(180, specifiedId(5)), attended(240, specifiedId(6)));
    const minutesKnownAt = (knownAt: number) => journey.row(ENROLMENT, { asOf: '2026-12-31', knownAt })?.attendanceMinutes;
    expect([5, 6, 7].map(minutesKnownAt)).toEqual([360, 180, 240]);
  });

  it('puts a withdrawal that is recorded late on its own day, and what happened after it stays counted', () => {
    const journey = table.given(applied, offered, accepted, enrolled, attended(360), withdrawn);
    expect(journey.row(ENROLMENT, { asOf: '2026-04-04' })?.status).toBe('ENROLLED');
    expect(journey.row(ENROLMENT, { asOf: '2026-04-10' })).toMatchObject({ status: 'WITHDRAWN', attendanceMinutes: 360, statusSince: '2026-04-05' });
    expect(journey.row(ENROLMENT, { asOf: '2026-04-10', knownAt: 5 })?.status).toBe('IN_PROGRESS');
  });

  it('begins with what a deferral brings along, and says where it went', () => {
    const continued = { enrolmentId: OTHER_ENROLMENT, attendanceMinutes: 600, reflectionMinutes: 120 };
    expect(
      table.given({ type: 'LeaderEnrolled', data: { ...ref, sponsor, continued }, effectiveOn: '2026-05-01' }).row(ENROLMENT, { asOf: '2026-05-01' }),
    ).toMatchObject({
      status: 'ENROLLED',
      ...sponsor,
      continuesId: OTHER_ENROLMENT,
      attendanceMinutes: 600,
      reflectionMinutes: 120,
      applications: 0,
    });
    const deferred: EnrolmentEvent = { type: 'EnrolmentDeferred', data: { ...ref, ...moving }, effectiveOn: '2026-05-01' };
    expect(table.given(applied, offered, accepted, enrolled, deferred).row(ENROLMENT, { asOf: '2026-05-01' })).toMatchObject({
      status: 'DEFERRED',
      continuedById: OTHER_ENROLMENT,
    });
  });

  it('takes what comes back instead of adding it to what was here before', () => {
    const back: EnrolmentEvent = {
      type: 'LeaderEnrolled',
      data: { ...ref, sponsor, continued: { enrolmentId: OTHER_ENROLMENT, attendanceMinutes: 900, reflectionMinutes: 0 } },
      effectiveOn: '2026-09-01',
    };
    const deferred: EnrolmentEvent = { type: 'EnrolmentDeferred', data: { ...ref, ...moving }, effectiveOn: '2026-05-01' };
    expect(table.given(applied, offered, accepted, enrolled, attended(360), deferred, back).row(ENROLMENT, { asOf: '2026-09-01' })?.attendanceMinutes).toBe(
      900,
    );
  });

  it('forgets an endorsement with the application that it was given to', () => {
    const endorsed: EnrolmentEvent = { type: 'ApplicationEndorsed', data: ref, effectiveOn: '2026-03-01' };
    const again: EnrolmentEvent = { type: 'ApplicationSubmitted', data: { ...ref, ...sponsor, application: 2 }, effectiveOn: '2026-06-01' };
    const journey = table.given(applied, endorsed, withdrawn, again);
    expect(journey.row(ENROLMENT, { asOf: '2026-04-05' })?.endorsed).toBe(true);
    expect(journey.row(ENROLMENT, { asOf: '2026-06-01' })).toMatchObject({ endorsed: false, applications: 2, status: 'APPLIED' });
  });
});

describe('the attendance table', () => {
  it('has the register as it was last recorded', () => {
    const id = `${ENROLMENT}:${SESSION}`;
    projecting<EnrolmentEvent, AttendanceRow>(attendanceProjection)
      .given(attended(360), attended(0, specifiedId(1)))
      .thenRows([{ id, sessionId: SESSION, enrolmentId: ENROLMENT, leaderId: ref.leaderId, programmeId: ref.programmeId, minutes: 0 }], { asOf: '2026-04-10' });
  });
});

describe('where an enrolment stands', () => {
  const table = projecting<EnrolmentEvent, EnrolmentRow>(enrolmentProjection);

  it.each(STAGES.filter((status) => status !== 'none'))('is one thing to decisions, to tables and to whoever reads a stream: %s', (status) => {
    const { code } = STATUSES[status];
    expect(stateAfter(way[status]).status).toBe(status);
    expect(table.given(...way[status]).row(ENROLMENT)?.status).toBe(code);
    expect(way[status].reduce<StatusCode | undefined>((before, { type }) => codeAfter(before, type), undefined)).toBe(code);
  });

  it('stays as it was where attendance of the past is recorded', () => {
    const late: readonly EnrolmentEvent[] = [...way.completed, attended(60)];
    expect(table.given(...late).row(ENROLMENT)?.status).toBe('COMPLETED');
    expect(late.reduce<StatusCode | undefined>((before, { type }) => codeAfter(before, type), undefined)).toBe('COMPLETED');
  });

  it.each(Object.keys(STATUSES) as Status[])('is called the same in refusals, in the list of what there is, and where an event says no more: %s', (status) => {
    const { text, details } = refuse('ENROLMENT_ENDED', { status });
    const { code, en, cy } = STATUSES[status];
    expect([say(text, details, 'en'), say(text, details, 'cy')]).toEqual([expect.stringContaining(`“${en}”`), expect.stringContaining(`“${cy}”`)]);
    expect(declaredLabels().get('EnrolmentStatus')?.get(code)).toMatchObject({ en, cy });
  });
});
