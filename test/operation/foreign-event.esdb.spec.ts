import { randomUUID } from 'node:crypto';
import { EventStoreDb, Mirror } from '@app/event-store';
import { Readers } from '@app/operation';
import { Projector, ReadModel } from '@app/read-model';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { startSystem, type System } from '../support/system.js';

const OPERATOR = { kind: 'system', id: 'command-line', role: 'administrator' } as const;

describe('an event that somebody else wrote into EventStoreDB', () => {
  let system: System;
  let client: EventStoreDBClient;
  beforeAll(async () => {
    system = await startSystem();
    client = EventStoreDBClient.connectionString(process.env['EVENTSTORE_CONNECTION_STRING'] ?? '');
  });
  afterAll(async () => {
    await client.dispose();
    await system.stop();
  });

  const register = (code: string) =>
    system.record('registerOrganisation', { code, name: { en: code, cy: code }, sector: 'NHS', nation: 'WALES', effectiveOn: '2020-01-01' });
  const renaming = (organisationId: string, name: string) => ({ organisationId, name: { en: name, cy: name }, effectiveOn: '2021-01-01' });
  async function ready(): Promise<{ status: number; body: { details: Record<string, { stopped?: unknown; message?: string }> } }> {
    const response = await fetch(`${await system.api.getUrl()}/health/ready`);
    return { status: response.status, body: (await response.json()) as Awaited<ReturnType<typeof ready>>['body'] };
  }

  it('is red and named, holds up the commands of its stream alone, and is as if it had never been once it is passed over', async () => {
    const { id, receipt } = await register('stray');
    await system.settled();
    const native = system.api.get(EventStoreDb, { strict: false }).nativeStream(receipt.stream);
    const eventId = randomUUID();
    await client.appendToStream(native, jsonEvent({ id: eventId, type: 'OrderPlaced', data: { order: 1 } }));

    const { status, body } = await system.eventually(ready, (answer) => answer.body.details['readers']?.stopped !== undefined);
    expect(status).toBe(503);
    const revision = String(BigInt(receipt.revision) + 1n);
    expect(body.details['readers']?.stopped).toEqual([
      {
        reader: 'mirror',
        event: { id: eventId, type: 'OrderPlaced', position: null, stream: native, revision },
        reason: expect.stringContaining('it has no metadata'),
        since: expect.any(String),
      },
    ]);
    const readers = system.projector.get(Readers, { strict: false });
    expect((await readers.status()).filter(({ stopped }) => stopped).map(({ name }) => name)).toEqual(['mirror']);

    const { data, errors } = await system.ask<{ at: { organisations: { nodes: unknown[] } } }>('{ at { organisations(first: 50) { nodes { id } } } }');
    expect([errors, data.at.organisations.nodes.length > 0]).toEqual([undefined, true]);
    await register('meanwhile');
    for (const [language, words] of [
      ['en', `The history of ${receipt.stream} holds an event`],
      ['cy', `Mae hanes ${receipt.stream} yn cynnwys digwyddiad`],
    ] as const) {
      const refused = await system.mutate('renameOrganisation', renaming(id, 'Other'), { 'accept-language': language });
      expect(JSON.stringify(refused)).toContain('STREAM_FOREIGN');
      expect(JSON.stringify(refused)).toContain(words);
    }

    expect(await readers.passOver({ reader: 'mirror', event: eventId, reason: 'FOREIGN' }, OPERATOR)).toEqual(expect.any(String));
    await system.eventually(ready, ({ status }) => status === 200);
    await system.record('renameOrganisation', renaming(id, 'Other'));
    await system.settled();
    expect(await readers.passedOver()).toMatchObject([{ reader: 'mirror', eventId, eventType: 'OrderPlaced', stream: native, revision, reason: 'FOREIGN' }]);
    const listed = await system.ask<{ at: { passedOverEvents: { nodes: unknown[] } } }>(
      '{ at { passedOverEvents(first: 5) { nodes { reader eventId position stream revision } } } }',
    );
    expect(listed.data.at.passedOverEvents.nodes).toEqual([{ reader: 'mirror', eventId, position: null, stream: native, revision }]);

    const checksum = await system.api.get(ReadModel, { strict: false }).checksum();
    await system.projector.close();
    const mirror = system.api.get(Mirror, { strict: false });
    expect(await mirror.verify({ whole: true })).toMatchObject({ faultCount: 0 });
    expect(await mirror.rebuild()).toMatchObject({ difference: undefined, replaced: true, head: checksum.position });
    await system.api.get(Projector, { strict: false }).rebuild();
    expect(await system.api.get(ReadModel, { strict: false }).checksum()).toEqual(checksum);
  }, 600_000);
});
