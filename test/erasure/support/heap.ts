import { readFile } from 'node:fs/promises';

interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[]];
      readonly edge_fields: readonly string[];
      readonly edge_types: readonly [readonly string[]];
    };
  };
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  readonly strings: readonly string[];
}

const STEPS = 14;

/** Each string of a heap that holds one of some words, with what holds it, from near to far. */
export async function heldStrings(file: string, words: readonly string[]): Promise<readonly string[]> {
  const { snapshot, nodes, edges, strings } = JSON.parse(await readFile(file, 'utf8')) as Snapshot;
  const { node_fields, node_types, edge_fields, edge_types } = snapshot.meta;
  const [width, step] = [node_fields.length, edge_fields.length];
  const at = (name: string) => node_fields.indexOf(name);
  const [typeAt, nameAt, countAt] = [at('type'), at('name'), at('edge_count')];
  const typeOf = (node: number) => node_types[0][nodes[node + typeAt] ?? 0] ?? '';
  const nameOf = (node: number) => strings[nodes[node + nameAt] ?? 0] ?? '';
  const holders = new Map<number, { readonly from: number; readonly by: string }>();
  // Breadth first from the root, so that a path is a shortest one; weak edges hold nothing.
  const first = new Map<number, number>();
  for (let node = 0, edge = 0; node < nodes.length; node += width) {
    first.set(node, edge);
    edge += (nodes[node + countAt] ?? 0) * step;
  }
  const queue = [0];
  for (let index = 0; index < queue.length; index++) {
    const node = queue[index] ?? 0;
    const start = first.get(node) ?? 0;
    for (let edge = start; edge < start + (nodes[node + countAt] ?? 0) * step; edge += step) {
      const type = edge_types[0][edges[edge] ?? 0] ?? '';
      const to = edges[edge + 2] ?? 0;
      if (type === 'weak' || to === 0 || holders.has(to)) continue;
      const label = type === 'element' || type === 'hidden' ? `[${edges[edge + 1]}]` : (strings[edges[edge + 1] ?? 0] ?? '');
      holders.set(to, { from: node, by: label });
      queue.push(to);
    }
  }
  const found: string[] = [];
  for (let node = 0; node < nodes.length; node += width) {
    if (!/string/.test(typeOf(node)) || !words.some((word) => nameOf(node).includes(word))) continue;
    const path: string[] = [];
    for (let held = holders.get(node), turn = 0; held && turn < STEPS; held = holders.get(held.from), turn++)
      path.push(`${held.by} of ${nameOf(held.from).slice(0, 60)}`);
    found.push(`${typeOf(node)} ${JSON.stringify(nameOf(node).slice(0, 80))} ← ${path.join(' ← ') || 'nothing'}`);
  }
  return found;
}
