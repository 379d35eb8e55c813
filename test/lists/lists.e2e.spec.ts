import type { Database } from '@app/database';
import { getNamedType, isEnumType, isInputObjectType, isObjectType } from 'graphql';
import pg from 'pg';
import { rootLists } from '../access/support/answers.js';
import { apiSchema, connectionOf } from '../access/support/schema.js';
import { makeWorld, type World } from '../access/support/world.js';
import { startSystem, type System } from '../support/system.js';

const schema = apiSchema();

/** Every field that answers with a list, with how it can be sorted. */
const lists = Object.values(schema.getTypeMap()).flatMap((type) =>
  isObjectType(type)
    ? Object.values(type.getFields()).flatMap(({ name, type: of, args }) => {
        if (connectionOf(schema, getNamedType(of).name) === undefined || !getNamedType(of).name.endsWith('Connection')) return [];
        const order = args.find((argument) => argument.name === 'orderBy');
        const input = order && getNamedType(order.type);
        const by = input && isInputObjectType(input) ? getNamedType(input.getFields()['by']?.type) : undefined;
        const narrowing = args.filter((argument) => !['first', 'last', 'after', 'before', 'orderBy'].includes(argument.name)).map((argument) => argument.name);
        return [{ name: `${type.name}.${name}`, field: name, by: isEnumType(by) ? by.getValues().map(({ name: value }) => value) : [], narrowing }];
      })
    : [],
);

/** A queue has one order, in which places are given. */
const OF_ONE_ORDER = ['Cohort.waitingList'];

describe('every list of the schema', () => {
  it('can be sorted, but for a queue, and narrowed', () => {
    expect(lists.filter(({ by }) => by.length === 0).map(({ name }) => name)).toEqual(OF_ONE_ORDER);
    expect(lists.filter(({ narrowing }) => narrowing.length === 0).map(({ name }) => name)).toEqual([]);
  });
});

let system: System;
let world: World;
let pages: { readonly text: string; readonly values: unknown[] }[];
const original = pg.Client.prototype.query;
beforeAll(async () => {
  system = await startSystem();
  world = await makeWorld(system);
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const [asked] = given as [{ readonly text?: string; readonly values?: unknown[] }];
    if (asked.text?.includes('cursor_keys')) pages.push({ text: asked.text, values: asked.values ?? [] });
    return Reflect.apply(original, this, given) as unknown;
  } as typeof original;
}, 600_000);
beforeEach(() => (pages = []));
afterAll(async () => {
  pg.Client.prototype.query = original;
  await system.stop();
});

interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

async function ask(as: System, list: string, args: string, select = 'id'): Promise<Page> {
  const { data, errors } = await as.ask<{ at: { list: Page } }>(`{ at { list: ${list}(${args}) { nodes { ${select} } pageInfo { hasNextPage endCursor } } } }`);
  if (errors) throw new Error(`${list}(${args}): ${JSON.stringify(errors)}`);
  return data.at.list;
}

async function walked(list: string, order: string): Promise<string[]> {
  const ids: string[] = [];
  for (let after = '', more = true; more;) {
    const { nodes, pageInfo } = await ask(system, list, `first: 2, ${order}${after}`);
    ids.push(...nodes.map(({ id }) => id));
    more = pageInfo.hasNextPage;
    after = `, after: "${pageInfo.endCursor ?? ''}"`;
  }
  return ids;
}

interface Plan {
  readonly 'Node Type': string;
  readonly Plans?: readonly Plan[];
}
const nodesOf = (plan: Plan): readonly string[] => [plan['Node Type'], ...(plan.Plans ?? []).flatMap(nodesOf)];

/** How the database goes about a statement where it would rather not sort, nor read a table from one end to the other. */
async function planOf(
  { database }: { readonly database: Database },
  { text, values }: { readonly text: string; readonly values: unknown[] },
): Promise<readonly string[]> {
  const { rows } = await database.query<{ schema: string }>("select schema from projection.read_model where status = 'active'");
  const client = new pg.Client({ connectionString: system.database.url });
  await client.connect();
  try {
    await client.query(`begin; set local search_path = "${rows[0]?.schema ?? ''}", public; set local enable_sort = off; set local enable_seqscan = off`);
    const explained = await client.query<{ 'QUERY PLAN': readonly { readonly Plan: Plan }[] }>(`explain (format json) ${text}`, values);
    return nodesOf(explained.rows[0]?.['QUERY PLAN'][0]?.Plan ?? { 'Node Type': 'none' });
  } finally {
    await client.end();
  }
}

const ofMoments = lists.filter(({ name, field }) => name.startsWith('Moment.') && rootLists().some(([list]) => list === field));
const orders = ofMoments.flatMap(({ field, by }) => by.map((value) => [field, value] as const));

describe('a list', () => {
  it.each(orders)('%s is sorted by %s, either way and by pages, which an index answers', async (list, by) => {
    const ascending = await walked(list, `orderBy: { by: ${by} }`);
    const plans = await Promise.all(pages.map((page) => planOf(system.database, page)));
    // Pages behind the first go on where the one before ended.
    expect(plans.filter((nodes) => nodes.includes('Sort'))).toEqual([]);
    const all = (await ask(system, list, 'first: 100')).nodes.map(({ id }) => id);
    expect([...ascending].sort()).toEqual([...all].sort());
    expect(await walked(list, `orderBy: { by: ${by}, direction: DESCENDING }`)).toEqual([...ascending].reverse());
  });

  it.each(ofMoments.map(({ field }) => field))('%s in its own order is answered by an index', async (list) => {
    await ask(system, list, 'first: 2');
    const plans = await Promise.all(pages.map((page) => planOf(system.database, page)));
    expect(plans.filter((nodes) => nodes.includes('Sort'))).toEqual([]);
  });

  it.each<[list: string, by: string, select: string, valueOf: (node: never) => string | number]>([
    ['cohorts', 'STARTS_ON', 'startsOn', ({ startsOn }: { startsOn: string }) => startsOn],
    ['cohorts', 'ENDS_ON', 'endsOn', ({ endsOn }: { endsOn: string }) => endsOn],
    ['enrolments', 'STATUS_SINCE', 'statusSince', ({ statusSince }: { statusSince: string }) => statusSince],
    ['organisations', 'CODE', 'code', ({ code }: { code: string }) => code],
    ['leaders', 'REGISTERED_ON', 'registeredOn', ({ registeredOn }: { registeredOn: string }) => registeredOn],
  ])('%s sorted by %s is so by what it shows', async (list, by, select, valueOf) => {
    const values = (await ask(system, list, `first: 100, orderBy: { by: ${by} }`, `id ${select}`)).nodes.map((node) => valueOf(node as never));
    expect(values.length).toBeGreaterThan(1);
    expect(values).toEqual([...values].sort());
  });

  it('refuses a cursor of another order, and of the same one the other way round', async () => {
    const { endCursor } = (await ask(system, 'cohorts', 'first: 1, orderBy: { by: ENDS_ON }')).pageInfo;
    for (const order of ['', 'orderBy: { by: STARTS_ON }', 'orderBy: { by: ENDS_ON, direction: DESCENDING }']) {
      const { errors } = await system.ask(`{ at { cohorts(first: 1, after: "${endCursor ?? ''}" ${order}) { nodes { id } } } }`);
      expect(errors?.map(({ extensions }) => [extensions?.code, extensions?.field])).toEqual([['INVALID_CURSOR', 'after']]);
    }
  });
});

/** What a list is narrowed to is what whoever looks at all of it picks out by what it shows. */
async function expectNarrowed<Node extends object>(list: string, args: string, select: string, picks: (node: Node) => boolean): Promise<void> {
  const all = (await ask(system, list, 'first: 100', `id ${select}`)).nodes as unknown as readonly (Node & { readonly id: string })[];
  const expected = all.filter(picks).map(({ id }) => id);
  const found = (await ask(system, list, `first: 100, ${args}`, 'id')).nodes.map(({ id }) => id);
  expect([args, [...found].sort()]).toEqual([args, [...expected].sort()]);
}

describe('narrowed', () => {
  it('cohorts are those of a programme, that have come so far, are open, or begin or end on some days', async () => {
    interface Node {
      readonly programme: { readonly id: string };
      readonly status: string;
      readonly startsOn: string;
      readonly endsOn: string;
      readonly deliveryLanguage: string;
    }
    const select = 'programme { id } status startsOn endsOn deliveryLanguage';
    const shown = (await ask(system, 'cohorts', 'first: 100', select)).nodes as unknown as readonly Node[];
    const narrow = (args: string, picks: (node: Node) => boolean) => expectNarrowed<Node>('cohorts', args, select, picks);
    for (const { programme, status, startsOn, endsOn, deliveryLanguage } of shown) {
      await narrow(`programme: "${programme.id}"`, (node) => node.programme.id === programme.id);
      await narrow(`status: [${status}]`, (node) => node.status === status);
      await narrow(`startsOn: { from: "${startsOn}" }`, (node) => node.startsOn >= startsOn);
      await narrow(
        `startsOn: { until: "${startsOn}" }, endsOn: { from: "${endsOn}", until: "${endsOn}" }`,
        (node) => node.startsOn <= startsOn && node.endsOn === endsOn,
      );
      await narrow(`deliveryLanguage: ${deliveryLanguage}`, (node) => node.deliveryLanguage === deliveryLanguage);
    }
    for (const open of [true, false]) await narrow(`openForApplications: ${open}`, ({ status }) => ['UPCOMING', 'RUNNING'].includes(status) === open);
    await narrow('status: []', () => false);
  });

  it('sessions are those that take place, or those that do not', async () => {
    const { nodes } = await ask(system, 'cohorts', 'first: 1, status: [RUNNING, UPCOMING]', 'id startsOn');
    const [cohort] = nodes as readonly { readonly id: string; readonly startsOn: string }[];
    const schedule = async (title: string) =>
      (await system.record('scheduleSession', { cohortId: cohort?.id, title, heldOn: cohort?.startsOn, minutes: 60 })).id;
    const [held, cancelled] = [await schedule('Held'), await schedule('Cancelled')];
    await system.record('cancelSession', { cohortId: cohort?.id, sessionId: cancelled });
    await system.settled();
    const sessions = async (args: string) => {
      const query = `query ($id: ID!) { node(id: $id) { ... on Cohort { sessions(first: 100 ${args}) { totalCount nodes { id cancelled } } } } }`;
      const { data, errors } = await system.ask<{ node: { sessions: { totalCount: number; nodes: { id: string; cancelled: boolean }[] } } }>(query, {
        id: cohort?.id,
      });
      expect(errors).toBeUndefined();
      return data.node.sessions;
    };
    const all = (await sessions('')).nodes;
    expect(all).toEqual(
      expect.arrayContaining([
        { id: held, cancelled: false },
        { id: cancelled, cancelled: true },
      ]),
    );
    for (const so of [true, false]) {
      const nodes = all.filter((session) => session.cancelled === so);
      expect(await sessions(`cancelled: ${so}`)).toEqual({ totalCount: nodes.length, nodes });
    }
  });

  it('enrolments are those since a day, by any of their other days, and by what they stand at', async () => {
    interface Node {
      readonly status: string;
      readonly statusSince: string;
      readonly completedOn: string | null;
      readonly endorsed: boolean;
    }
    const select = 'status statusSince completedOn endorsed';
    const shown = (await ask(system, 'enrolments', 'first: 100', select)).nodes as unknown as readonly Node[];
    for (const { status, statusSince } of shown) {
      await expectNarrowed<Node>('enrolments', `statusSince: { from: "${statusSince}" }`, select, (node) => node.statusSince >= statusSince);
      await expectNarrowed<Node>(
        'enrolments',
        `statusSince: { until: "${statusSince}" }, status: [${status}]`,
        select,
        (node) => node.statusSince <= statusSince && node.status === status,
      );
    }
    await expectNarrowed<Node>('enrolments', 'completedOn: { from: "2000-01-01" }', select, ({ completedOn }) => completedOn !== null);
    for (const endorsed of [true, false]) await expectNarrowed<Node>('enrolments', `endorsed: ${endorsed}`, select, (node) => node.endorsed === endorsed);
  });

  it('leaders are those who hold a post in an organisation or below it, on some terms', async () => {
    interface Node {
      readonly assignments: { readonly nodes: readonly { readonly organisation: { readonly id: string }; readonly basis: string }[] };
    }
    const select = 'assignments(first: 20, held: true) { nodes { organisation { id } basis } }';
    const below = async (id: string) => (await ask(system, 'organisations', `first: 100, within: "${id}"`)).nodes.map((one) => one.id);
    for (const id of world.organisations) {
      const tree = await below(id);
      const there = ({ assignments }: Node) => assignments.nodes.filter(({ organisation }) => tree.includes(organisation.id));
      await expectNarrowed<Node>('leaders', `within: "${id}"`, select, (node) => there(node).length > 0);
      for (const basis of ['SUBSTANTIVE', 'SECONDMENT'])
        await expectNarrowed<Node>('leaders', `within: "${id}", basis: [${basis}]`, select, (node) => there(node).some((post) => post.basis === basis));
    }
    await expectNarrowed<Node>('leaders', 'basis: [BANK]', select, ({ assignments }) => assignments.nodes.some(({ basis }) => basis === 'BANK'));
  });

  it('the log is that of a stream or of some days', async () => {
    const auditor = await system.as('auditor');
    const total = async (args: string) => {
      const { data, errors } = await auditor.ask<{ at: { recordedEvents: { totalCount: number } } }>(
        `{ at { recordedEvents(first: 0${args}) { totalCount } } }`,
      );
      expect(errors).toBeUndefined();
      return data.at.recordedEvents.totalCount;
    };
    const all = await total('');
    expect([await total(', recordedOn: { until: "2000-01-01" }'), await total(', recordedOn: { from: "2199-01-01" }')]).toEqual([0, 0]);
    expect(await total(', recordedOn: { from: "2000-01-01", until: "2199-12-31" }')).toBe(all);
  });

  it('a range of days that no fact lies in, an id of something else and a text that nothing can hold are refused', async () => {
    for (const [args, field] of [
      ['startsOn: { from: "9999-12-31" }', 'startsOn.from'],
      ['programme: "x"', 'programme'],
    ] as const) {
      const { errors } = await system.ask(`{ at { cohorts(first: 1, ${args}) { nodes { id } } } }`);
      expect(errors?.map(({ extensions }) => [extensions?.code, extensions?.field])).toEqual([['INVALID_INPUT', field]]);
    }
  });
});
