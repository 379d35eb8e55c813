import { ApolloClient, CombinedGraphQLErrors, gql, HttpLink, InMemoryCache, type TypedDocumentNode } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import { randomUUID } from 'node:crypto';
import { Journeys, OFFERED, STARTED } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';
import { type Way, wayTo } from './support/wire.js';

interface Enrolments {
  readonly id: string;
  readonly enrolments: { readonly nodes: readonly { readonly id: string; readonly key: string; readonly status: string }[] };
}
interface Page {
  readonly at: {
    readonly cohorts: {
      readonly edges: readonly { readonly node: { readonly id: string; readonly name: string } }[];
      readonly pageInfo: { readonly endCursor: string; readonly startCursor: string; readonly hasNextPage: boolean; readonly hasPreviousPage: boolean };
    };
  };
}

describe('Apollo Client', () => {
  let system: System;
  let journeys: Journeys;
  let way: Way;
  beforeAll(async () => {
    system = await startSystem();
    journeys = await Journeys.prepare(system);
    way = await wayTo(system);
  });
  afterAll(() => system.stop());

  const client = (pages = false) =>
    new ApolloClient({
      link: new HttpLink({ uri: way.url, headers: way.headers, fetch: way.fetch }),
      cache: new InMemoryCache(pages ? { typePolicies: { Moment: { fields: { cohorts: relayStylePagination() } } } } : {}),
    });
  const statuses = ({ enrolments }: Enrolments) => Object.fromEntries(enrolments.nodes.map(({ key, status }) => [key, status]));

  it('keeps two moments apart that it was answered side by side', async () => {
    const cohort = await journeys.openCohort();
    const enrolmentId = await journeys.offered(cohort);
    await system.record('declineOffer', { enrolmentId, effectiveOn: '2025-02-10' });
    await system.settled();
    const query = gql`
      query ($cohort: ID!, $day: Date!) {
        then: at(asOf: $day) {
          ...Enrolments
        }
        now: at {
          ...Enrolments
        }
      }
      fragment Enrolments on Moment {
        id
        enrolments(cohort: $cohort, first: 10) {
          nodes {
            id
            key
            status
          }
        }
      }
    `;
    const apollo = client();
    const variables = { cohort, day: OFFERED };
    await apollo.query({ query, variables });
    const kept = apollo.readQuery<Record<'then' | 'now', Enrolments>>({ query, variables });
    if (!kept) throw new Error('nothing was kept');
    expect(statuses(kept.then)).toEqual({ [enrolmentId]: 'OFFERED' });
    expect(statuses(kept.now)).toEqual({ [enrolmentId]: 'DECLINED' });
  });

  it('shows a list anew that a mutation answered in one trip, and what followed from it', async () => {
    const cohort = await journeys.openCohort({ capacity: 1 });
    const [has, waits] = [await journeys.offered(cohort), await journeys.offered(cohort)];
    // So that nothing of this is still to be done in the time that the mutation has for what follows from it.
    await system.settled();
    const fragment = `fragment EnrolmentsNow on Moment {
      id enrolments(cohort: $cohort, first: 10) { nodes { id key status timeline(first: 20) { nodes { eventId type } } } }
    }`;
    const apollo = client();
    const shown: Record<string, string>[] = [];
    const watched = apollo
      .watchQuery<{ at: Enrolments }>({
        query: gql`
          query ($cohort: ID!) {
            at {
              ...EnrolmentsNow
            }
          }
          ${fragment}
        `,
        variables: { cohort },
      })
      .subscribe(({ data, dataState }) => {
        if (dataState === 'complete') shown.push(statuses(data.at));
      });
    await system.eventually(
      () => Promise.resolve(shown.length),
      (count) => count === 1,
    );
    const before = way.requests;
    await apollo.mutate({
      mutation: gql`
        mutation ($input: WithdrawEnrolmentInput!, $cohort: ID!) {
          withdrawEnrolment(input: $input) {
            ... on Recorded {
              recordedFor
              receipt {
                events {
                  eventId
                  type
                }
              }
              at {
                ...EnrolmentsNow
              }
            }
            ... on Refusal {
              code
            }
          }
        }
        ${fragment}
      `,
      variables: { cohort, input: { commandId: randomUUID(), enrolmentId: has, effectiveOn: STARTED } },
    });
    await system.eventually(
      () => Promise.resolve(shown.length),
      (count) => count === 2,
    );
    watched.unsubscribe();
    expect(shown).toEqual([
      { [has]: 'OFFERED', [waits]: 'WAITLISTED' },
      { [has]: 'WITHDRAWN', [waits]: 'OFFERED' },
    ]);
    expect(way.requests - before).toBe(1);
    // Of each id one thing is kept: nothing else bears it.
    const ids = Object.values(apollo.cache.extract() as Record<string, { id?: string }>).flatMap(({ id }) => id ?? []);
    expect(ids).toHaveLength(new Set(ids).size);
    expect(ids).toEqual(expect.arrayContaining([has, waits]));
  });

  it('walks a list forwards and backwards while things are recorded', async () => {
    // The latest first.
    for (const day of [9, 7, 5, 3]) await journeys.openCohort({ name: `Day ${day}`, startsOn: `2030-01-0${day}` });
    await system.settled();
    const query = gql`
      query ($first: Int, $after: String, $last: Int, $before: String) {
        at {
          id
          cohorts(first: $first, after: $after, last: $last, before: $before) {
            edges {
              cursor
              node {
                id
                name
              }
            }
            pageInfo {
              endCursor
              startCursor
              hasNextPage
              hasPreviousPage
            }
          }
        }
      }
    `;
    const apollo = client(true);
    const pages = apollo.watchQuery<Page>({ query, variables: { first: 2 } });
    const watched = pages.subscribe(() => undefined);
    const cohorts = () => apollo.readQuery<Page>({ query, variables: { first: 2 } })?.at.cohorts;
    const names = () => cohorts()?.edges.map(({ node }) => node.name);
    await system.eventually(
      () => Promise.resolve(names()),
      (shown) => shown?.length === 2,
    );
    for (const day of [8, 6, 4]) await journeys.openCohort({ name: `Day ${day}`, startsOn: `2030-01-0${day}` });
    await system.settled();
    await pages.fetchMore({ variables: { first: 3, after: cohorts()?.pageInfo.endCursor } });
    expect(names()).toEqual(['Day 9', 'Day 7', 'Day 6', 'Day 5', 'Day 4']);
    await journeys.openCohort({ name: 'Day 10', startsOn: '2030-01-10' });
    await system.settled();
    await pages.fetchMore({ variables: { first: null, last: 2, before: cohorts()?.pageInfo.startCursor } });
    watched.unsubscribe();
    expect(names()).toEqual(['Day 10', 'Day 9', 'Day 7', 'Day 6', 'Day 5', 'Day 4']);
  });

  it('is given what is answered beside what is refused, with the reasons', async () => {
    const cohort = await journeys.openCohort();
    await system.settled();
    const query: TypedDocumentNode<{ at: { cohorts: object | null; far: object | null }; ahead: object | null; nodes: (object | null)[] }> = gql`
      query ($ids: [ID!]!) {
        at {
          id
          cohorts(first: 1) {
            nodes {
              name
            }
          }
          far: cohorts(first: 1, after: "x") {
            nodes {
              name
            }
          }
        }
        ahead: at(position: "1000000") {
          id
          asOf
        }
        nodes(ids: $ids) {
          id
        }
      }
    `;
    const { data, error } = await client().query({
      query,
      variables: { ids: [cohort, 'x'] },
      errorPolicy: 'all',
    });
    expect(data).toMatchObject({ at: { cohorts: { nodes: [{ name: expect.any(String) as string }] }, far: null }, ahead: null, nodes: [{ id: cohort }, null] });
    const refused = CombinedGraphQLErrors.is(error) ? error.errors.map(({ path, extensions }) => [path?.join('.'), extensions?.['code']]) : error;
    expect(refused).toEqual(
      expect.arrayContaining([
        ['at.far', 'INVALID_CURSOR'],
        ['ahead', 'MOMENT_IN_FUTURE'],
        ['nodes.1', 'INVALID_ID'],
      ]),
    );
  });

  it('is given figures beside those that are refused: of others’ programmes, of another day, by what there is not', async () => {
    await system.record('publishFigures', {});
    await system.settled();
    interface Figures {
      readonly all: { readonly applied: object };
      readonly divided: null;
    }
    const query: TypedDocumentNode<{ at: { funnel: null; figures: Figures; cohorts: object }; then: { figures: null; cohorts: object } }> = gql`
      query ($day: Date!) {
        at {
          id
          funnel {
            applicants
          }
          figures {
            id
            all: funnel {
              applied {
                masked
              }
            }
            divided: funnel(characteristic: "shoe-size") {
              applied {
                masked
              }
            }
          }
          cohorts(first: 1) {
            nodes {
              id
            }
          }
        }
        then: at(asOf: $day) {
          id
          figures {
            id
          }
          cohorts(first: 1) {
            nodes {
              id
            }
          }
        }
      }
    `;
    const apollo = client();
    const variables = { day: OFFERED };
    const { data, error } = await apollo.query({ query, variables, errorPolicy: 'all' });
    const parts = {
      at: { funnel: null, figures: { all: { applied: expect.any(Object) as object }, divided: null }, cohorts: expect.any(Object) as object },
      then: { figures: null, cohorts: expect.any(Object) as object },
    };
    expect(data).toMatchObject(parts);
    expect(apollo.readQuery({ query, variables })).toMatchObject(parts);
    const refused = CombinedGraphQLErrors.is(error) ? error.errors.map(({ path, extensions }) => [path?.join('.'), extensions?.['code']]) : error;
    expect(refused).toEqual(
      expect.arrayContaining([
        ['at.funnel', 'FUNNEL_OF_OTHERS'],
        ['at.figures.divided', 'FIGURES_CHARACTERISTIC'],
        ['then.figures', 'FIGURES_DATES'],
      ]),
    );
  });
});
