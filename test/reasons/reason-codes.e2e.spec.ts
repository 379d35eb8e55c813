import { randomUUID } from 'node:crypto';
import { Codec, CommandIdentity, EVENT_STORE, type EventStore, Streams } from '@app/event-store';
import { WithdrawEnrolment } from '@app/enrolment/commands';
import { type EnrolmentEvent, enrolmentStream } from '@app/enrolment/events';
import { metaFor } from '@app/kernel/testing';
import { Journeys } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';

interface Step {
  readonly type: string;
  readonly reasonCode: string | null;
  readonly reason: { readonly value: string; readonly language: string } | null;
}
interface Listed {
  readonly id: string;
  readonly code: string;
  readonly name: { readonly value: string };
  readonly retired: boolean;
}

const PERSONAL = 'Sarah Evans is ill';
let system: System;
let journeys: Journeys;
let cohortId: string;

beforeAll(async () => {
  system = await startSystem();
  journeys = await Journeys.prepare(system);
  cohortId = await journeys.openCohort();
});
afterAll(() => system.stop());

const withdraw = async (reasonCode: string, more: object = {}) =>
  system.mutate('withdrawEnrolment', { enrolmentId: await journeys.enrolled(cohortId), effectiveOn: '2025-05-01', reasonCode, ...more });
const UNKNOWN = { __typename: 'Refusal', code: 'REASON_CODE_UNKNOWN', field: 'reasonCode' };

async function steps(enrolmentId: string, language = 'en'): Promise<Step[]> {
  await system.settled();
  const { data, errors } = await system.ask<{ node: { timeline: { nodes: Step[] } } }>(
    'query ($id: ID!) { node(id: $id) { ... on Enrolment { timeline(first: 100) { nodes { type reasonCode reason { value language } } } } } }',
    { id: enrolmentId },
    { 'accept-language': language },
  );
  expect(errors).toBeUndefined();
  return data.node.timeline.nodes.filter(({ type }) => type === 'EnrolmentWithdrawn');
}

async function listed(): Promise<Listed[]> {
  await system.settled();
  return (await system.ask<{ at: { reasonCodes: Listed[] } }>('{ at { reasonCodes { id code name { value } retired } } }')).data.at.reasonCodes;
}

describe('a reason', () => {
  it('is refused where it is on no list, without being repeated, and nothing of it is recorded', async () => {
    for (const given of [PERSONAL, 'SARAH_EVANS', 'RELOCATION ', '__proto__', 'constructor']) {
      const refused = await withdraw(given.endsWith(' ') ? 'relocation' : given);
      expect(refused).toMatchObject(UNKNOWN);
      expect(JSON.stringify(refused)).not.toMatch(/Sarah|SARAH/);
    }
    const { rows } = await system.database.database.query<{ n: number }>("select count(*)::int as n from es.events where meta->>'reasonCode' ilike '%sarah%'");
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('that comes with the product is shown by its name in the reader’s language', async () => {
    const outcome = await withdraw('RELOCATION');
    expect(outcome).toMatchObject({ __typename: 'Recorded' });
    const { id } = outcome as { id: string };
    expect(await steps(id)).toEqual([{ type: 'EnrolmentWithdrawn', reasonCode: 'RELOCATION', reason: { value: 'Moving away', language: 'en' } }]);
    expect(await steps(id, 'cy')).toMatchObject([{ reason: { value: 'Symud i ffwrdd', language: 'cy' } }]);
  });

  it('of an installation’s own counts at once, is renamed for what was recorded, and counts no more once it is retired', async () => {
    const code = 'BOARD_DECISION';
    const name = { en: 'Decided by the board', cy: 'Penderfyniad y bwrdd' };
    expect(await withdraw(code)).toMatchObject(UNKNOWN);
    await system.record('registerReasonCode', { code, name });
    const commandId = randomUUID();
    const enrolmentId = await journeys.enrolled(cohortId);
    const again = () => system.mutate('withdrawEnrolment', { commandId, enrolmentId, effectiveOn: '2025-05-01', reasonCode: code });
    const recorded = await again();
    expect(recorded).toMatchObject({ __typename: 'Recorded' });
    await system.record('renameReasonCode', { code, name: { en: 'Board’s decision', cy: name.cy } });
    await system.record('retireReasonCode', { code });
    expect(await withdraw(code)).toMatchObject(UNKNOWN);
    expect(await again()).toEqual(recorded);
    expect(await steps(enrolmentId)).toMatchObject([{ reasonCode: code, reason: { value: 'Board’s decision' } }]);
    expect((await listed()).find((reason) => reason.code === code)).toMatchObject({ name: { value: 'Board’s decision' }, retired: true });
  });

  it('is listed, and found by its id, whether it comes with the product or was registered', async () => {
    const all = await listed();
    const found = all.find(({ code }) => code === 'NO_TUTOR');
    expect(found).toMatchObject({ name: { value: 'No tutor' }, retired: false });
    const { data } = await system.ask<{ node: object }>('query ($id: ID!) { node(id: $id) { ... on ReasonCode { code nameEn nameCy } } }', { id: found?.id });
    expect(data.node).toEqual({ code: 'NO_TUTOR', nameEn: 'No tutor', nameCy: 'Dim tiwtor' });
  });

  it('is registered by administrators alone', async () => {
    const leader = await system.as({ actor: { kind: 'person', id: randomUUID(), role: 'leader' }, claims: [{ role: 'talent-partner', scope: 'national' }] });
    expect(await leader.mutate('registerReasonCode', { code: 'MINE', name: { en: 'Mine', cy: 'Fy un i' } })).toMatchObject({
      __typename: 'Refusal',
      code: 'NOT_PERMITTED',
    });
  });

  it('that was recorded when any text could be given is told as one that is not registered, and its text to nobody', async () => {
    const enrolmentId = await journeys.enrolled(cohortId);
    const { projector } = system;
    const before = new Streams(projector.get<EventStore>(EVENT_STORE), projector.get(Codec), projector.get(CommandIdentity));
    await recordedBefore(before, enrolmentId);
    expect(await steps(enrolmentId)).toEqual([
      { type: 'EnrolmentWithdrawn', reasonCode: 'NOT_REGISTERED', reason: { value: 'A reason that is not registered', language: 'en' } },
    ]);
  });
});

/** As the release before reasons were a list did it: the text stands in the log as it was given. */
async function recordedBefore(streams: Streams, nodeId: string): Promise<void> {
  const enrolmentId = Buffer.from(nodeId, 'base64url').toString('latin1').slice('Enrolment:'.length);
  const stream = enrolmentStream(enrolmentId);
  const { rows } = await system.database.database.query<{ data: { cohortId: string; programmeId: string; leaderId: string } }>(
    'select data from es.events where stream = $1 order by revision limit 1',
    [stream],
  );
  const [{ data } = { data: undefined }] = rows;
  if (!data) throw new Error('no such enrolment');
  const { cohortId: cohort, programmeId, leaderId } = data;
  const command = new WithdrawEnrolment(metaFor({ commandId: randomUUID(), reasonCode: PERSONAL, effectiveOn: '2025-05-01' }), { enrolmentId });
  await streams.transact(command, stream, { initialState: null, evolve: () => null }, (): EnrolmentEvent[] => [
    { type: 'EnrolmentWithdrawn', data: { enrolmentId, cohortId: cohort, programmeId, leaderId } },
  ]);
}
