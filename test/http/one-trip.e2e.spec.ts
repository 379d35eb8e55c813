import { EVENT_STORE, type EventStore } from '@app/event-store';
import { metaFor } from '@app/kernel/testing';
import { randomUUID } from 'node:crypto';
import { Journeys, OFFERED, OPENED, STARTED } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';

const MOMENT = 'settled missing { reader stopped }';
const ENROLMENTS = 'enrolments(cohort: $cohort, first: 10) { nodes { id status } }';
interface Now {
  readonly id: string;
  readonly settled: boolean;
  readonly missing: readonly { readonly reader: string; readonly stopped: boolean }[];
  readonly position: string;
  readonly enrolments: { readonly nodes: readonly { readonly id: string; readonly status: string }[] };
}
interface Trip {
  readonly receipt: { readonly token: string; readonly eventIds: readonly string[]; readonly events: readonly object[] };
  readonly at: Now;
}

describe('a mutation', () => {
  let system: System;
  let journeys: Journeys;
  beforeAll(async () => {
    system = await startSystem();
    journeys = await Journeys.prepare(system);
  });
  afterAll(() => system.stop());

  const statusOf = ({ enrolments }: Now, id: string) => enrolments.nodes.find((node) => node.id === id)?.status;
  const withdraw = async (cohort: string, enrolmentId: string, commandId: string = randomUUID()): Promise<Trip> => {
    const { data } = await system.ask<{ withdrawEnrolment: Trip }>(
      `mutation ($input: WithdrawEnrolmentInput!, $cohort: ID!) { withdrawEnrolment(input: $input) { ... on Recorded {
        receipt { token eventIds events { eventId type position } } at { id position ${MOMENT} ${ENROLMENTS} }
      } } }`,
      { input: { commandId, enrolmentId, effectiveOn: STARTED }, cohort },
    );
    return data.withdrawEnrolment;
  };
  /** A cohort of one place, who has it, and who waits for it. */
  const full = async () => {
    const cohort = await journeys.openCohort({ capacity: 1 });
    const [has, waits] = [await journeys.offered(cohort), await journeys.offered(cohort)];
    expect(await journeys.status(waits)).toBe('WAITLISTED');
    return { cohort, has, waits };
  };

  it('answers what it led to, with the ids of now, in one trip', async () => {
    const { cohort, has, waits } = await full();
    const { at } = await withdraw(cohort, has);
    // The place was released and went to who waits, which led to an offer: one command because of what another recorded.
    expect([statusOf(at, has), statusOf(at, waits)]).toEqual(['WITHDRAWN', 'OFFERED']);
    expect(at).toMatchObject({ settled: true, missing: [] });
    const { data } = await system.ask<{ at: { id: string } }>('{ at { id } }');
    expect(at.id).toBe(data.at.id);
  });

  it('sent again answers so again', async () => {
    const { cohort, has, waits } = await full();
    const commandId = randomUUID();
    const first = await withdraw(cohort, has, commandId);
    const again = await withdraw(cohort, has, commandId);
    expect(again.receipt).toEqual(first.receipt);
    expect(statusOf(again.at, waits)).toBe('OFFERED');
  });

  it('names what it recorded, and where each stands in the log', async () => {
    const { cohort, has } = await full();
    const { receipt } = await withdraw(cohort, has);
    const { rows } = await system.database.database.query<{ id: string; type: string; position: bigint }>(
      'select event_id as id, type, position from es.events where event_id = any($1::uuid[]) order by position',
      [receipt.eventIds],
    );
    expect(rows).toHaveLength(receipt.eventIds.length);
    expect(receipt.events).toEqual(rows.map(({ id, type, position }) => ({ eventId: id, type, position: String(position) })));
  });

  it('is correlated by its own id with what followed from it', async () => {
    const { cohort, has } = await full();
    const commandId = randomUUID();
    await withdraw(cohort, has, commandId);
    const { rows } = await system.database.database.query<{ type: string }>("select type from es.events where meta->>'correlationId' = $1 order by position", [
      commandId,
    ]);
    expect(rows.map(({ type }) => type)).toEqual(['EnrolmentWithdrawn', 'PlaceReleased', 'PlacePromoted', 'PlaceOffered']);
  });

  it('reads each of its fields from a snapshot of that field’s own', async () => {
    const cohort = await journeys.openCohort({ capacity: 2 });
    const [one, two] = [await journeys.offered(cohort), await journeys.offered(cohort)];
    const { data, errors } = await system.ask<Record<'one' | 'two', { at: Now; again: Now }>>(
      `mutation ($one: DeclineOfferInput!, $two: DeclineOfferInput!, $cohort: ID!) {
        one: declineOffer(input: $one) { ...Trip }
        two: declineOffer(input: $two) { ...Trip }
      }
      fragment Trip on Recorded { at { position ${ENROLMENTS} } again: at { position } }`,
      {
        cohort,
        ...Object.fromEntries(
          Object.entries({ one, two }).map(([name, enrolmentId]) => [name, { commandId: randomUUID(), enrolmentId, effectiveOn: OFFERED }]),
        ),
      },
    );
    expect(errors).toBeUndefined();
    expect([statusOf(data.one.at, one), statusOf(data.one.at, two)]).toEqual(['DECLINED', 'OFFERED']);
    expect([statusOf(data.two.at, one), statusOf(data.two.at, two)]).toEqual(['DECLINED', 'DECLINED']);
    expect(data.one.again.position).toBe(data.one.at.position);
    expect(data.two.again.position).toBe(data.two.at.position);
  });

  it('reads what the many that one field recorded answer from one snapshot, after the last of them', async () => {
    const cohort = await journeys.openCohort({ capacity: 2 });
    const [one, two] = [await journeys.enrolled(cohort), await journeys.enrolled(cohort)];
    const sessionId = await journeys.session(cohort, 60);
    const { data, errors } = await system.ask<{
      recordAttendanceRegister: { at: { position: string; enrolments: { nodes: { attendanceMinutes: number }[] } } }[];
    }>(
      `mutation ($input: RecordAttendanceRegisterInput!, $cohort: ID!) { recordAttendanceRegister(input: $input) { ... on Recorded {
        at { position enrolments(cohort: $cohort, first: 2) { nodes { attendanceMinutes } } }
      } } }`,
      { cohort, input: { commandId: randomUUID(), sessionId, entries: [one, two].map((enrolmentId) => ({ enrolmentId, minutes: 60 })), effectiveOn: STARTED } },
    );
    expect(errors).toBeUndefined();
    const [first, second] = data.recordAttendanceRegister;
    expect(first?.at.enrolments.nodes).toEqual([{ attendanceMinutes: 60 }, { attendanceMinutes: 60 }]);
    expect(second).toEqual(first);
  });

  it('is followed likewise by whoever has its token', async () => {
    const { cohort, has, waits } = await full();
    const { receipt } = await system.record('withdrawEnrolment', { enrolmentId: has, effectiveOn: STARTED });
    const { data } = await system.ask<{ at: Now }>(`query ($after: String!, $cohort: ID!) { at(after: $after) { ${MOMENT} ${ENROLMENTS} } }`, {
      cohort,
      after: receipt.token,
    });
    expect(data.at).toMatchObject({ settled: true, missing: [] });
    expect(statusOf(data.at, waits)).toBe('OFFERED');
  });

  it('answers after two seconds in any case, and names who has not come as far', async () => {
    const cohort = await journeys.openCohort();
    const enrolmentId = await journeys.applied(cohort);
    await system.settled();
    // Nobody writes to the read model meanwhile.
    const holding = await system.database.database.connect('holding');
    try {
      await holding.query('begin; select from projection.read_model for update');
      const startedAt = performance.now();
      const { at, receipt } = await withdraw(cohort, enrolmentId);
      expect(performance.now() - startedAt).toBeGreaterThan(1_900);
      expect(at).toMatchObject({ settled: false, missing: [{ reader: 'read-model', stopped: false }] });
      expect(receipt.events).toEqual([expect.objectContaining({ type: 'EnrolmentWithdrawn', position: expect.stringMatching(/^\d+$/) as string })]);
      expect(statusOf(at, enrolmentId)).toBe('APPLIED');
    } finally {
      await holding.end();
    }
  });

  it('waits no longer for what has stopped, and names it; what reads none of it holds nothing up', async () => {
    const { cohort, has, waits } = await full();
    const [enrolmentId, leaderId] = [randomUUID(), randomUUID()];
    const { actor } = metaFor();
    await system.api.get<EventStore>(EVENT_STORE).append(
      `enrolment-${enrolmentId}`,
      [
        {
          ...{ id: randomUUID(), type: 'PlaceOffered', schemaVersion: 1, effectiveOn: '2026-01-01' },
          meta: { actor, commandId: randomUUID(), commandName: 'Planted', inputHash: '', correlationId: randomUUID() },
          data: { enrolmentId, leaderId, cohortId: randomUUID(), programmeId: randomUUID() },
        },
      ],
      { expected: 'none' },
    );
    await system.eventually(
      () => system.database.database.query("select from reader.stop where reader = 'process:places'"),
      ({ rowCount }) => rowCount === 1,
    );
    const startedAt = performance.now();
    const { at } = await withdraw(cohort, has);
    expect(performance.now() - startedAt).toBeLessThan(1_900);
    expect(at).toMatchObject({ settled: false, missing: [{ reader: 'process:places', stopped: true }] });
    expect([statusOf(at, has), statusOf(at, waits)]).toEqual(['WITHDRAWN', 'WAITLISTED']);
    const { data } = await system.ask<{ registerOrganisation: Trip }>(
      `mutation ($input: RegisterOrganisationInput!) { registerOrganisation(input: $input) { ... on Recorded { at { ${MOMENT} } } } }`,
      { input: { commandId: randomUUID(), code: 'other', name: { en: 'Other' }, sector: 'NHS', nation: 'SCOTLAND', effectiveOn: OPENED } },
    );
    expect(data.registerOrganisation.at).toEqual({ settled: true, missing: [] });
  });
});
