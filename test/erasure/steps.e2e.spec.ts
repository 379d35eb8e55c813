import { Erasing } from '@app/privacy';
import { OpenedTables } from '@app/read-model';
import { Streams } from '@app/event-store';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createProjector } from '@app/projector';
import { Journeys } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';

interface Certificate {
  readonly keysDestroyed: { readonly keys: readonly object[]; readonly keyEncryptionKeys: readonly string[] };
  readonly fieldsUnreadable: readonly { readonly type: string; readonly path: string; readonly count: number }[];
  readonly scan: { readonly valuesSearched: number | null; readonly clean: boolean; readonly tables: readonly { readonly table: string }[] };
}

type Break = (projector: System['projector']) => void;

/** Ends what stands still, so that its process can be closed. */
const ended: (() => void)[] = [];
const standStill = () => new Promise<never>((_resolve, reject) => ended.push(() => reject(new Error('the process ended'))));

/** Has a method do what it does, once, and then lets nothing more of that process happen. */
function after<Owner extends object>(owner: Owner, method: keyof Owner & string, when: (...values: never[]) => boolean = () => true): void {
  const original = (owner[method] as (...values: never[]) => Promise<unknown>).bind(owner);
  Object.assign(owner, {
    [method]: async (...values: never[]) => {
      const result = await original(...values);
      if (when(...values)) await standStill();
      return result;
    },
  });
}

/** The same, before it does anything. */
function before<Owner extends object>(owner: Owner, method: keyof Owner & string, when: (...values: never[]) => boolean = () => true): void {
  const original = (owner[method] as (...values: never[]) => Promise<unknown>).bind(owner);
  Object.assign(owner, { [method]: (...values: never[]) => (when(...values) ? standStill() : original(...values)) });
}

const sending = (name: string) => (command: object) => command.constructor.name === name;

const BREAKS: readonly (readonly [where: string, Break])[] = [
  ['before anything', (projector) => before(projector.get(Erasing), 'entomb')],
  ['once nothing more is sealed', (projector) => after(projector.get(Erasing), 'entomb')],
  ['once it has begun', (projector) => after(projector.get(Streams), 'transact', sending('BeginErasure'))],
  ['once the keys are destroyed', (projector) => after(projector.get(Erasing), 'destroy')],
  ['once that is on record', (projector) => after(projector.get(Streams), 'transact', sending('DestroyKeys'))],
  ['once the opened tables are recreated', (projector) => after(projector.get(OpenedTables), 'recreate')],
  ['once it is certified', (projector) => after(projector.get(Streams), 'transact', sending('CertifyErasure'))],
  ['once the leader’s own stream says so', (projector) => after(projector.get(Streams), 'transact', sending('EraseLeader'))],
];

describe('an erasure whose process ends', () => {
  let system: System;
  let second: System;
  let journeys: Journeys;
  beforeAll(async () => {
    system = await startSystem();
    second = await system.as({ actor: { kind: 'person', id: randomUUID(), role: 'administrator' }, claims: [{ role: 'administrator', scope: 'national' }] });
    journeys = await Journeys.prepare(system);
    await system.settled();
    await system.projector.close();
  });
  afterAll(async () => {
    await system.stop();
  });

  it.each(BREAKS)('%s is completed by another', async (_where, breaking) => {
    // A worker, where the store is an EventStoreDB, is who shows what is recorded to whoever decides on who is who.
    const one = await createProjector({ ...system.options, logLevel: 'silent' });
    breaking(one);
    const { leaderId } = await journeys.leader();
    const { id: erasureId } = await system.record('requestErasure', { leaderId, ground: 'OBJECTION' });
    await second.record('decideErasure', { erasureId, approved: true });

    // It has come as far as it will, or at least not beyond.
    for (let turn = 0; turn < 200 && ended.length === 0; turn++) await sleep(50);
    expect(ended).toHaveLength(1);
    // As when it is killed: what it waits for never comes, and its connections are gone.
    await system.database.database.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'tracker process-managers%'",
    );
    const other = await createProjector({ ...system.options, logLevel: 'silent' });
    const ask = () =>
      system.ask<{ node: { status: string; certificate: { document: string } | null; leader: { name: { state: string } } } }>(
        'query ($id: ID!) { node(id: $id) { ... on ErasureRequest { status certificate { document } leader { name { state } } } } }',
        { id: erasureId },
      );
    const { data } = await system.eventually(ask, ({ data: { node } }) => node?.status === 'COMPLETED');
    expect(data.node.leader.name.state).toBe('ERASED');
    const certificate = JSON.parse(data.node.certificate?.document ?? '') as Certificate;
    expect(certificate.keysDestroyed.keys.length).toBeGreaterThan(0);
    expect(certificate.keysDestroyed.keyEncryptionKeys.length).toBeGreaterThan(0);
    expect(certificate.fieldsUnreadable).toContainEqual({ type: 'LeaderRegistered', path: 'name.legal', count: 1 });
    expect(certificate.scan.clean).toBe(true);
    await other.close();
    const closed = one.close();
    for (const end of ended.splice(0)) end();
    await closed;
  });
});
