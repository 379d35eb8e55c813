import fc from 'fast-check';
import { nodeId, parseNodeId, uuidOf } from './node.js';
import { textOfPin } from './pin.js';

const uuid = '3f2c7a52-6f0e-4d7b-9d5a-0c1e2b3a4f50';

describe('a node id', () => {
  it('holds a type and a UUID', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect(parseNodeId(nodeId('Cohort', id))).toEqual({ type: 'Cohort', id, pin: {} });
      }),
    );
  });

  it('holds what was fixed of a moment, and nothing else beside', () => {
    const day = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
    const position = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
    fc.assert(
      fc.property(fc.record({ asOf: fc.option(day, { nil: undefined }), position: fc.option(position, { nil: undefined }) }), (pin) => {
        const text = textOfPin(pin);
        const id = Buffer.from(`Cohort:${uuid}${text && '@'}${text}`).toString('base64url');
        expect(parseNodeId(id)).toEqual({ type: 'Cohort', id: uuid, pin });
        expect(uuidOf('Cohort', id)).toBe(uuid);
      }),
    );
  });

  it('is nothing else', () => {
    fc.assert(fc.property(fc.string(), (text) => parseNodeId(text) === undefined));
    for (const text of [
      uuid,
      `${nodeId('Cohort', uuid)}=`,
      nodeId('cohort', uuid),
      nodeId('Cohort', 'x'),
      nodeId('Cohort', uuid.toUpperCase()),
      'a'.repeat(10_000),
    ]) {
      expect(parseNodeId(text)).toBeUndefined();
    }
  });

  it('or its UUID is accepted where its type is asked for', () => {
    expect(uuidOf('Cohort', nodeId('Cohort', uuid))).toBe(uuid);
    expect(uuidOf('Cohort', uuid.toUpperCase())).toBe(uuid);
    expect(uuidOf('Cohort', nodeId('Leader', uuid))).toBeUndefined();
    expect(uuidOf('Cohort', 'x')).toBeUndefined();
  });
});
