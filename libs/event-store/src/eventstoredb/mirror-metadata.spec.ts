import { randomUUID } from 'node:crypto';
import type { EventMeta } from '@app/kernel';
import { canonicalJson } from '../canonical.js';
import { encodeEvents } from '../storable.js';
import { anEvent } from '../testing/specimens.js';
import { metadataAsWritten } from './mirror-metadata.js';
import { toNative } from './native-event.js';

const { meta: least } = anEvent();
const all: Required<EventMeta> = {
  ...least,
  actor: { ...least.actor, account: randomUUID(), onBehalfOf: randomUUID(), delegation: randomUUID() },
  causationId: randomUUID(),
  reasonCode: 'MOVED',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  corrects: randomUUID(),
  voids: randomUUID(),
};

function written(meta: EventMeta, recordedAt?: string): Buffer {
  const [encoded] = encodeEvents('specimen-1', [anEvent({ meta, effectiveOn: '2024-02-29', schemaVersion: 12 })]);
  if (!encoded) throw new Error('no event');
  return Buffer.from(toNative(encoded, recordedAt).metadata);
}

describe('the metadata of a native event, without being parsed', () => {
  const optional = ['causationId', 'reasonCode', 'traceparent', 'corrects', 'voids'] as const;
  const without = (left: string) => Object.fromEntries(Object.entries(all).filter(([name]) => name !== left)) as unknown as EventMeta;
  const specimens: readonly (readonly [what: string, meta: EventMeta])[] = [
    ['as little as may be in them', least],
    ['everything that may be in them', all],
    ...optional.map((name) => [name, { ...least, [name]: all[name] }] as const),
    ...optional.map((name) => [`everything but ${name}`, without(name)] as const),
  ];
  it.each(specimens)('give what is stored, with %s', (_what, meta) => {
    const found = { effectiveOn: '2024-02-29', schemaVersion: 12, commandId: meta.commandId, meta: canonicalJson(meta) };
    expect(metadataAsWritten(written(meta))).toEqual({ ...found, recordedAt: undefined });
    expect(metadataAsWritten(written(meta, '2020-01-01T00:00:00.000Z'))).toEqual({ ...found, recordedAt: '2020-01-01T00:00:00.000Z' });
  });

  it.each([
    ['characters of several bytes', written({ ...least, reasonCode: 'ŵ' })],
    ['an escape', written({ ...least, reasonCode: '"' })],
    ['white space', Buffer.from(JSON.stringify(JSON.parse(String(written(least))), null, 1))],
    ['another order', Buffer.from(String(written(least)).replace(/^{(.*),("schemaVersion":12)}$/, '{$2,$1}'))],
    ['a name that is unknown', Buffer.from(String(written(least)).replace('"schemaVersion"', '"more":1,"schemaVersion"'))],
    ['no command', Buffer.from(String(written(least)).replace(least.commandId, 'none'))],
    ['nothing', Buffer.alloc(0)],
  ])('are left to be parsed, with %s in them', (_what, metadata) => expect(metadataAsWritten(metadata)).toBeUndefined());
});
