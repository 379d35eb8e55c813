import { SearchAgain } from '@app/data-rights';
import { Codec, CommandIdentity, EVENT_STORE, type EventStore, Streams } from '@app/event-store';
import { metaFor } from '@app/kernel/testing';
import { AgreeParticipation } from '@app/leader/commands';
import { type LeaderEvent, leaderStream } from '@app/leader/events';
import { createProjector } from '@app/projector';
import { randomUUID } from 'node:crypto';
import { startSystem, type System } from '../support/system.js';

interface Request {
  readonly status: string;
  readonly remaining: readonly { readonly table: string; readonly column: string; readonly rows: number; readonly positions: readonly string[] }[];
  readonly certificate: { readonly document: string; readonly found: readonly { readonly table: string; readonly matches: number }[] } | null;
}

let system: System;
let second: System;
beforeAll(async () => {
  system = await startSystem();
  second = await system.as({ actor: { kind: 'person', id: randomUUID(), role: 'administrator' }, claims: [{ role: 'administrator', scope: 'national' }] });
});
afterAll(() => system.stop());

const query = (text: string, values: unknown[] = []) => system.database.database.query<{ position: string }>(text, values);
const uuidOf = (id: string) => Buffer.from(id, 'base64url').toString('latin1').split(':')[1] ?? '';
const named = async (legalName: string, email: string) => (await system.record('registerLeader', { legalName, sortName: legalName, email, language: 'EN' })).id;

async function requestOf(erasureId: string): Promise<Request> {
  const { data, errors } = await system.ask<{ node: Request }>(
    'query ($id: ID!) { node(id: $id) { ... on ErasureRequest { status remaining { table column rows positions } certificate { document found { table matches } } } } }',
    { id: erasureId },
  );
  expect(errors).toBeUndefined();
  return data.node;
}

/** What waits for an administrator because of it, and by which mutations it is settled. */
async function waiting(erasureId: string): Promise<readonly string[]> {
  const { data } = await second.ask<{ viewer: { tasks: { nodes: { kind: string; mutations: string[]; thing: { id: string } }[] } } }>(
    '{ viewer { tasks(first: 100) { nodes { kind mutations thing { id } } } } }',
  );
  return data.viewer.tasks.nodes.filter(({ thing }) => thing.id === erasureId).flatMap(({ kind, mutations }) => [kind, ...mutations]);
}

async function erased(leaderId: string): Promise<string> {
  const { id: erasureId } = await system.record('requestErasure', { leaderId, ground: 'OBJECTION' });
  await second.record('decideErasure', { erasureId, approved: true });
  await system.eventually(
    () => requestOf(erasureId),
    ({ status }) => status === 'COMPLETED' || status === 'VALUES_REMAIN',
  );
  await system.settled();
  return erasureId;
}

describe('an erasure whose search finds something', () => {
  it('is not completed, says where by a single word of a name, and is completed once that is gone', async () => {
    await query('create schema stray; create table stray.leftover (position bigint, note text)');
    await query("insert into stray.leftover values (7, 'asked by QUARTERMAINE_G on Monday'), (8, 'quartermaines are others')");
    const leaderId = await named('Gwenllian Quartermaine', 'g.quartermaine@wales.example');
    const erasureId = await erased(leaderId);

    const found = await requestOf(erasureId);
    expect(found).toMatchObject({
      status: 'VALUES_REMAIN',
      remaining: [{ table: 'stray.leftover', column: 'note', rows: 1, positions: ['7'] }],
      certificate: { found: [{ table: 'stray.leftover', matches: 1 }] },
    });
    expect(await waiting(erasureId)).toEqual(['REMOVE_REMAINDER', 'requestErasureScan']);
    const { scan, format } = JSON.parse(found.certificate?.document ?? '') as {
      format: string;
      scan: { clean: boolean; cannotTell: string[]; found: object[] };
    };
    expect(format).toBe('tracker-erasure-certificate/2');
    expect(scan).toMatchObject({ clean: false, found: [{ columns: [{ column: 'note', rows: 1, positions: ['7'] }] }] });
    expect(scan.cannotTell.length).toBeGreaterThan(0);
    expect(scan.cannotTell.join(' ')).toContain('questions and reasons');
    expect(found.certificate?.document).not.toMatch(/quartermaine/i);
    // Nothing of theirs is to be had meanwhile.
    expect(await system.mutate('agreeParticipation', { leaderId })).toMatchObject({ code: 'LEADER_ERASED' });

    await system.record('requestErasureScan', { erasureId });
    await system.settled();
    expect((await requestOf(erasureId)).status).toBe('VALUES_REMAIN');

    await query('drop schema stray cascade');
    await system.record('requestErasureScan', { erasureId });
    await system.eventually(
      () => requestOf(erasureId),
      ({ status }) => status === 'COMPLETED',
    );
    const done = await requestOf(erasureId);
    expect(done.remaining).toEqual([]);
    expect(await waiting(erasureId)).toEqual([]);
    expect(done.certificate?.found).toEqual([]);
    expect(await system.mutate('requestErasureScan', { erasureId })).toMatchObject({ code: 'NOTHING_REMAINS' });
  });

  it('says at which places in the log; whoever knows the names has it searched again where no process does', async () => {
    const leaderId = await named('Blodeuwedd Llanfair', 'blodeuwedd@wales.example');
    const { projector } = system;
    const before = new Streams(projector.get<EventStore>(EVENT_STORE), projector.get(Codec), projector.get(CommandIdentity));
    const command = new AgreeParticipation(metaFor({ commandId: randomUUID(), reasonCode: 'because Blodeuwedd said so' }), { leaderId: uuidOf(leaderId) });
    await before.transact(command, leaderStream(uuidOf(leaderId)), { initialState: null, evolve: () => null }, (): LeaderEvent[] => [
      { type: 'ParticipationAgreed', data: { leaderId: uuidOf(leaderId) } },
    ]);
    const { rows } = await system.eventually(
      () => query("select position::text from es.events where meta::text like '%Blodeuwedd%'"),
      (found) => found.rows.length > 0,
    );
    const erasureId = await erased(leaderId);
    const places = [{ table: 'es.events', column: 'meta', rows: 1, positions: rows.map(({ position }) => position) }];
    expect(await requestOf(erasureId)).toMatchObject({ status: 'VALUES_REMAIN', remaining: places });

    const another = await createProjector({ ...system.options, logLevel: 'silent' });
    const operator = { kind: 'system', id: 'ops.ann', role: 'administrator' } as const;
    expect(await another.get(SearchAgain, { strict: false }).search(uuidOf(erasureId), ['Blodeuwedd Llanfair'], operator)).toMatchObject(places);
    const asked = await query("select type, meta->'actor'->>'id' as actor from es.events where meta->'actor'->>'id' = 'ops.ann' order by position");
    expect(asked.rows).toEqual([
      { type: 'ErasureScanRequested', actor: 'ops.ann' },
      { type: 'ErasureCertified', actor: 'ops.ann' },
      { type: 'ErasureValuesRemain', actor: 'ops.ann' },
    ]);
    await another.close();
  });

  it('is completed where only titles of things, and names of others, have words of the name', async () => {
    await system.record('registerOrganisation', { code: 'abermaw', name: { en: 'Abermaw Trust' }, sector: 'NHS', nation: 'WALES' });
    await named('Meinir Abermaw', 'meinir@wales.example');
    const erasureId = await erased(await named('Gwydion Abermaw', 'gwydion@wales.example'));
    expect(await requestOf(erasureId)).toMatchObject({ status: 'COMPLETED', remaining: [] });
  });
});
