import fc from 'fast-check';
import { Numbers } from './passed-over-there.js';

/** A native stream, event by event: whether each is passed over. */
const streams = fc.array(fc.boolean(), { maxLength: 30 });

describe('a native stream without what is passed over in it', () => {
  it('is numbered without holes, and each of its events is found under its number', () =>
    fc.assert(
      fc.property(streams, (passedOver) => {
        const numbers = new Numbers(passedOver.flatMap((isPassedOver, index) => (isPassedOver ? [BigInt(index)] : [])));
        const kept = passedOver.flatMap((isPassedOver, index) => (isPassedOver ? [] : [BigInt(index)]));
        expect(kept.map((native) => numbers.ours(native))).toEqual(kept.map((_native, index) => BigInt(index)));
        expect(kept.map((_native, index) => numbers.native(BigInt(index)))).toEqual(kept);
        expect(passedOver.map((_isPassedOver, index) => numbers.isPassedOver(BigInt(index)))).toEqual(passedOver);
      }),
    ));

  it('is expected where it stands, behind what is passed over at its end', () =>
    fc.assert(
      fc.property(streams, (passedOver) => {
        const numbers = new Numbers(passedOver.flatMap((isPassedOver, index) => (isPassedOver ? [BigInt(index)] : [])));
        const kept = passedOver.filter((isPassedOver) => !isPassedOver).length;
        const [ours, native] = [kept === 0 ? 'none' : BigInt(kept - 1), passedOver.length === 0 ? 'none' : BigInt(passedOver.length - 1)] as const;
        expect(numbers.expected(ours)).toBe(native);
        expect(numbers.actual(native)).toBe(ours);
      }),
    ));
});
