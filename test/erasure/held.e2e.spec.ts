import { readRetentionRules, RetentionRun } from '@app/data-rights';
import { PlaceHold } from '@app/data-rights/commands';
import { type HoldEvent, holdStream, type RetentionEvent, retentionStream } from '@app/data-rights/events';
import { Mirror, stops, Streams } from '@app/event-store';
import { parseNodeId } from '@app/graphql-kit';
import { type Command, type CommandMeta, type Event, type Fold, seal, type StreamOf } from '@app/kernel';
import { MergeLeaders } from '@app/leader/commands';
import { type LeaderEvent, leaderStream } from '@app/leader/events';
import { createProjector } from '@app/projector';
import type { INestApplicationContext } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { APPLIED, Journeys } from '../support/journey.js';
import { anAdministrator } from '../support/merging.js';
import { startSystem, type System } from '../support/system.js';

let system: System;
let second: System;
let journeys: Journeys;
let worker: INestApplicationContext | undefined;
let end: AbortController;
let mirroring: Promise<void> | undefined;
beforeEach(async () => {
  system = await startSystem();
  second = await system.as(anAdministrator());
  journeys = await Journeys.prepare(system);
  await system.settled();
  await system.projector.close();
  // What is recorded in an EventStoreDB is shown to who decides, though no worker is there.
  end = new AbortController();
  mirroring = system.options.eventStoreDb && system.api.get(Mirror, { strict: false }).run(end.signal);
});
afterEach(async () => {
  end.abort();
  await Promise.all([mirroring, worker?.close()]);
  await system.stop();
});

const uuidOf = (id: string): string => parseNodeId(id)?.id ?? id;
const NO_STATE: Fold<null, Event> = { initialState: null, evolve: () => null };
const older = (): CommandMeta => {
  const [now, today] = [system.clock.instant(), system.clock.today()];
  return {
    commandId: randomUUID(),
    actor: { kind: 'person', id: randomUUID(), role: 'administrator' },
    effectiveOn: today,
    now,
    today,
    correlationId: randomUUID(),
  };
};
/** As an older release recorded it, whatever this one decides. */
const record = <E extends Event>(command: Command, stream: StreamOf<E>, ...events: E[]) =>
  system.api.get(Streams, { strict: false }).transact(command, stream, NO_STATE, () => events);
const held = (leaderId: string) =>
  record<HoldEvent>(new PlaceHold(older(), { leaderId, reason: 'INQUIRY' }), holdStream(leaderId), {
    type: 'HoldPlaced',
    data: { leaderId, reason: 'INQUIRY' },
  });

async function approved(leaderId: string): Promise<string> {
  const { id: erasureId } = await system.record('requestErasure', { leaderId, ground: 'OBJECTION' });
  await second.record('decideErasure', { erasureId, approved: true });
  return erasureId;
}
async function become(status: string, erasureId: string): Promise<void> {
  const ask = () => system.ask<{ node: { status: string } }>('query ($id: ID!) { node(id: $id) { ... on ErasureRequest { status } } }', { id: erasureId });
  await system.eventually(ask, ({ data }) => data.node?.status === status);
}
const stopped = () => stops(system.database.database);

describe('an erasure that was approved, of somebody who is under a hold', () => {
  it('waits for the hold to be lifted, and no other waits for it', async () => {
    const [ann, bob] = [await journeys.leader(), await journeys.leader()];
    const [ofAnn, ofBob] = [await approved(ann.leaderId), await approved(bob.leaderId)];
    await held(uuidOf(ann.leaderId));
    worker = await createProjector({ ...system.options, logLevel: 'silent' });
    await become('COMPLETED', ofBob);
    await become('APPROVED', ofAnn);
    expect(await stopped()).toEqual([]);
    await system.record('liftHold', { leaderId: ann.leaderId });
    await become('COMPLETED', ofAnn);
    expect(await stopped()).toEqual([]);
  });

  it('goes on once the record that is held is no longer theirs', async () => {
    const [ann, other] = [await journeys.leader(), await journeys.leader()];
    const [leaderId, mergedId] = [uuidOf(ann.leaderId), uuidOf(other.leaderId)];
    const ofAnn = await approved(ann.leaderId);
    await held(mergedId);
    const reason = seal({ subject: leaderId, purpose: 'record' }, 'One person.');
    await record<LeaderEvent>(new MergeLeaders(older(), { leaderId, mergedId, reason: '' }), leaderStream(leaderId), {
      type: 'LeadersMerged',
      data: { leaderId, mergedId, reason },
    });
    worker = await createProjector({ ...system.options, logLevel: 'silent' });
    const bob = await journeys.leader();
    await become('COMPLETED', await approved(bob.leaderId));
    await become('APPROVED', ofAnn);
    await system.record('undoLeaderMerge', { leaderId: ann.leaderId, mergedId: other.leaderId, reason: 'Namesakes.' });
    await become('COMPLETED', ofAnn);
  });
});

describe('a retention rule that was applied to somebody who was put under a hold before it was carried out', () => {
  it('destroys nothing of theirs, and what it is to of others', async () => {
    const cohortId = await journeys.openCohort();
    const enrolments = [await journeys.applied(cohortId), await journeys.applied(cohortId)];
    for (const enrolmentId of enrolments) await system.record('withdrawEnrolment', { enrolmentId, reason: 'Moving to Aberdaron.', effectiveOn: APPLIED });
    const rules = 'rules:\n  - nation: SCOTLAND\n    record: ENROLMENT\n    keepMonths: 6\n    authority: A schedule\n';
    const deciding = await createProjector({ ...system.options, retention: readRetentionRules(rules, 'rules.yaml'), logLevel: 'silent' });
    await system.eventually(
      () =>
        system.ask<{ nodes: ({ status: string } | null)[] }>('query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Enrolment { status } } }', { ids: enrolments }),
      ({ data }) => data.nodes.every((one) => one?.status === 'WITHDRAWN'),
    );
    const expired = (await deciding.get(RetentionRun, { strict: false }).find()).flatMap((found) => (found.record === 'ENROLMENT' ? found.expired : []));
    await deciding.close();
    expect(expired).toHaveLength(2);
    const [first, last] = expired.map(({ leaderId }) => leaderId);

    const order = { runId: randomUUID(), record: 'ENROLMENT', rules: [], expired } as const;
    await record<RetentionEvent>(new PlaceHold(older(), { leaderId: '', reason: 'INQUIRY' }), retentionStream(order.runId), {
      type: 'RetentionOrdered',
      data: order,
    });
    await held(first ?? '');
    worker = await createProjector({ ...system.options, logLevel: 'silent' });
    const applied = () =>
      system.database.database.query<{ data: { leaderIds: string[]; keys: number } }>("select data from es.events where type = 'RetentionApplied'");
    const { rows } = await system.eventually(applied, ({ rowCount }) => rowCount === 1);
    expect(rows.map(({ data }) => [data.leaderIds, data.keys])).toEqual([[[last], 1]]);
    const texts = await system.ask<{ at: { enrolments: { nodes: { leader: { id: string }; timeline: { nodes: { text: { state: string } | null }[] } }[] } } }>(
      '{ at { enrolments(first: 10) { nodes { leader { id } timeline(first: 100) { nodes { text { state } } } } } } }',
    );
    const states = texts.data.at.enrolments.nodes.map(({ leader, timeline }) => [uuidOf(leader.id), timeline.nodes.map(({ text }) => text?.state)]);
    expect(Object.fromEntries(states)).toEqual({ [first ?? '']: ['OPEN', 'OPEN'], [last ?? '']: ['ERASED', 'ERASED'] });
  });
});
