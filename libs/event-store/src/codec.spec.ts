import type { Event, Sealed } from '@app/kernel';
import { derivedId, seal } from '@app/kernel';
import { metaFor } from '@app/kernel/testing';
import { Codec, Sealer } from './codec.js';
import { UnknownEventType, Unstorable } from './errors.js';
import type { JsonObject } from './event-types.js';
import { eventTypes } from './event-types.js';
import type { Json, LoggedEvent } from './port.js';

type NoteTaken = Event<'NoteTaken', { text: Sealed<string>; tags: string[] }>;
type NoteDropped = Event<'NoteDropped', { noteId: string }>;
type NoteEvent = NoteTaken | NoteDropped;

const noteTypes = eventTypes<NoteEvent>({
  NoteTaken: {
    version: 3,
    upcasters: {
      1: ({ note, ...data }: JsonObject) => ({ ...data, text: note }), // renamed, and never looked into
      2: (data) => ({ ...data, tags: [] }),
    },
  },
  NoteDropped: 1,
});

class Marking extends Sealer {
  async seal(events: readonly { data: object }[]): Promise<readonly Json[]> {
    return events.map(({ data }) => JSON.parse(JSON.stringify(data, (_key, value) => (value?.toSeal ? 'sealed' : value))) as Json);
  }
}

const codec = new Codec([noteTypes], new Marking());
const meta = { ...metaFor({ reasonCode: 'R1' }), commandName: 'TakeNote', inputHash: 'h' };
const taken: NoteTaken = { type: 'NoteTaken', data: { text: seal({ subject: 's', purpose: 'p' }, 'Siân'), tags: ['a'] } };

const stored = (given: Partial<LoggedEvent>): LoggedEvent => ({
  id: 'i',
  stream: 'note-1',
  revision: 0n,
  position: 1n,
  type: 'NoteTaken',
  schemaVersion: 3,
  effectiveOn: '2026-03-02',
  recordedAt: '2026-03-02T09:00:00.000Z',
  meta: { actor: meta.actor, commandId: meta.commandId, commandName: 'TakeNote', inputHash: 'h', correlationId: 'c' },
  data: {},
  leaf: new Uint8Array(32),
  ...given,
});

describe('encoding events', () => {
  it('seals them, at their current version, under ids that follow from the command', async () => {
    const encoded = await codec.encode('note-1', [taken, { type: 'NoteDropped', data: { noteId: 'n' }, effectiveOn: '2020-01-01', voids: 'v' }], meta);
    expect(encoded).toEqual([
      {
        id: derivedId(meta.commandId, 'note-1#0'),
        type: 'NoteTaken',
        schemaVersion: 3,
        effectiveOn: meta.effectiveOn,
        meta: { actor: meta.actor, commandId: meta.commandId, commandName: 'TakeNote', inputHash: 'h', correlationId: meta.correlationId, reasonCode: 'R1' },
        data: { text: 'sealed', tags: ['a'] },
      },
      expect.objectContaining({
        id: derivedId(meta.commandId, 'note-1#1'),
        effectiveOn: '2020-01-01',
        schemaVersion: 1,
        meta: expect.objectContaining({ voids: 'v' }),
      }),
    ]);
    expect(Object.keys(encoded[0]?.meta ?? {})).not.toContain('traceparent');
  });

  it('refuses what cannot be kept, also where it would be sealed', async () => {
    const poisoned: NoteTaken = { type: 'NoteTaken', data: { text: seal({ subject: 's', purpose: 'p' }, 'a\0b'), tags: [] } };
    await expect(codec.encode('note-1', [poisoned], meta)).rejects.toBeInstanceOf(Unstorable);
  });

  it('refuses an event that no feature declares', async () => {
    await expect(codec.encode('note-1', [{ type: 'Unheard', data: {} }], meta)).rejects.toBeInstanceOf(UnknownEventType);
  });
});

describe('decoding events', () => {
  it('brings old data to the current version, one step after the other, sealed values unopened', () => {
    const sealed = { sealed: 'v1', key: 'k', bound: 'b', box: 'x' };
    expect(codec.decode<NoteTaken>(stored({ schemaVersion: 1, data: { note: sealed } })).data).toEqual({ text: sealed, tags: [] });
    expect(codec.decode<NoteTaken>(stored({ schemaVersion: 2, data: { text: sealed } })).data).toEqual({ text: sealed, tags: [] });
    expect(codec.decode<NoteTaken>(stored({ schemaVersion: 3, data: { text: sealed, tags: ['a'] } })).data).toEqual({ text: sealed, tags: ['a'] });
  });

  it('gives the whole envelope, and says what is replaced', () => {
    const event = stored({ meta: { ...stored({}).meta, corrects: 'other' } });
    const { leaf: _leaf, ...envelope } = event;
    expect(codec.decode(event)).toEqual({ ...envelope, corrects: 'other' });
    expect('voids' in codec.decode(event)).toBe(false);
  });

  it('stops at an event of an unknown type, or of a version to come', () => {
    expect(() => codec.decode(stored({ type: 'Unheard' }))).toThrow(UnknownEventType);
    expect(() => codec.decode(stored({ schemaVersion: 4 }))).toThrow(UnknownEventType);
  });
});

describe('declaring events', () => {
  it('takes no version without the upcasters that lead to it', () => {
    expect(() => eventTypes<NoteDropped>({ NoteDropped: { version: 3, upcasters: { 1: (data) => data } } })).toThrow('no upcaster from version 2');
  });

  it('takes no type twice', () => {
    expect(() => new Codec([noteTypes, noteTypes], new Marking())).toThrow('two features declare');
  });

  it('takes no incomplete list', () => {
    // @ts-expect-error NoteDropped is missing
    eventTypes<NoteEvent>({ NoteTaken: 1 });
  });
});
