import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { EVENT_STORE, type EventStore, type Expected, type Json, stops } from '@app/event-store';
import { metaFor } from '@app/kernel/testing';
import { Readers } from '@app/operation';
import { OpenedTables, Projector, ReadModel } from '@app/read-model';
import { startSystem, type System } from '../support/system.js';

const OPERATOR = { kind: 'system', id: 'command-line', role: 'administrator' } as const;
const leaderId = randomUUID();
const enrolmentId = randomUUID();

/** What no decision of this release records: each is beyond one reader, and beyond no other. */
const PLANTED: readonly (readonly [reader: string, stream: string, type: string, data: Json])[] = [
  ['read-model', `organisation-${randomUUID()}`, 'OrganisationRegistered', { organisationId: randomUUID() }],
  ['directory', `equality-${leaderId}`, 'EqualityAnswersRecorded', { leaderId, questionSetId: randomUUID(), answers: {} }],
  ['process:places', `enrolment-${enrolmentId}`, 'PlaceOffered', { enrolmentId, leaderId, cohortId: randomUUID(), programmeId: randomUUID() }],
];

describe('what stopped', () => {
  let system: System;
  let readers: Readers;
  beforeAll(async () => {
    system = await startSystem();
    readers = system.projector.get(Readers, { strict: false });
  });
  afterAll(() => system.stop());

  async function plant(stream: string, type: string, data: Json, expected: Expected = 'none'): Promise<string> {
    const { actor } = metaFor();
    const meta = { actor, commandId: randomUUID(), commandName: 'Planted', inputHash: '', correlationId: randomUUID() };
    const event = { id: randomUUID(), type, schemaVersion: 1, effectiveOn: '2026-01-01', meta, data };
    await system.api.get<EventStore>(EVENT_STORE).append(stream, [event], { expected });
    return event.id;
  }

  async function ready(): Promise<{ status: number; body: { details: { readers: { stopped?: readonly Record<string, unknown>[] } } } }> {
    const response = await fetch(`${await system.api.getUrl()}/health/ready`);
    return { status: response.status, body: (await response.json()) as Awaited<ReturnType<typeof ready>>['body'] };
  }

  const register = (code: string) =>
    system.record('registerOrganisation', { code, name: { en: code, cy: code }, sector: 'NHS', nation: 'WALES', effectiveOn: '2020-01-01' });
  const position = async () => (await system.projector.get(ReadModel).status()).head;

  async function expectAsRebuilt(): Promise<void> {
    const live = await system.projector.get(ReadModel).checksum();
    await system.projector.get(Projector).rebuild();
    expect(await system.projector.get(ReadModel).checksum(live.position)).toEqual(live);
  }

  it.each(PLANTED)(
    '%s at an event that it cannot apply is red, holds nothing else up, and goes on behind it once that is passed over',
    async (reader, stream, type, data) => {
      await register(`before ${reader}`.replace(/[^a-z]/g, '-'));
      const eventId = await plant(stream, type, data);
      const red = await system.eventually(ready, ({ status, body }) => status === 503 && (body.details.readers.stopped?.length ?? 0) > 0);
      expect(red.body.details.readers.stopped).toEqual([
        {
          reader,
          event: { id: eventId, type, position: String(await position()) },
          reason: expect.stringContaining(eventId) as string,
          since: expect.any(String) as string,
        },
      ]);
      expect(JSON.stringify(red.body)).not.toMatch(/\.ts:|node_modules/);

      // Commands are carried out, queries answered from what stands, and every other reader goes on.
      const { receipt } = await register(`after ${reader}`.replace(/[^a-z]/g, '-'));
      await system.eventually(
        () => system.database.database.query('select from es.events where event_id = $1', [receipt.eventIds[0]]),
        ({ rowCount }) => rowCount === 1,
      );
      const { data: answer, errors } = await system.ask<{ at: { organisations: { nodes: unknown[] } } }>(
        '{ at { organisations(first: 50) { nodes { id } } } }',
      );
      expect([errors, answer.at.organisations.nodes.length > 0]).toEqual([undefined, true]);
      const head = await position();
      const others = await system.eventually(
        () => readers.status(),
        (known) => known.filter(({ stopped }) => !stopped).every((one) => one.position === head),
      );
      expect(others.filter(({ stopped }) => stopped).map(({ name }) => name)).toEqual([reader]);

      const wrong = { reader: 'process:deputies', event: eventId, reason: 'FOREIGN' } as const;
      await expect(readers.passOver(wrong, OPERATOR)).rejects.toMatchObject({ code: 'READER_NOT_STOPPED' });
      await readers.passOver({ reader, event: eventId, reason: 'FOREIGN' }, OPERATOR);
      await system.eventually(ready, ({ status }) => status === 200);
      await system.settled();
      expect(await stops(system.database.database)).toEqual([]);
      expect(await readers.passOver({ reader, event: eventId, reason: 'FOREIGN' }, OPERATOR)).toBeUndefined();

      await expectAsRebuilt();
      await system.projector.get(OpenedTables).recreate();
      expect(await readers.passedOver()).toContainEqual(
        expect.objectContaining({ reader, eventId, eventType: type, reason: 'FOREIGN', passedOverBy: 'command-line' }),
      );
    },
  );

  it('is on record for auditors and administrators, who see who did it and why, and for nobody else', async () => {
    await system.settled();
    const QUERY = '{ at { passedOverEvents(first: 10) { nodes { reader eventId eventType position reason passedOverBy passedOverAt } } } }';
    type Found = { at: { passedOverEvents: { nodes: { reader: string }[] } } };
    for (const role of ['auditor', 'administrator', 'board-member'] as const) {
      const who = await system.as({ actor: { kind: 'person', id: randomUUID(), role }, claims: [{ role, scope: 'national' }] });
      const { data } = await who.ask<Found>(QUERY);
      const found = data.at.passedOverEvents.nodes.map(({ reader }) => reader).sort();
      expect([role, found]).toEqual([role, role === 'board-member' ? [] : ['directory', 'process:places', 'read-model']]);
    }
  });

  it('at an event of a type that nobody knows is red, keeps decisions on its stream from being made, and both go on once it is passed over', async () => {
    const { id, receipt } = await register('unknown-type');
    await system.settled();
    const eventId = await plant(receipt.stream, 'NeverHeardOf', {}, BigInt(receipt.revision));
    const stopped = async () => (await stops(system.database.database)).filter(({ event }) => event?.id === eventId).map(({ reader }) => reader);
    await system.eventually(stopped, (names) => names.includes('read-model'));
    expect((await ready()).status).toBe(503);
    const rename = { organisationId: id, name: { en: 'Other', cy: 'Arall' }, effectiveOn: '2021-01-01' };
    expect(await system.mutate('renameOrganisation', rename)).toMatchObject({
      __typename: 'Refusal',
      code: 'STREAM_FOREIGN',
      message: expect.stringContaining(`${receipt.stream} holds an event that this release does not know or cannot read (NeverHeardOf, revision 1)`) as string,
    });
    await register('beside-unknown-type');
    for (const until = Date.now() + 20_000; Date.now() < until && (await ready()).status !== 200; await sleep(100))
      for (const reader of await stopped()) await readers.passOver({ reader, event: eventId, reason: 'FOREIGN' }, OPERATOR).catch(() => undefined);
    expect((await ready()).status).toBe(200);
    await system.record('renameOrganisation', rename);
    await system.settled();
    await expectAsRebuilt();
  }, 60_000);
});
