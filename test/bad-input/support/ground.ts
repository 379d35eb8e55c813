import { nodeId } from '@app/graphql-kit';
import { APPLIED, Journeys, OFFERED } from '../../support/journey.js';
import type { System } from '../../support/system.js';

/** What bad input can be about: people and cohorts at every stage that a refusal is for. */
export type Ground = Awaited<ReturnType<typeof prepare>>;

const HOUR = 60;

export async function prepare(system: System) {
  const journeys = await Journeys.prepare(system, { hours: { attendanceMinutes: 6 * HOUR, reflectionMinutes: 0 } });
  const { organisationId, programmeId } = journeys.ground;
  const foreign = await Journeys.prepare(system, { code: 'foreign-programme' });

  const [full, roomy, cancelled, elsewhere] = await Promise.all([
    journeys.openCohort({ name: 'Full', capacity: 1 }),
    journeys.openCohort({ name: 'Roomy' }),
    journeys.openCohort({ name: 'Cancelled' }),
    foreign.openCohort({ name: 'Elsewhere' }),
  ]);
  const closed = await system.record('registerOrganisation', {
    code: 'closed',
    name: { en: 'Closed' },
    sector: 'NHS',
    nation: 'SCOTLAND',
    effectiveOn: '2020-01-01',
  });
  const [session, sessionElsewhere, sessionAhead] = await Promise.all([
    journeys.session(full, 6 * HOUR),
    journeys.session(roomy, 6 * HOUR),
    journeys.openCohort({ name: 'Ahead', startsOn: '2090-01-02', endsOn: '2090-12-29' }).then((ahead) => journeys.session(ahead, HOUR, '2090-02-01')),
  ]);
  const [person, other] = await Promise.all([journeys.leader(), journeys.leader()]);
  const [application, shortlisted] = await Promise.all([journeys.applied(roomy), journeys.shortlisted(roomy)]);
  const known = await system.record('applyForCohort', { cohortId: roomy, ...person, effectiveOn: APPLIED });
  await system.record('cancelCohort', { cohortId: cancelled, effectiveOn: APPLIED });
  await system.record('closeOrganisation', { organisationId: closed.id, effectiveOn: '2021-01-01' });
  const enrolled = await journeys.enrolled(full);
  const [waiting, behind] = [await journeys.offered(full), await journeys.offered(full)];
  const offered = await journeys.offered(roomy);
  await system.settled();
  return {
    organisationId,
    closedOrganisationId: closed.id,
    programmeId,
    full,
    roomy,
    cancelled,
    elsewhere,
    session,
    sessionElsewhere,
    sessionAhead,
    /** A leader who has applied to the roomy cohort, and their post. */
    person,
    other,
    theirApplication: known.id,
    application,
    shortlisted,
    offered,
    enrolled,
    waiting,
    behind,
    offeredOn: OFFERED,
  };
}

/** An id of the right kind that nothing was ever recorded under. */
export const unknown = (type: string): string => nodeId(type, 'd0000000-0000-4000-8000-000000000000');
