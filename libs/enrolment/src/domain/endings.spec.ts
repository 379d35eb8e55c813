import { deciding } from '@app/kernel/testing';
import { continued, early, ENROLMENT, on, OTHER_ENROLMENT, ref, STAGES, stateAfter, submitted, way } from '../testing/journey.js';
import { endApplication, EndApplication } from './end-application.js';
import { endDuplicate, EndDuplicate } from './end-duplicate.js';
import type { EnrolmentEvent } from './enrolment.events.js';
import { type Enrolment, enrolment } from './enrolment.js';
import { LIVE } from './statuses.js';

/** Before any of these was recorded. */
const EARLIER = '2026-02-28T09:00:00.000Z';

describe('an application that ends with something else', () => {
  const given = deciding(enrolment, endApplication);
  const ending = (meta = on('2026-05-01'), endedAt = '2026-05-01T09:00:00.000Z') =>
    new EndApplication(meta, { enrolmentId: ENROLMENT, cause: 'PARTICIPATION_WITHDRAWN', endedAt });
  const ended = (effectiveOn: string): EnrolmentEvent => ({ type: 'EnrolmentWithdrawn', data: { ...ref, cause: 'PARTICIPATION_WITHDRAWN' }, effectiveOn });

  it.each(STAGES)('is withdrawn where it is %s and live, and else left as it is', (stage) => {
    const outcome = given(...way[stage]).when(ending());
    if ((LIVE as readonly string[]).includes(stateAfter(way[stage]).status)) outcome.thenRecorded(ended('2026-05-01'));
    else outcome.thenNothing();
  });
  it('is never refused for its day', () => given(submitted()).when(ending(early)).thenRecorded(ended('2026-03-01')));
  it('is another one where they applied again since', () =>
    given(submitted())
      .when(ending(on('2026-05-01'), EARLIER))
      .thenNothing());
  it('is the one that was recorded at the same moment', () =>
    given(submitted())
      .when(ending(on('2026-05-01'), '2026-03-01T09:00:00.000Z'))
      .thenRecorded(ended('2026-05-01')));
  it('is one that a deferral or transfer began, whenever that was', () => {
    const begun: EnrolmentEvent = { type: 'LeaderEnrolled', data: { ...ref, continued: continued(60) } };
    given(begun)
      .when(ending(on('2026-05-01'), EARLIER))
      .thenRecorded(ended('2026-05-01'));
  });
});

describe('two enrolments of one person in one cohort', () => {
  const other = (stage: keyof typeof way): Enrolment => stateAfter(way[stage]);
  const gone = { type: 'EnrolmentWithdrawn', data: { ...ref, cause: 'MERGED' }, effectiveOn: '2026-05-01' } as const;
  const command = new EndDuplicate(on('2026-05-01'), { ...ref, before: [OTHER_ENROLMENT], after: [] });
  const beside = (others: { before?: Enrolment[]; after?: Enrolment[] }) => deciding(enrolment, endDuplicate, { before: [], after: [], ...others });

  it('leave the one that has come further', () => {
    beside({ after: [other('enrolled')] })(...way.shortlisted)
      .when(command)
      .thenRecorded(gone);
    beside({ before: [other('shortlisted')] })(...way.enrolled)
      .when(command)
      .thenNothing();
    beside({ before: [other('completed')] })(...way.applied)
      .when(command)
      .thenRecorded(gone);
  });
  it('leave that of the record that goes on, where both have come as far', () => {
    beside({ before: [other('applied')] })(...way.applied)
      .when(command)
      .thenRecorded(gone);
    beside({ after: [other('applied')] })(...way.applied)
      .when(command)
      .thenNothing();
  });
  it('end on no day before their last', () =>
    deciding(enrolment, endDuplicate, { before: [other('applied')], after: [] })(...way.applied)
      .when(new EndDuplicate(early, command.input))
      .thenRecorded({ ...gone, effectiveOn: '2026-03-01' }));
  it('are none where one has ended', () => {
    beside({ before: [other('withdrawn')] })(...way.applied)
      .when(command)
      .thenNothing();
    beside({ before: [other('applied')] })(...way.withdrawn)
      .when(command)
      .thenNothing();
    beside({ before: [{ status: 'none' }] })(...way.applied)
      .when(command)
      .thenNothing();
  });
});
