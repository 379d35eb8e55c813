import { enrolmentStream } from '@app/enrolment/events';
import { Streams } from '@app/event-store';
import { nodeId, parseNodeId } from '@app/graphql-kit';
import { Command, type CommandMeta, type Event, type Fold, type StreamOf } from '@app/kernel';
import { organisationStream } from '@app/organisation/events';
import { Projector, ReadModel } from '@app/read-model';
import { randomUUID } from 'node:crypto';
import { Journeys } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';

/** Whatever an older release recorded. */
class Earlier extends Command {}
const NO_STATE: Fold<null, Event> = { initialState: null, evolve: () => null };
const plain = (id: string) => parseNodeId(id)?.id ?? '';
const DAY = '2020-01-01';

describe('a history from before codes had a form and were unique, and cohorts ended', () => {
  let system: System;
  let journeys: Journeys;
  const organisations = { first: randomUUID(), second: randomUUID(), malformed: randomUUID() };
  const applied = { enrolmentId: randomUUID(), cohortId: '' };

  const recorded = <E extends Event>(stream: StreamOf<E>, effectiveOn: string, ...events: E[]) => {
    const [now, today] = [system.clock.instant(), system.clock.today()];
    const actor = { kind: 'person', id: randomUUID(), role: 'administrator' } as const;
    const meta: CommandMeta = { commandId: randomUUID(), actor, effectiveOn, now, today, correlationId: randomUUID() };
    return system.projector.get(Streams).transact(new Earlier(meta, {}), stream, NO_STATE, () => events);
  };

  beforeAll(async () => {
    system = await startSystem();
    journeys = await Journeys.prepare(system);
    const codes = { first: 'twin', second: 'twin', malformed: 'Bad Code!' };
    for (const [which, code] of Object.entries(codes)) {
      const organisationId = organisations[which as keyof typeof organisations];
      const data = { organisationId, code, name: { en: which }, sector: 'NHS', nation: 'SCOTLAND' } as const;
      await recorded(organisationStream(organisationId), DAY, { type: 'OrganisationRegistered', data });
    }
    // Somebody applied to a cohort on a day when it was over.
    const cohortId = await journeys.openCohort({ startsOn: '2022-01-01', endsOn: '2022-06-30', effectiveOn: '2021-10-01' });
    const { leaderId, assignmentId } = await journeys.leader();
    const { organisationId, programmeId } = journeys.ground;
    const ref = { enrolmentId: applied.enrolmentId, cohortId: plain(cohortId), programmeId: plain(programmeId), leaderId: plain(leaderId) };
    const data = { ...ref, assignmentId: plain(assignmentId), organisationId: plain(organisationId), application: 1 };
    await recorded(enrolmentStream(applied.enrolmentId), '2022-09-01', { type: 'ApplicationSubmitted', data });
    applied.cohortId = cohortId;
    await system.settled();
  });
  afterAll(() => system.stop());

  it('is answered as it was recorded, and the same once it is made anew', async () => {
    const { data, errors } = await system.ask<{ nodes: object[]; node: object }>(
      'query ($ids: [ID!]!, $id: ID!) { nodes(ids: $ids) { ... on Organisation { code nameEn } } node(id: $id) { ... on Enrolment { status statusSince } } }',
      { ids: Object.values(organisations).map((id) => nodeId('Organisation', id)), id: nodeId('Enrolment', applied.enrolmentId) },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      nodes: [
        { code: 'twin', nameEn: 'first' },
        { code: 'twin', nameEn: 'second' },
        { code: 'Bad Code!', nameEn: 'malformed' },
      ],
      node: { status: 'APPLIED', statusSince: '2022-09-01' },
    });
    const sums = await system.projector.get(ReadModel).checksum();
    await system.projector.get(Projector).rebuild();
    expect(await system.projector.get(ReadModel).checksum()).toEqual(sums);
  });

  it('goes on: each organisation can be renamed and closed, and whoever had applied is screened', async () => {
    for (const id of Object.values(organisations)) {
      const organisationId = nodeId('Organisation', id);
      expect(await system.mutate('renameOrganisation', { organisationId, name: { en: 'Renamed' } })).toMatchObject({ __typename: 'Recorded' });
      expect(await system.mutate('closeOrganisation', { organisationId })).toMatchObject({ __typename: 'Recorded' });
    }
    const enrolmentId = nodeId('Enrolment', applied.enrolmentId);
    expect(await system.mutate('screenApplicant', { enrolmentId, eligible: true })).toMatchObject({ receipt: { eventTypes: ['ApplicantFoundEligible'] } });
  });

  it('takes nothing new that would break the rules of today', async () => {
    const twin = { code: 'twin', name: { en: 'A third' }, sector: 'NHS', nation: 'SCOTLAND', effectiveOn: DAY };
    expect(await system.mutate('registerOrganisation', twin)).toMatchObject({ code: 'ORGANISATION_ALREADY_REGISTERED' });
    const { leaderId, assignmentId } = await journeys.leader();
    expect(await system.mutate('applyForCohort', { cohortId: applied.cohortId, leaderId, assignmentId, effectiveOn: '2022-09-01' })).toMatchObject({
      code: 'COHORT_ENDED',
    });
  });
});
