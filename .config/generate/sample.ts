import { createHash } from 'node:crypto';
import { type Actor, derivedId, type Event, seal } from '@app/kernel';
import { Codec, type EventTypes, type Json, type LoggedEvent, leafOf, Sealer, type Unsealed } from '@app/event-store';
import type { DeclaredEvent } from './declared-events.js';
import type { Field, Shape } from './shape.js';

const NAMESPACE = '6a4b7f0e-52d6-4f4b-8a35-7f7f0c4b9d11';
const sampleId = (name: string) => derivedId(NAMESPACE, name);

/** A value of that shape, the same one every time, with every optional field present. */
function valueOf(shape: Shape, path: string): unknown {
  switch (shape.kind) {
    case 'text':
      return path.endsWith('Id') ? sampleId(path) : `sample of ${path}, ŵ`;
    case 'number':
      return 7;
    case 'truth':
      return true;
    case 'date':
      return '2026-03-02';
    case 'instant':
      return '2026-03-02T09:00:00.000Z';
    case 'one of':
      return shape.values[0];
    case 'sealed':
      return seal({ subject: sampleId('subject'), purpose: 'sample' }, valueOf(shape.of, path));
    case 'list':
      return [valueOf(shape.of, path)];
    case 'map':
      return { key: valueOf(shape.of, path) };
    case 'either':
      return shape.variants[0] && valueOf(shape.variants[0], path);
    case 'object':
      return objectOf(shape.fields, path);
  }
}

const objectOf = (fields: readonly Field[], path: string) => Object.fromEntries(fields.map(({ name, shape }) => [name, valueOf(shape, `${path}.${name}`)]));

/** Seals into boxes that no key opens and that never change: a sample is about form. */
class SampleSealer extends Sealer {
  async seal(events: readonly Unsealed[]): Promise<readonly Json[]> {
    return events.map(({ stream, id, data }) => boxed(data, `${stream}/${id}/`, ''));
  }
}

function boxed(value: unknown, prefix: string, path: string): Json {
  if (typeof value !== 'object' || value === null) return value as Json;
  if ('toSeal' in value) {
    const bound = `${prefix}${path}`;
    return { sealed: 'v1', key: sampleId('data key'), bound, box: createHash('sha512').update(bound).digest('base64') };
  }
  if (Array.isArray(value)) return value.map((item, index) => boxed(item, prefix, `${path}${path && '.'}${index}`));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, boxed(item, prefix, `${path}${path && '.'}${name}`)]));
}

export const codecOf = (types: readonly EventTypes[]) => new Codec(types, new SampleSealer());

/** The event as the log would store it had it been the first one ever recorded. */
export async function sampleOf({ type, fields }: DeclaredEvent, codec: Codec): Promise<LoggedEvent> {
  const stream = `sample-${sampleId(type)}`;
  const actor: Actor = { kind: 'person', id: sampleId('actor'), role: 'administrator' };
  const by = {
    commandId: sampleId(`command of ${type}`),
    actor,
    effectiveOn: '2026-03-02',
    now: '2026-03-02T09:00:00.000Z',
    today: '2026-03-02',
    correlationId: sampleId('correlation'),
    commandName: `Record${type}`,
    inputHash: createHash('sha256').update(type).digest('hex'),
  };
  const event: Event = { type, data: objectOf(fields, type) };
  const [encoded] = await codec.encode(stream, [event], by);
  if (!encoded) throw new Error(`${type} was not encoded`);
  const stored = { ...encoded, stream, revision: 0n, position: 1n, recordedAt: '2026-03-02T09:00:00.000Z' };
  return { ...stored, leaf: leafOf(stored) };
}
