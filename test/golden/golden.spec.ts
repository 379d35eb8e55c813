import { leafOf } from '@app/event-store';
import { declaredEvents, registeredTypes } from '../generate/declared-events.js';
import { misfits } from '../generate/fits.js';
import { codecOf } from '../generate/sample.js';
import { fileOf, readSamples, tamperedSamples } from './samples.js';

const [events, registered, samples, tampered] = await Promise.all([
  declaredEvents(process.cwd()),
  registeredTypes(process.cwd()),
  readSamples(),
  tamperedSamples(),
]);
const codec = codecOf([...registered.values()].flat());
const declarations = new Map(events.map((event) => [event.type, event]));

describe('the golden samples', () => {
  it('are as they were when they were stored', () => {
    expect(tampered).toEqual([]);
  });

  it('hold one of every type and version that is or was written', () => {
    const written = events.flatMap(({ type, version }) => Array.from({ length: version }, (_, index) => fileOf(type, index + 1)));
    expect(samples.map(({ file }) => file)).toEqual(written.sort());
  });

  describe.each(samples)('$file', ({ event: stored }) => {
    it('is still read, as its type describes it now', () => {
      const declared = declarations.get(stored.type);
      expect(misfits(codec.decode(stored).data, { kind: 'object', fields: declared?.fields ?? [] })).toEqual([]);
    });

    it('still has the leaf that proofs were made of', () => {
      expect(Buffer.from(leafOf(stored)).toString('hex')).toBe(Buffer.from(stored.leaf).toString('hex'));
    });
  });
});
