import { randomUUID } from 'node:crypto';
import relay, { type GraphQLTaggedNode, type IEnvironment, type Variables } from 'relay-runtime';
import { Journeys, OFFERED, STARTED } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';
import { compiled, type Compiled, environmentFor } from './support/relay.js';
import { type Way, wayTo } from './support/wire.js';

const DOCUMENTS = [
  `query clientsMomentsQuery($cohort: ID!, $day: Date!) {
    then: at(asOf: $day) { enrolments(cohort: $cohort, first: 10) { nodes { key status } } }
    now: at { enrolments(cohort: $cohort, first: 10) { nodes { key status } } }
  }`,
  `query clientsNowQuery($cohort: ID!) { at { enrolments(cohort: $cohort, first: 10) { nodes { key status } } } }`,
  `mutation clientsWithdrawMutation($input: WithdrawEnrolmentInput!, $cohort: ID!) {
    withdrawEnrolment(input: $input) {
      ... on Recorded {
        recordedFor
        receipt { events { type } }
        at { settled enrolments(cohort: $cohort, first: 10) { nodes { key status timeline(first: 20) { nodes { type by { leader { key } } } } } } }
      }
      ... on Refusal { code }
    }
  }`,
  `query clientsPartsQuery($ids: [ID!]!) {
    at { cohorts(first: 1) { nodes { name } } far: cohorts(first: 1, after: "x") { nodes { name } } }
    ahead: at(position: "1000000") { asOf }
    nodes(ids: $ids) { id }
  }`,
  `query clientsFiguresQuery($day: Date!) {
    at {
      funnel { applicants }
      figures { all: funnel { applied { masked } } divided: funnel(characteristic: "shoe-size") { applied { masked } } }
      cohorts(first: 1) { nodes { name } }
    }
    then: at(asOf: $day) { figures { publishedOn } cohorts(first: 1) { nodes { name } } }
  }`,
  `query clientsCohortsQuery($first: Int) { at { ...clientsCohorts_moment @arguments(first: $first) } }`,
  `fragment clientsCohorts_moment on Moment
    @argumentDefinitions(first: { type: "Int" }, after: { type: "String" }, last: { type: "Int" }, before: { type: "String" })
    @refetchable(queryName: "clientsCohortsPageQuery") {
    cohorts(first: $first, after: $after, last: $last, before: $before) @connection(key: "clientsCohorts_cohorts") { edges { node { name } } }
  }`,
];

interface Enrolments {
  readonly enrolments: { readonly nodes: readonly { readonly key: string; readonly status: string }[] };
}
interface Cohorts {
  readonly cohorts: {
    readonly edges: readonly { readonly node: { readonly name: string } }[];
    readonly pageInfo: { readonly endCursor: string; readonly startCursor: string; readonly hasNextPage: boolean; readonly hasPreviousPage: boolean };
  };
}

describe('Relay', () => {
  let system: System;
  let journeys: Journeys;
  let way: Way;
  let documents: Compiled;
  beforeAll(async () => {
    system = await startSystem();
    [journeys, way, documents] = await Promise.all([Journeys.prepare(system), wayTo(system), compiled(DOCUMENTS)]);
  });
  afterAll(() => system.stop());
  // Relay says so there where what it is answered is not as it keeps things: above all, where two things bear one id.
  const warnings: unknown[] = [];
  const { error } = console;
  beforeEach(() => {
    console.error = (...said) => warnings.push(...said);
  });
  afterEach(() => {
    console.error = error;
    expect(warnings.splice(0)).toEqual([]);
  });

  const statuses = ({ enrolments }: Enrolments) => Object.fromEntries(enrolments.nodes.map(({ key, status }) => [key, status]));
  const operationOf = (name: string, variables: Variables) => relay.createOperationDescriptor(documents.request(name), variables);
  const ask = (environment: IEnvironment, name: string, variables: Variables) =>
    relay.fetchQuery(environment, documents.request(name) as unknown as GraphQLTaggedNode, variables).toPromise();
  const kept = <Data>(environment: IEnvironment, name: string, variables: Variables) =>
    environment.lookup(operationOf(name, variables).fragment).data as unknown as Data;

  it('keeps two moments apart that it was answered side by side', async () => {
    const cohort = await journeys.openCohort();
    const enrolmentId = await journeys.offered(cohort);
    await system.record('declineOffer', { enrolmentId, effectiveOn: '2025-02-10' });
    await system.settled();
    const environment = environmentFor(way);
    const variables = { cohort, day: OFFERED };
    await ask(environment, 'clientsMomentsQuery', variables);
    const { then, now } = kept<Record<'then' | 'now', Enrolments>>(environment, 'clientsMomentsQuery', variables);
    expect(statuses(then)).toEqual({ [enrolmentId]: 'OFFERED' });
    expect(statuses(now)).toEqual({ [enrolmentId]: 'DECLINED' });
  });

  it('shows a list anew that a mutation answered in one trip, and what followed from it', async () => {
    const cohort = await journeys.openCohort({ capacity: 1 });
    const [has, waits] = [await journeys.offered(cohort), await journeys.offered(cohort)];
    // So that nothing of this is still to be done in the time that the mutation has for what follows from it.
    await system.settled();
    const environment = environmentFor(way);
    await ask(environment, 'clientsNowQuery', { cohort });
    const shown: Record<string, string>[] = [];
    const before = environment.lookup(operationOf('clientsNowQuery', { cohort }).fragment);
    expect(statuses((before.data as unknown as { at: Enrolments }).at)).toEqual({ [has]: 'OFFERED', [waits]: 'WAITLISTED' });
    const watched = environment.subscribe(before, ({ data }) => shown.push(statuses((data as unknown as { at: Enrolments }).at)));
    const requests = way.requests;
    await new Promise<void>((resolve, reject) => {
      relay.commitMutation(environment, {
        mutation: documents.request('clientsWithdrawMutation') as unknown as GraphQLTaggedNode,
        variables: { cohort, input: { commandId: randomUUID(), enrolmentId: has, effectiveOn: STARTED } },
        onCompleted: () => resolve(),
        onError: reject,
      });
    });
    watched.dispose();
    expect(shown).toEqual([{ [has]: 'WITHDRAWN', [waits]: 'OFFERED' }]);
    expect(way.requests - requests).toBe(1);
  });

  it('walks a list forwards and backwards while things are recorded, by the moment’s own id', async () => {
    // The latest first.
    for (const day of [9, 7, 5, 3]) await journeys.openCohort({ name: `Day ${day}`, startsOn: `2030-01-0${day}` });
    await system.settled();
    const environment = environmentFor(way);
    await ask(environment, 'clientsCohortsQuery', { first: 2 });
    const moment = () => {
      const { at } = kept<{ at: object }>(environment, 'clientsCohortsQuery', { first: 2 });
      const selector = relay.getSingularSelector(documents.fragment('clientsCohorts_moment'), at);
      if (!selector) throw new Error('nothing was kept');
      return { id: selector.dataID, cohorts: (environment.lookup(selector).data as unknown as Cohorts).cohorts };
    };
    const names = () => moment().cohorts.edges.map(({ node }) => node.name);
    const next = (more: object) => ask(environment, 'clientsCohortsPageQuery', { id: moment().id, ...more });
    expect(names()).toEqual(['Day 9', 'Day 7']);
    for (const day of [8, 6, 4]) await journeys.openCohort({ name: `Day ${day}`, startsOn: `2030-01-0${day}` });
    await system.settled();
    await next({ first: 3, after: moment().cohorts.pageInfo.endCursor });
    expect(names()).toEqual(['Day 9', 'Day 7', 'Day 6', 'Day 5', 'Day 4']);
    await journeys.openCohort({ name: 'Day 10', startsOn: '2030-01-10' });
    await system.settled();
    await next({ last: 2, before: moment().cohorts.pageInfo.startCursor });
    expect(names()).toEqual(['Day 10', 'Day 9', 'Day 7', 'Day 6', 'Day 5', 'Day 4']);
  });

  it('keeps what is answered beside what is refused', async () => {
    const cohort = await journeys.openCohort();
    await system.settled();
    const environment = environmentFor(way);
    const variables = { ids: [cohort, 'x'] };
    await ask(environment, 'clientsPartsQuery', variables);
    const parts = kept<{ at: { cohorts: object; far: null }; ahead: null; nodes: (object | null)[] }>(environment, 'clientsPartsQuery', variables);
    expect(parts).toMatchObject({
      at: { cohorts: { nodes: [{ name: expect.any(String) as string }] }, far: null },
      ahead: null,
      nodes: [{ id: cohort }, null],
    });
  });

  it('keeps figures beside those that are refused: of others’ programmes, of another day, by what there is not', async () => {
    await system.record('publishFigures', {});
    await system.settled();
    const environment = environmentFor(way);
    const variables = { day: OFFERED };
    await ask(environment, 'clientsFiguresQuery', variables);
    const something = expect.any(Object) as object;
    expect(kept(environment, 'clientsFiguresQuery', variables)).toMatchObject({
      at: { funnel: null, figures: { all: { applied: something }, divided: null }, cohorts: something },
      then: { figures: null, cohorts: something },
    });
  });
});
