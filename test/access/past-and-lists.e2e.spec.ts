import { nodeId } from '@app/graphql-kit';
import { ReadModel } from '@app/read-model';
import { access } from '@app/tracker';
import fc from 'fast-check';
import { type Answer, startSystem, type System } from '../support/system.js';
import { type Persona, personasOf, seenOf, type Thing, thingsOf } from './support/judge.js';
import { readPage } from './support/page.js';
import { makeWorld, SCOPE, type World } from './support/world.js';

const SEED = 20_260_302;
const RUNS = 300;

let system: System;
let world: World;
let things: ReadonlyMap<string, Thing>;
let personas: readonly Persona[];
const asked = new Map<string, System>();
beforeAll(async () => {
  system = await startSystem();
  world = await makeWorld(system);
  things = new Map(thingsOf(world).map((thing) => [nodeId(thing.resource, thing.key), thing]));
  personas = personasOf(world, SCOPE);
  for (const { name, id, claims } of personas) asked.set(name, await system.as({ actor: { kind: 'person', id, role: 'leader' }, claims }));
}, 600_000);
afterAll(() => system.stop());

const as = ({ name }: Persona): System => asked.get(name) ?? system;
const isSeen = (persona: Persona, id: string): boolean => {
  const thing = things.get(id);
  return thing !== undefined && seenOf(persona, thing).size > 0;
};

interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number | null;
}

/** Every page of a list, forwards or backwards. @returns the ids in the list's order, how large each page was, and what each said was the whole's size */
async function walk(
  persona: Persona,
  args: string,
  size: number,
  backwards: boolean,
): Promise<{ readonly ids: string[]; readonly sizes: number[]; readonly totals: ReadonlySet<number | null> }> {
  const ids: string[] = [];
  const sizes: number[] = [];
  const totals = new Set<number | null>();
  let cursor: string | null = null;
  for (;;) {
    const window: string = [
      backwards ? `last: ${size}` : `first: ${size}`,
      ...(cursor === null ? [] : [`${backwards ? 'before' : 'after'}: "${cursor}"`]),
    ].join(', ');
    const { data, errors }: Answer<{ at: { enrolments: Page } }> = await as(persona).ask(
      `{ at { enrolments(${[window, args].filter(Boolean).join(', ')}) { totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`,
    );
    if (errors) throw new Error(JSON.stringify(errors));
    const { nodes, pageInfo, totalCount } = data.at.enrolments;
    const page = nodes.map(({ id }) => id);
    if (backwards) ids.unshift(...page);
    else ids.push(...page);
    sizes.push(page.length);
    totals.add(totalCount);
    if (!(backwards ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) return { ids, sizes, totals };
    cursor = backwards ? pageInfo.startCursor : pageInfo.endCursor;
  }
}

describe('rows out of reach', () => {
  it('never influence a list, its pages or what its cursors lead to, whatever it is asked for', async () => {
    const some = <T>(of: readonly T[]) => fc.option(fc.constantFrom(...of), { nil: undefined });
    const question = fc.record({
      persona: fc.constantFrom(...personas),
      cohort: some(world.cohorts.map(({ id }) => id)),
      programme: some(world.programmes),
      leader: some(world.people),
      within: some(world.organisations),
      status: some(['APPLIED', 'INTERRUPTED', 'WITHDRAWN', 'NOT_SELECTED'] as const),
      size: fc.integer({ min: 1, max: 5 }),
      backwards: fc.boolean(),
    });
    const below = new Map(world.organisations.map((id) => [id, id === world.scope[0] ? world.scope : [id]]));
    await fc.assert(
      fc.asyncProperty(question, async ({ persona, cohort, programme, leader, within, status, size, backwards }) => {
        const expected = world.enrolments
          .filter((enrolment) => cohort === undefined || enrolment.cohort === cohort)
          .filter((enrolment) => programme === undefined || enrolment.programme === programme)
          .filter((enrolment) => leader === undefined || enrolment.leader === leader)
          .filter((enrolment) => within === undefined || (below.get(within) ?? []).includes(enrolment.organisation))
          .filter((enrolment) => status === undefined || enrolment.status === status)
          .map(({ id }) => id)
          .sort()
          .map((id) => nodeId('Enrolment', id))
          .filter((id) => isSeen(persona, id));
        const args = Object.entries({ cohort, programme, leader, within })
          .flatMap(([name, value]) => (value === undefined ? [] : [`${name}: "${value}"`]))
          .concat(status === undefined ? [] : [`status: [${status}]`])
          .join(', ');
        const { ids, sizes, totals } = await walk(persona, args, size, backwards);
        expect(ids).toEqual(expected);
        // Whatever it is narrowed by, a count tells no more than the pages do; of who is to see no enrolment at all, nothing.
        const mayBeSeen = seenOf(persona, { resource: 'Enrolment', key: '', reached: () => true }).size > 0;
        expect([...totals]).toEqual([mayBeSeen ? expected.length : null]);
        // Pages are full but for the last: nothing was taken out of them afterwards.
        expect(sizes.slice(0, -1).every((count) => count === size)).toBe(true);
        expect(sizes).toHaveLength(Math.max(1, Math.ceil(expected.length / size)));
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('are not found by a post that is out of reach, nor counted by it', async () => {
    for (const persona of personas) {
      for (const within of world.organisations) {
        const { data, errors } = await as(persona).ask<{ at: { leaders: Page } }>(
          `{ at { leaders(first: 100, within: "${within}") { totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`,
        );
        expect(errors).toBeUndefined();
        const tree = within === world.scope[0] ? world.scope : [within];
        const holders = world.posts
          .filter(({ id, live, organisation }) => live && tree.includes(organisation) && isSeen(persona, nodeId('Assignment', id)))
          .map(({ leader }) => nodeId('Leader', leader));
        const expected = [...new Set(holders)].filter((id) => isSeen(persona, id)).sort();
        const mayBeSeen = seenOf(persona, { resource: 'Leader', key: '', reached: () => true }).size > 0;
        const { nodes, totalCount } = data.at.leaders;
        expect([persona.name, nodes.map(({ id }) => id).sort(), totalCount]).toEqual([persona.name, expected, mayBeSeen ? expected.length : null]);
      }
    }
  });

  it('are no more to be found by a name than by an id', async () => {
    const names = ['Ann', 'Bob', 'Cat', 'Dai', 'Eve', 'Fay', 'Gil', 'Hal', 'Ida', 'Jac', 'Kim', 'a', 'Legal', 'example'];
    for (const persona of personas) {
      for (const search of names) {
        const query = 'query ($search: String) { at { leaders(first: 100, search: $search) { nodes { id name { value } legalName { value state } } } } }';
        type Found = { at: { leaders: { nodes: { id: string; name: { value: string }; legalName: { value: string | null } }[] } } };
        const { data } = await as(persona).ask<Found>(query, { search });
        const { data: all } = await system.ask<Found>(query, { search });
        const seesLegalName = (id: string) => seenOf(persona, things.get(id) ?? raise(id)).has('legalName');
        // A legal name that may not be seen finds nobody.
        const expected = all.at.leaders.nodes
          .filter(({ id }) => isSeen(persona, id))
          .filter(({ id, name }) => seesLegalName(id) || name.value.toLowerCase().includes(search.toLowerCase()));
        expect([persona.name, search, data.at.leaders.nodes.map(({ id }) => id)]).toEqual([persona.name, search, expected.map(({ id }) => id)]);
      }
    }
  });
});

describe('a page of a programme', () => {
  it('is whole for who leads it, and has its cohorts alone for who does not', async () => {
    const readModel = system.api.get(ReadModel, { strict: false });
    const [programmeId = ''] = world.programmes;
    const pageAs = async (name: string) => {
      const { id, claims } = personas.find((persona) => persona.name === name) ?? raise(name);
      const snapshot = await readModel.snapshot();
      const viewer = await access.viewer(snapshot, { actor: { kind: 'person', id, role: 'leader' }, claims });
      await snapshot.release();
      return readPage(readModel, programmeId, access.restriction(viewer));
    };
    const everything = await readPage(readModel, programmeId);
    expect(everything).toEqual({ cohorts: 2, enrolments: 2, leaders: 1 });
    expect(await pageAs('programme-lead')).toEqual(everything);
    expect(await pageAs('board-member, national')).toEqual({ cohorts: 2, enrolments: 0, leaders: 0 });
  });
});

describe('reading the past', () => {
  const enrolmentsAt = async (asking: System, moment: string): Promise<number> => {
    const { data, errors } = await asking.ask<{ at: { enrolments: { nodes: { status: string }[] } } }>(
      `{ at${moment} { enrolments(first: 100, programme: "${world.programmes[0] ?? ''}") { nodes { status } } } }`,
    );
    if (errors) throw new Error(JSON.stringify(errors));
    return data.at.enrolments.nodes.length;
  };

  it('goes by the permission of now and shows the content of then', async () => {
    const [programmeId = ''] = world.programmes;
    const { data } = await system.ask<{ at: { position: string } }>('{ at { position } }');
    const then = `(position: "${data.at.position}")`;
    const outgoing = as(personas.find(({ name }) => name === 'programme-lead') ?? raise('programme-lead'));
    const incoming = as(personas.find(({ name }) => name === 'leader') ?? raise('leader'));
    const everything = await enrolmentsAt(system, then);
    expect(everything).toBeGreaterThan(0);
    expect([await enrolmentsAt(outgoing, then), await enrolmentsAt(incoming, then)]).toEqual([everything, 0]);

    await system.record('standDownProgrammeLead', { programmeId, personId: world.asking.lead });
    await system.record('appointProgrammeLead', { programmeId, personId: world.asking.leader });
    await system.settled();
    // Who leads no more does not see what they saw when they led; who leads now sees what was before them.
    expect([await enrolmentsAt(outgoing, then), await enrolmentsAt(outgoing, '')]).toEqual([0, 0]);
    expect([await enrolmentsAt(incoming, then), await enrolmentsAt(incoming, '')]).toEqual([everything, everything]);
    expect(await enrolmentsAt(incoming, '(asOf: "2025-01-12")')).toBe(0);
  });

  it('lets an appointment that begins later begin later', async () => {
    const [, programmeId = ''] = world.programmes;
    const someone = as(personas.find(({ name }) => name === 'panel-member') ?? raise('panel-member'));
    await system.record('appointProgrammeLead', { programmeId, personId: world.asking.panelist, effectiveOn: '2199-01-01' });
    await system.settled();
    const { data } = await someone.ask<{ viewer: { roles: string[] } }>('{ viewer { roles } }');
    expect(data.viewer.roles).not.toContain('PROGRAMME_LEAD');
  });
});

describe('somebody without a role', () => {
  it('sees nothing, and is told so', async () => {
    const claims = [{ role: 'talent-partner' as const, scope: { organisations: ['no-such-organisation'] } }];
    const nobody = await system.as({ actor: { kind: 'person', id: 'f0000000-0000-4000-8000-000000000999', role: 'talent-partner' }, claims });
    for (const query of ['{ at { enrolments(first: 1) { nodes { id } } } }', '{ at { organisations(first: 1) { nodes { id } } } }']) {
      const { errors } = await nobody.ask(query);
      expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['NO_ROLE']);
    }
    expect(await nobody.mutate('registerLeader', { legalName: 'X', sortName: 'X', language: 'EN' })).toMatchObject({ code: 'NO_ROLE' });
    const { errors } = await nobody.ask('{ at { position } }', {}, { 'accept-language': 'cy' });
    expect(errors?.[0]?.message).toMatch(/^Rydych wedi mewngofnodi/);
    expect((await nobody.ask<{ viewer: { roles: string[] } }>('{ viewer { roles } }')).data.viewer.roles).toEqual([]);
  });
});

function raise(what: string): never {
  throw new Error(`there is no ${what}`);
}
