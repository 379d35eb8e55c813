import { parseNodeId } from '@app/graphql-kit';
import { APPLIED, Journeys, OFFERED } from '../support/journey.js';
import { type Outcome, type Recorded, startSystem, type System } from '../support/system.js';

const reasonCode = 'RECORDED_IN_ERROR';

let system: System;
let journeys: Journeys;
beforeAll(async () => {
  system = await startSystem();
  journeys = await Journeys.prepare(system);
});
afterAll(() => system.stop());

const eventOf = ({ receipt }: Recorded): string => receipt.eventIds[0] ?? '';
const voiding = (who: System, eventId: string): Promise<Outcome> => who.mutate('voidFact', { eventId, reasonCode });
const signedIn = (leaderId: string): Promise<System> =>
  system.as({ actor: { kind: 'person', id: parseNodeId(leaderId)?.id ?? leaderId, role: 'leader' }, claims: [] });
const settled = async <T>(recorded: T): Promise<T> => {
  await system.settled();
  return recorded;
};

/** What stands in the way, to who is not shown it. */
const UNNAMED = { code: 'LATER_FACT_STANDS_ON_IT', message: expect.stringMatching(/not yours to see/) };
const named = (later: Recorded) => ({ code: 'LATER_FACT_STANDS_ON_IT', message: expect.stringContaining(eventOf(later)) });

describe('what stands on a fact', () => {
  it('is named to who sees the history, and not to the manager who nominated', async () => {
    const cohortId = await journeys.openCohort();
    const [manager, nominee] = [await journeys.leader(), await journeys.leader()];
    await system.record('setReportingLine', { assignmentId: nominee.assignmentId, managerId: manager.leaderId, effectiveOn: '2022-04-01' });
    await system.settled();
    const they = await signedIn(manager.leaderId);
    const nominated = await settled(await they.record('nominateLeader', { cohortId, ...nominee, effectiveOn: APPLIED }));
    const enrolmentId = nominated.id;
    const screened = await settled(await system.record('screenApplicant', { enrolmentId, eligible: true, effectiveOn: APPLIED }));
    expect(await voiding(they, eventOf(nominated))).toMatchObject({ ...UNNAMED, field: 'eventId' });
    expect(await voiding(system, eventOf(nominated))).toMatchObject(named(screened));
    // Nor is it told that there is such an event, by whatever takes its id.
    expect(await voiding(they, eventOf(screened))).toMatchObject({ code: 'EVENT_NOT_FOUND' });
    const correction = { enrolmentId, corrects: eventOf(screened), reasonCode, effectiveOn: APPLIED };
    expect(await they.mutate('endorseApplication', correction)).toMatchObject({ code: 'FACT_NOT_FOUND', field: 'corrects' });
    expect(await system.mutate('endorseApplication', correction)).toMatchObject({ code: 'FACT_OF_ANOTHER_COMMAND', field: 'corrects' });
  });

  it('is named to a panel as far as it is of selection, whether that is to be voided or corrected', async () => {
    const cohortId = await journeys.openCohort({ capacity: 1 });
    const member = await journeys.leader();
    await system.record('appointSelectionPanelMember', { cohortId, personId: member.leaderId, effectiveOn: '2025-01-06' });
    await journeys.offered(cohortId);
    const enrolmentId = await journeys.applied(cohortId);
    await system.settled();
    const they = await signedIn(member.leaderId);
    const screened = await settled(await they.record('screenApplicant', { enrolmentId, eligible: true, effectiveOn: APPLIED }));
    const shortlisted = await settled(await they.record('shortlistApplicant', { enrolmentId, effectiveOn: APPLIED }));
    expect(await voiding(they, eventOf(screened))).toMatchObject(named(shortlisted));
    await system.record('offerPlace', { enrolmentId, effectiveOn: OFFERED });
    await system.settled();
    expect(await journeys.status(enrolmentId)).toBe('WAITLISTED');
    expect(await voiding(they, eventOf(shortlisted))).toMatchObject(UNNAMED);
    const later = { enrolmentId, corrects: eventOf(shortlisted), reasonCode, effectiveOn: '2025-05-01' };
    expect(await they.mutate('shortlistApplicant', later)).toMatchObject({ ...UNNAMED, field: 'corrects' });
    expect(await voiding(system, eventOf(shortlisted))).toMatchObject({ message: expect.stringContaining('Joined the waiting list') });
  });
});

describe('an event whose id can be reckoned', () => {
  it('is not found by who sees its cohort, and not what became of its places', async () => {
    const cohortId = await journeys.openCohort({ capacity: 1 });
    const opened = await settled(await system.record('reviseCohort', { cohortId, capacity: 2, effectiveOn: '2025-01-06' }));
    const participant = await journeys.leader();
    await system.settled();
    const they = await signedIn(participant.leaderId);
    expect((await they.ask('query ($id: ID!) { node(id: $id) { id } }', { id: cohortId })).data).toMatchObject({ node: { id: cohortId } });
    expect(await voiding(they, eventOf(opened))).toMatchObject({ code: 'EVENT_NOT_FOUND', field: 'eventId' });
  });

  it('is no secret to who recorded it, who is told why it stands', async () => {
    const partner = await system.as({
      actor: { kind: 'person', id: 'f0000000-0000-4000-8000-000000000001', role: 'talent-partner' },
      claims: [{ role: 'talent-partner', scope: { organisations: ['nhs-example'] } }],
    });
    const somebody = { legalName: 'Siân', sortName: 'Siân', language: 'CY', effectiveOn: '2020-01-01' };
    const registered = await settled(await partner.record('registerLeader', somebody));
    expect(await voiding(partner, eventOf(registered))).toMatchObject({ code: 'FACT_NOT_AMENDABLE', message: expect.stringMatching(/erased/) });
  });
});

describe('what is voided', () => {
  it('is recorded for what it is of, which is found by that id', async () => {
    const person = await journeys.leader();
    const { programmeId } = journeys.ground;
    const appointed = await system.record('appointProgrammeLead', { programmeId, personId: person.leaderId, effectiveOn: '2025-01-06' });
    await system.settled();
    const { id } = await settled(await system.record('voidFact', { eventId: eventOf(appointed), reasonCode }));
    expect((await system.ask('query ($id: ID!) { node(id: $id) { __typename } }', { id })).data).toEqual({ node: { __typename: 'Programme' } });
    const post = await system.record('startAssignment', {
      leaderId: person.leaderId,
      organisationId: journeys.ground.organisationId,
      post: 'Matron',
      wtePercent: 20,
      basis: 'SUBSTANTIVE',
      effectiveOn: '2024-01-01',
    });
    await system.settled();
    expect((await system.record('voidFact', { eventId: eventOf(post), reasonCode })).id).toBe(post.id);
  });
});
