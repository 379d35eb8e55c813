import { nodeId } from '@app/graphql-kit';
import type { Ids, Reach, Role } from '@app/identity';
import { ROLES } from '@app/identity';
import type { RowClass, Snapshot } from '@app/read-model';
import { ReadModel } from '@app/read-model';
import { access } from '@app/tracker';
import sql from 'sql-template-tag';
import { startSystem, type System } from '../support/system.js';
import { type Answer, Judge, nodeTypes, rootLists, selectionOf } from './support/answers.js';
import { idsOf, type Persona, personasOf, seenOf, type Thing, thingsOf } from './support/judge.js';
import { makeWorld, SCOPE, type World } from './support/world.js';

let system: System;
let world: World;
let things: readonly Thing[];
beforeAll(async () => {
  system = await startSystem();
  world = await makeWorld(system);
  things = thingsOf(world);
}, 600_000);
afterAll(() => system.stop());

type Row = Readonly<Record<string, unknown>> & { readonly id: string };

/** The rows of a table as a grant sees them, beside all that there are. */
async function rowsOf(rows: RowClass, role: Role, reach: Reach, ids: Ids): Promise<{ readonly seen: Row[]; readonly all: Row[] }> {
  const snapshot = await system.api.get(ReadModel, { strict: false }).snapshot();
  try {
    const read = (from: Snapshot) => from.present.query<Row>(sql`select * from ${from.present.from(rows)} order by id`);
    const all = await read(snapshot);
    snapshot.restrict(access.restriction({ actor: { kind: 'person', id: 'somebody', role }, grants: [{ role, reach, ids }] }));
    return { all, seen: await read(snapshot) };
  } finally {
    await snapshot.release();
  }
}

/** Several that one way of reaching can be told by: what those who ask have on record, and scopes. */
function toldBy(reach: Reach): readonly Ids[] {
  if (reach === 'employer' || reach === 'organisation') return [{ organisations: world.scope }, { organisations: world.organisations.slice(2) }];
  return [...Object.values(world.asking), world.report].map((person) => idsOf(world, person));
}

describe('every cell of the matrix, by SQL', () => {
  const cells = access.registry.tables.flatMap(({ rows, resource }) =>
    ROLES.flatMap((role) => access.matrix.reachesOf[role].map((reach) => ({ table: rows.name, rows, resource, role, reach }))),
  );

  it.each(cells)('$table for $role by $reach', async ({ rows, resource, role, reach }) => {
    const groups = access.matrix.groups(resource, { role, reach });
    const declared = access.registry.of(rows).groups ?? {};
    const told = groups.length === 0 ? toldBy(reach).slice(0, 1) : toldBy(reach);
    const reachedBefore = new Set<boolean>();
    for (const ids of told) {
      const { seen, all } = await rowsOf(rows, role, reach, ids);
      const there = things.filter((thing) => thing.resource === resource);
      expect(all.map(({ id }) => id).sort()).toEqual(there.map(({ key }) => key).sort());
      const expected = groups.length === 0 ? [] : there.filter(({ reached }) => reached(reach, ids));
      expect(seen.map(({ id }) => id).sort()).toEqual(expected.map(({ key }) => key).sort());
      for (const { key, groupOf } of expected) {
        const [row, stored] = [seen.find(({ id }) => id === key), all.find(({ id }) => id === key)];
        for (const [group, { columns = [], sealed = [], flag }] of Object.entries(declared)) {
          for (const property of [...columns, ...sealed]) {
            const isSeen = groups.includes(groupOf?.(property) ?? group);
            expect([property, row?.[property]]).toEqual([property, isSeen ? stored?.[property] : sealed.includes(property) ? { withheld: true } : null]);
          }
          if (flag !== undefined) expect(row?.[flag.replace(/_(.)/g, (_all, letter: string) => letter.toUpperCase())]).toBe(groups.includes(group));
        }
        for (const property of Object.keys(stored ?? {})) {
          if (!Object.values(declared).some(({ columns = [], sealed = [] }) => [...columns, ...sealed].includes(property)))
            expect([property, row?.[property]]).toEqual([property, stored?.[property]]);
        }
      }
      for (const { reached } of there) reachedBefore.add(reached(reach, ids));
    }
    // The world shows both sides of a border, or the cell is one that nothing is beyond.
    const bounded = reach !== 'national' && reach !== 'public';
    if (groups.length > 0) expect([...reachedBefore].sort()).toEqual(bounded ? [false, true] : [true]);
  });
});

describe('every cell of the matrix, over HTTP', () => {
  let judge: Judge;
  let personas: readonly Persona[];
  const asked = new Map<string, System>();
  beforeAll(async () => {
    // Leave and illness are the person's own to see, not the administrator's.
    const leave = { value: 'Parental leave.', state: 'OPEN' };
    judge = new Judge(things, ({ resource, key, groupOf }, field, answered) => {
      if (resource !== 'Enrolment') return answered;
      // Nor is what somebody needs.
      if (field === 'adjustments')
        return { nodes: world.adjustments.filter(({ enrolment }) => enrolment === key).map(({ id }) => ({ id: nodeId('Adjustment', id) })) };
      if (field === 'reason' && groupOf?.(field) === 'interruption') return leave;
      return field === 'timeline'
        ? {
            nodes: (answered as { readonly nodes: readonly { readonly type: string }[] }).nodes.map((step) =>
              step.type === 'EnrolmentInterrupted' ? { ...step, text: leave } : step,
            ),
          }
        : answered;
    });
    personas = personasOf(world, SCOPE);
    for (const { name, id, claims } of personas) asked.set(name, await system.as({ actor: { kind: 'person', id, role: 'leader' }, claims }));
  });

  const nodesOf = async (as: System, type: string) => {
    const there = things.filter(({ resource }) => resource === type);
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ${type} { ${selectionOf(type)} } } }`;
    const { data, errors } = await as.ask<{ nodes: (Answer | null)[] }>(query, { ids: there.map(({ key }) => nodeId(type, key)) });
    expect(errors).toBeUndefined();
    return there.map((thing, index) => ({ thing, answer: data.nodes[index] ?? null }));
  };

  // The administrator is answered no adjustment; whoever is has a specification of their own.
  it.each(nodeTypes().filter((type) => type !== 'Adjustment'))('answers each role what it may see of a %s', async (type) => {
    const reference = new Map((await nodesOf(system, type)).map(({ thing, answer }) => [thing, answer]));
    for (const persona of personas) {
      for (const { thing, answer } of await nodesOf(asked.get(persona.name) ?? system, type)) {
        const all = reference.get(thing);
        if (!all) throw new Error(`the administrator is not answered ${type} ${thing.key}`);
        expect([persona.name, answer]).toEqual([persona.name, judge.expected(persona, thing, all)]);
      }
    }
  });

  it.each(rootLists())('lists, and counts, for each role what it may see of all %s', async (field, type) => {
    for (const persona of personas) {
      const { data, errors } = await (asked.get(persona.name) ?? system).ask<{ at: { list: { nodes: { id: string }[] }; total: object } }>(
        `{ at { list: ${field}(first: 100) { nodes { id } } total: ${field}(first: 0) { totalCount totalCountState } } }`,
      );
      expect(errors).toBeUndefined();
      const expected = things.filter((thing) => thing.resource === type && seenOf(persona, thing).size > 0).map(({ key }) => nodeId(type, key));
      expect([persona.name, data.at.list.nodes.map(({ id }) => id).sort()]).toEqual([persona.name, expected.sort()]);
      // Who is to see none of them, whichever there are, is not told that there are none.
      const mayBeSeen = seenOf(persona, { resource: type, key: '', reached: () => true }).size > 0;
      const total = mayBeSeen ? { totalCount: expected.length, totalCountState: 'EXACT' } : { totalCount: null, totalCountState: 'WITHHELD' };
      expect([persona.name, data.at.total]).toEqual([persona.name, total]);
    }
  });

  it('tells everybody who they are and in which roles', async () => {
    for (const { name, id, roles } of personas) {
      const { data } = await (asked.get(name) ?? system).ask<{ viewer: { id: string; roles: string[] } }>('{ viewer { id roles } }');
      const named = roles.map(({ role }) => role.toUpperCase().replace('-', '_'));
      expect(data.viewer).toEqual({ id, roles: expect.arrayContaining(named) as string[] });
      expect(data.viewer.roles).toHaveLength(named.length);
    }
  });
});

describe('who asks', () => {
  it('reaches what the judge says that they reach', async () => {
    for (const { id, claims, roles } of personasOf(world, SCOPE)) {
      const snapshot = await system.api.get(ReadModel, { strict: false }).snapshot();
      const { grants } = await access.viewer(snapshot, { actor: { kind: 'person', id, role: 'leader' }, claims });
      await snapshot.release();
      expect([...new Set(grants.map(({ role }) => role))].sort()).toEqual(roles.map(({ role }) => role).sort());
    }
    expect(things.some((thing) => seenOf({ name: '', id: '', claims: [], roles: [] }, thing).size > 0)).toBe(false);
  });
});
