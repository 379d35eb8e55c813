import fc from 'fast-check';
import { PersonGraph } from './person-graph.js';

const ids = fc.integer({ min: 0, max: 8 }).map(String);
const pairs = fc.array(fc.tuple(ids, ids), { maxLength: 12 });
type Pairs = readonly (readonly [string, string])[];
const graphOf = (joined: Pairs, said: Pairs = []) => {
  const graph = new PersonGraph();
  for (const [one, other] of joined) graph.join(one, other);
  for (const [one, other] of said) graph.say(one, other);
  return graph;
};
const sorted = (of: ReadonlySet<string>) => [...of].sort();

describe('who could be one person', () => {
  it('is whoever is linked by whatever way, and themselves: a relation that is reflexive, symmetric, and transitive over links', () =>
    fc.assert(
      fc.property(pairs, pairs, ids, ids, ids, (joined, said, a, b, c) => {
        const graph = graphOf(joined, said);
        const same = (one: string, other: string) => graph.couldBe([one]).has(other);
        const linked = (one: string, other: string) => graph.joined([one]).has(other);
        expect(same(a, a)).toBe(true);
        expect(same(a, b)).toBe(same(b, a));
        if (linked(a, b) && linked(b, c)) expect(linked(a, c)).toBe(true);
        if (linked(a, b) && same(b, c)) expect(same(a, c)).toBe(true);
        for (const [one, other] of [...joined, ...said]) expect(same(one, other)).toBe(true);
      }),
    ));

  it('is nobody but those whom links lead to, and those of whom it was said of one of them, one step from there', () =>
    fc.assert(
      fc.property(pairs, pairs, ids, (joined, said, id) => {
        // Labels that go over each link until nothing changes any more: another way to the same.
        const label = new Map(Array.from({ length: 9 }, (_, number) => [String(number), number]));
        for (let turn = 0; turn < 9; turn++)
          for (const [one, other] of joined) {
            const least = Math.min(label.get(one) ?? 0, label.get(other) ?? 0);
            label.set(one, least).set(other, least);
          }
        const own = label.get(id);
        const near = new Set([own]);
        for (const [one, other] of said) {
          if (label.get(one) === own) near.add(label.get(other));
          if (label.get(other) === own) near.add(label.get(one));
        }
        expect(sorted(graphOf(joined, said).couldBe([id]))).toEqual([...label.keys()].filter((other) => near.has(label.get(other))));
      }),
    ));

  it('is not made of many by saying of each that they are the same as one', () =>
    fc.assert(
      fc.property(fc.constant('one'), fc.uniqueArray(fc.uuid(), { minLength: 2 }), (one, many) => {
        const graph = graphOf(
          [],
          many.map((other) => [one, other]),
        );
        for (const other of many) expect(sorted(graph.couldBe([other]))).toEqual([one, other].sort());
      }),
    ));

  it('of several is whoever could be any of them, and the order of links makes no difference', () =>
    fc.assert(
      fc.property(pairs, pairs, ids, ids, (joined, said, a, b) => {
        const graph = graphOf(joined, said);
        expect(graph.couldBe([a, b])).toEqual(new Set([...graph.couldBe([a]), ...graph.couldBe([b])]));
        expect(sorted(graphOf([...joined].reverse(), [...said].reverse()).couldBe([a]))).toEqual(sorted(graph.couldBe([a])));
      }),
    ));
});
