import type { TestDatabase } from '@app/database/testing';
import { testDatabase } from '@app/database/testing';
import { randomUUID } from 'node:crypto';
import { canonicalJson } from '../canonical.js';
import { anEvent, UNICODE } from '../testing/specimens.js';
import { ScriptedServer } from '../testing/scripted-server.js';
import { MirrorRows } from './mirror-rows.js';

const COLUMNS = `
  select stream, revision, id::text, type, version, effective, recorded, command::text, meta, data
  from unnest($1::text[], $2::bigint[], $3::uuid[], $4::text[], $5::int[], $6::date[], $7::timestamptz[], $8::uuid[], $9::text[], $10::text[])
    i(stream, revision, id, type, version, effective, recorded, command, meta, data)`;

describe('events on their way into the log', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.drop());
  const arrived = async (rows: MirrorRows) => (await test.database.query(COLUMNS, [...rows.columns()])).rows;

  const { meta } = anEvent();
  it.each([
    ['as it mostly is', anEvent({ data: { index: 1, text: 'Siân' } })],
    ['with everything in its metadata', anEvent({ meta: { ...meta, causationId: randomUUID(), reasonCode: 'X', traceparent: '00', corrects: randomUUID() } })],
    ['with characters of several bytes in its metadata', anEvent({ meta: { ...meta, reasonCode: 'rheswm ŵ' } })],
    ['with an escape in its metadata', anEvent({ meta: { ...meta, reasonCode: 'a "reason"\n' } })],
    ['with names that sort otherwise in UTF-8', anEvent({ data: UNICODE })],
    ['with data that are a text', anEvent({ data: 'text' })],
    ['of long ago', anEvent({ effectiveOn: '0001-01-01', schemaVersion: 12_345 })],
  ])('arrive in the texts that are hashed: one %s', async (_what, event) => {
    const server = new ScriptedServer();
    const rows = new MirrorRows(server.prefix);
    rows.add(server.write('specimen-1', event, { created: '17500000000001239' }));
    rows.add(server.write('specimen-2', { ...event, recordedAt: '1999-12-31T23:59:59.999Z' }, { revision: 2n ** 62n }));
    expect(rows.count).toBe(2);
    const both = { id: event.id, type: event.type, version: event.schemaVersion, effective: event.effectiveOn, command: event.meta.commandId };
    const texts = { meta: canonicalJson(event.meta), data: canonicalJson(event.data) };
    expect(await arrived(rows)).toEqual([
      { ...both, ...texts, stream: 'specimen-1', revision: 0n, recorded: '2025-06-15T15:06:40.000Z' },
      { ...both, ...texts, stream: 'specimen-2', revision: 2n ** 62n, recorded: '1999-12-31T23:59:59.999Z' },
    ]);
  });

  it('arrive as they should, though they were written otherwise', async () => {
    const server = new ScriptedServer();
    const rows = new MirrorRows(server.prefix);
    const { metadata } = server.write('specimen-1', { meta });
    const spaced = Buffer.from(JSON.stringify(JSON.parse(String(metadata)), null, 1));
    rows.add(server.write('specimen-1', {}, { metadata: spaced, data: Buffer.from('{ "b": 1.0, "a": "\\u0041" }') }));
    expect(await arrived(rows)).toMatchObject([{ meta: canonicalJson(meta), data: '{"a":"A","b":1}' }]);
  });

  it('are none when there are none, also after there were some', async () => {
    const server = new ScriptedServer();
    const rows = new MirrorRows(server.prefix);
    expect(await arrived(rows)).toEqual([]);
    for (let index = 0; index < 300; index++) rows.add(server.write('specimen-1', { data: { text: 'ŵ'.repeat(index * 7) } }));
    expect((await arrived(rows)).map(({ data }) => data)).toEqual(Array.from({ length: 300 }, (_, index) => `{"text":"${'ŵ'.repeat(index * 7)}"}`));
    rows.clear();
    expect(await arrived(rows)).toEqual([]);
  });

  it('have the correlation that EventStoreDB has a name for, where there are two', async () => {
    const server = new ScriptedServer();
    const { metadata } = server.write('specimen-1', { meta });
    const twice = Buffer.from(String(metadata).replace('"schemaVersion"', '"correlationId":"another","schemaVersion"'));
    const rows = new MirrorRows(server.prefix);
    rows.add(server.write('specimen-1', {}, { metadata: twice }));
    expect(await arrived(rows)).toMatchObject([{ meta: canonicalJson(meta) }]);
  });
});
