import { parseNodeId } from '@app/graphql-kit';
import { addDays } from '@app/kernel';
import { ReadModel } from '@app/read-model';
import pg from 'pg';
import { Journeys, STARTED } from '../support/journey.js';
import { type Recorded, startSystem, type System } from '../support/system.js';
import { askEverything } from './support/everything.js';
import { type Mixed, mixedJourney } from './support/mixed-journey.js';

const reasonCode = 'RECORDED_IN_ERROR';
const eventOf = ({ receipt }: Recorded): string => receipt.eventIds[0] ?? '';

/** What has been migrated since: with corrections came what managers had handled, and by what a command and an amendment are found. */
const SINCE = ['ProcessFacts1767225600130', 'Correlation1767225600141', 'Amendments1767225600150'];

/** Leaves an installation as a release from before corrections would have: no trace of what managers handled, and tables of another making. */
async function asBefore({ database }: System): Promise<void> {
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const { rowCount } = await owner.query('delete from public.migrations where name = any($1)', [SINCE]);
  await owner.query(`drop table process.fact; alter table process.manager drop column facts_after;
    drop index es.events_by_correlation; drop index es.amendments_by_leader`);
  // Of a post that had ended, its holder's departures knew no day.
  await owner.query(`update process.state set state = regexp_replace(state::text, ',"until":"[0-9-]{10}"', '', 'g')::json where manager = 'departures'`);
  await owner.end();
  await database.database.query("update projection.read_model set version = 'an earlier one'; update opened.checkpoint set version = 'an earlier one'");
  expect(rowCount).toBe(SINCE.length);
}

/** Answers without how far the log has come: that somebody asked for names is recorded meanwhile. */
const wherever = (answers: object): unknown =>
  JSON.parse(JSON.stringify(answers, (key, value: unknown) => (['position', 'recordedAt'].includes(key) ? undefined : value)));

describe('an installation from before corrections', () => {
  let system: System;
  let journeys: Journeys;
  let mixed: Mixed;
  let before: Record<string, unknown>;
  let sums: Awaited<ReturnType<ReadModel['checksum']>>;
  let full: { readonly cohort: string; readonly left: string; readonly next: string; readonly withdrawn: Recorded };
  let late: { readonly enrolmentId: string; readonly enrolled: Recorded; readonly hours: Recorded };
  let post: { readonly assignmentId: string; readonly ended: Recorded };
  let offered: string;

  beforeAll(async () => {
    const earlier = await startSystem();
    journeys = await Journeys.prepare(earlier, { hours: { attendanceMinutes: 600, reflectionMinutes: 90 } });
    mixed = await mixedJourney(earlier, journeys);
    const cohort = await journeys.openCohort({ capacity: 1 });
    const [left, next] = [await journeys.enrolled(cohort), await journeys.offered(cohort)];
    const withdrawn = await earlier.record('withdrawEnrolment', { enrolmentId: left, effectiveOn: '2025-04-01' });
    full = { cohort, left, next, withdrawn };
    const enrolmentId = await journeys.offered(await journeys.openCohort());
    await earlier.record('acceptOffer', { enrolmentId, effectiveOn: '2025-02-03' });
    const enrolled = await earlier.record('enrolLeader', { enrolmentId, effectiveOn: '2025-06-02' });
    late = { enrolmentId, enrolled, hours: await earlier.record('recordStudyHours', { enrolmentId, minutes: 600, effectiveOn: '2025-06-02' }) };
    const { leaderId, assignmentId } = await journeys.leader();
    post = { assignmentId, ended: await earlier.record('endAssignment', { assignmentId, effectiveOn: '2024-04-01' }) };
    await earlier.record('leaveEmployer', { leaderId, organisationId: journeys.ground.organisationId, lastDay: '2025-03-31' });
    offered = await journeys.offered(await journeys.openCohort());
    await earlier.settled();
    before = await askEverything(earlier, mixed);
    sums = await earlier.projector.get(ReadModel).checksum();
    await earlier.halt();
    await asBefore(earlier);
    system = await startSystem({ again: earlier });
    journeys = new Journeys(system, journeys.ground);
  }, 600_000);
  afterAll(() => system.stop());

  it('comes up by itself, and answers all that it answered', async () => {
    await system.settled();
    expect(wherever(await askEverything(system, mixed))).toEqual(wherever(before));
    expect(await system.projector.get(ReadModel).checksum(sums.position)).toEqual(sums);
  });

  it('has its facts corrected', async () => {
    const { enrolmentId, enrolled, hours } = late;
    const shown = async () => {
      await system.settled();
      const query = `query ($id: ID!) { now: at { ...Enrolment } spring: at(asOf: "2025-04-01") { ...Enrolment } }
        fragment Enrolment on Moment { node(id: $id) { ... on Enrolment { status reflectionMinutes } } }`;
      const { data } = await system.ask<Record<'now' | 'spring', { node: object }>>(query, { id: enrolmentId });
      return [data.spring.node, data.now.node];
    };
    expect(await shown()).toEqual([
      { status: 'ACCEPTED', reflectionMinutes: 0 },
      { status: 'IN_PROGRESS', reflectionMinutes: 600 },
    ]);
    await system.record('enrolLeader', { enrolmentId, effectiveOn: STARTED, corrects: eventOf(enrolled), reasonCode });
    await system.record('recordStudyHours', { enrolmentId, minutes: 60, corrects: eventOf(hours), reasonCode });
    expect(await shown()).toEqual([
      { status: 'ENROLLED', reflectionMinutes: 0 },
      { status: 'IN_PROGRESS', reflectionMinutes: 60 },
    ]);
  });

  it('has its facts voided, and what had followed from them undone', async () => {
    const { cohort, left, next, withdrawn } = full;
    expect([await journeys.status(left), await journeys.status(next)]).toEqual(['WITHDRAWN', 'OFFERED']);
    await system.record('voidFact', { eventId: eventOf(withdrawn), reasonCode });
    await system.settled();
    // Who was given the place keeps it; who is back is the next.
    expect([await journeys.status(left), await journeys.status(next)]).toEqual(['WAITLISTED', 'OFFERED']);
    await system.record('declineOffer', { enrolmentId: next, effectiveOn: system.clock.today() });
    await system.settled();
    expect([await journeys.statuses(cohort), await journeys.status(left)]).toEqual([{ OFFERED: 1, DECLINED: 1 }, 'OFFERED']);
  });

  it('has what would have followed follow, once what stood in its way is void', async () => {
    const { assignmentId, ended } = post;
    await system.record('voidFact', { eventId: eventOf(ended), reasonCode });
    await system.settled();
    const ends = async (asOf: string) => {
      const query = `query ($id: ID!) { at(asOf: "${asOf}") { node(id: $id) { ... on Assignment { ended } } } }`;
      return (await system.ask<{ at: { node: { ended: boolean } } }>(query, { id: assignmentId })).data.at.node.ended;
    };
    expect([await ends('2025-03-31'), await ends('2025-04-01')]).toEqual([false, true]);
  });

  it('has its timers go off on their day', async () => {
    expect(await journeys.status(offered)).toBe('OFFERED');
    system.clock.standAt(`${addDays(system.clock.today(), 16)}T12:00:00Z`);
    const who = await system.as({
      actor: { kind: 'person', id: parseNodeId(offered)?.id ?? '', role: 'administrator' },
      claims: [{ role: 'administrator', scope: 'national' }],
    });
    await system.eventually(
      async () =>
        (await who.ask<{ node: { status: string } }>('query ($id: ID!) { node(id: $id) { ... on Enrolment { status } } }', { id: offered })).data.node.status,
      (status) => status === 'LAPSED',
    );
  });
});
