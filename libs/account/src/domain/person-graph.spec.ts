import fc from 'fast-check';
import { PersonGraph } from './person-graph.js';

const ids = fc.integer({ min: 0, max: 8 }).map(String);
const links = fc.array(fc.tuple(ids, ids), { maxLength: 12 });
const graphOf = (joined: readonly (readonly [string, string])[]) => {
  const graph = new PersonGraph();
  for (const [one, other] of joined) graph.join(one, other);
  return graph;
};
const sorted = (of: ReadonlySet<string>) => [...of].sort();

describe('who could be one person', () => {
  it('is whoever is linked by whatever way, and themselves: a relation that is reflexive, symmetric and transitive', () =>
    fc.assert(
      fc.property(links, ids, ids, ids, (joined, a, b, c) => {
        const graph = graphOf(joined);
        const same = (one: string, other: string) => graph.couldBe([one]).has(other);
        expect(same(a, a)).toBe(true);
        expect(same(a, b)).toBe(same(b, a));
        if (same(a, b) && same(b, c)) expect(same(a, c)).toBe(true);
        for (const [one, other] of joined) expect(same(one, other)).toBe(true);
      }),
    ));

  it('is nobody whom no link leads to', () =>
    fc.assert(
      fc.property(links, ids, (joined, id) => {
        // Labels that go over each link until nothing changes any more: another way to the same.
        const label = new Map(Array.from({ length: 9 }, (_, number) => [String(number), number]));
        for (let turn = 0; turn < 9; turn++)
          for (const [one, other] of joined) {
            const least = Math.min(label.get(one) ?? 0, label.get(other) ?? 0);
            label.set(one, least).set(other, least);
          }
        expect(sorted(graphOf(joined).couldBe([id]))).toEqual([...label.keys()].filter((other) => label.get(other) === label.get(id)));
      }),
    ));

  it('of several is whoever could be any of them, and the order of links makes no difference', () =>
    fc.assert(
      fc.property(links, ids, ids, (joined, a, b) => {
        const graph = graphOf(joined);
        expect(graph.couldBe([a, b])).toEqual(new Set([...graph.couldBe([a]), ...graph.couldBe([b])]));
        expect(sorted(graphOf([...joined].reverse()).couldBe([a]))).toEqual(sorted(graph.couldBe([a])));
      }),
    ));
});
