import { Journeys, OFFERED } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';

describe('what was recorded', () => {
  let system: System;
  let journeys: Journeys;
  beforeAll(async () => {
    system = await startSystem();
    journeys = await Journeys.prepare(system);
  });
  afterAll(() => system.stop());
  const node = async <Data>(id: string, selection: string, language = 'en'): Promise<Data> => {
    await system.settled();
    const { data, errors } = await system.ask<{ node: Data }>(`query ($id: ID!) { node(id: $id) { ${selection} } }`, { id }, { 'accept-language': language });
    expect(errors).toBeUndefined();
    return data.node;
  };

  it('tells of a place given before others to whom, and why', async () => {
    const manual = await journeys.openCohort({ capacity: 1, automaticPromotion: false });
    const [holder, , behind] = [await journeys.offered(manual), await journeys.offered(manual), await journeys.offered(manual)];
    await system.record('declineOffer', { enrolmentId: holder, reason: 'Moving house.', effectiveOn: OFFERED });
    await system.settled();
    await system.record('promoteFromQueue', { cohortId: manual, enrolmentId: behind, reason: 'The only one from a rural practice.', effectiveOn: OFFERED });
    const steps = 'type label { value } outOfOrder priority cause basis text { value } enrolment { id }';
    const { timeline } = await node<{ timeline: { type: string }[] }>(manual, `... on Cohort { timeline { ${steps} } }`, 'cy');
    expect(timeline.find(({ type }) => type === 'PlacePromoted')).toMatchObject({
      label: { value: 'Cafwyd lle o’r rhestr aros' },
      outOfOrder: true,
      basis: 'OFFER',
      text: { value: 'The only one from a rural practice.' },
      enrolment: { id: behind },
    });
    expect(timeline.find(({ type }) => type === 'PlaceReleased')).toMatchObject({ cause: 'DECLINED', enrolment: { id: holder } });
    const board = await system.as('board-member');
    const { data } = await board.ask<{ node: { timeline: [] } }>('query ($id: ID!) { node(id: $id) { ... on Cohort { timeline { type } } } }', { id: manual });
    expect(data.node.timeline).toEqual([]);
  });

  it('tells of attendance at which session and how long, and of somebody ineligible what would suit instead', async () => {
    const cohortId = await journeys.openCohort();
    const sessionId = await journeys.session(cohortId, 240);
    const enrolmentId = await journeys.enrolled(cohortId);
    await system.record('recordAttendance', { enrolmentId, sessionId, minutes: 90 });
    const attended = await node<{ timeline: { type: string }[] }>(
      enrolmentId,
      '... on Enrolment { timeline { type minutes session { id title } respondBy application } }',
    );
    expect(attended.timeline.find(({ type }) => type === 'AttendanceRecorded')).toMatchObject({ minutes: 90, session: { id: sessionId, title: 'Module' } });
    expect(attended.timeline.find(({ type }) => type === 'ApplicationSubmitted')).toMatchObject({ application: 1 });
    const applied = await journeys.applied(cohortId);
    await system.record('screenApplicant', { enrolmentId: applied, eligible: false, reason: 'Too early.', signpostedTo: journeys.ground.programmeId });
    const screened = await node<{ timeline: { type: string }[] }>(applied, '... on Enrolment { timeline { type text { value } signpostedTo { id } } }');
    expect(screened.timeline.find(({ type }) => type === 'ApplicantFoundIneligible')).toMatchObject({
      text: { value: 'Too early.' },
      signpostedTo: { id: journeys.ground.programmeId },
    });
  });

  it('tells of a hold why it was placed, to who runs the installation, and not to whom it is about', async () => {
    const { leaderId } = await journeys.leader();
    await system.record('placeHold', { leaderId, reason: 'INQUIRY' });
    await system.record('liftHold', { leaderId });
    const { holds } = await node<{ holds: object[] }>(leaderId, '... on Leader { holds { type holdReason label { value } } }');
    expect(holds).toEqual([
      { type: 'HoldPlaced', holdReason: 'INQUIRY', label: { value: 'Put on hold: nothing is destroyed' } },
      { type: 'HoldLifted', holdReason: null, label: { value: 'Hold lifted' } },
    ]);
  });
});
