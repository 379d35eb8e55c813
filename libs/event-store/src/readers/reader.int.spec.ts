import { randomUUID } from 'node:crypto';
import { type TestDatabase, testDatabase } from '@app/database/testing';
import { eventStoreMigrations } from '../postgres/log.migration.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { anEvent } from '../testing/specimens.js';
import { askToRetry, Reader, readerStream, stops } from './reader.js';

const LONG_MS = 60_000;
const never = new AbortController().signal;

describe('a reader of the log', () => {
  let test: TestDatabase;
  let store: PostgresEventStore;
  let reader: Reader;
  beforeEach(async () => {
    test = await testDatabase(eventStoreMigrations);
    store = new PostgresEventStore(test.database);
    reader = new Reader(test.database, 'directory');
  });
  afterEach(async () => {
    await store.onApplicationShutdown();
    await test.drop();
  });

  const event = { id: randomUUID(), type: 'PlaceOffered', position: 1n };
  const passOver = (of: string, eventId = event.id) =>
    store.append(readerStream(of), [{ ...anEvent(), type: 'EventPassedOver', data: { eventId } }], { expected: 'none' });

  it('passes over what the log says, each its own, by the position that the event has here', async () => {
    await store.append('specimen-1', [anEvent({ id: event.id })], { expected: 'none' });
    await passOver('directory');
    await passOver('read-model', randomUUID());
    expect(await reader.passedOver()).toEqual(new Set([1n]));
    expect(await new Reader(test.database, 'read-model').passedOver()).toEqual(new Set());
    expect(await new Reader(test.database, 'process:places').passedOver()).toEqual(new Set());
  });

  it('says where it has stopped, since when it says the same, and no more once it goes on, in whichever process', async () => {
    await reader.stopped('it cannot be applied', event);
    const [first] = await stops(test.database);
    expect(first).toMatchObject({ reader: 'directory', event, reason: 'it cannot be applied' });
    await reader.stopped('it cannot be applied', event);
    expect(await stops(test.database)).toEqual([first]);
    await reader.stopped('keys cannot be reached');
    expect(await stops(test.database)).toMatchObject([{ event: null, reason: 'keys cannot be reached' }]);
    const elsewhere = new Reader(test.database, 'directory');
    await elsewhere.goesOn();
    expect(await stops(test.database)).toEqual([]);
    // It is told of every step, and looks again when it begins again: another may have stopped meanwhile.
    await reader.goesOn();
    await elsewhere.stopped('once more');
    await reader.passedOver();
    await reader.goesOn();
    expect(await stops(test.database)).toEqual([]);
  });

  it('does not forget which stream is not whole over what else keeps it from going on', async () => {
    await reader.foundCut('ours.specimen-1', 'ours.specimen-1 was cut');
    await reader.stopped('nobody lets it in');
    expect(await reader.cut()).toBe('ours.specimen-1');
    await reader.stopped('ours.specimen-2 was cut', { stream: 'ours.specimen-2' });
    expect(await reader.cut()).toBe('ours.specimen-2');
  });

  it('tries again when an operator asks for it, or has its event passed over, or after a while', async () => {
    await reader.stopped('it cannot be applied', event);
    await reader.worthTrying(never, 10);
    expect(await askToRetry(test.database, 'read-model')).toEqual([]);
    expect(await askToRetry(test.database)).toEqual(['directory']);
    await reader.worthTrying(never, LONG_MS);
    await reader.stopped('it cannot be applied', event);
    const waiting = reader.worthTrying(never, LONG_MS);
    await passOver('directory');
    await waiting;
  });
});
