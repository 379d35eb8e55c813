/** @jest-environment node */
import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { run, type Running } from './support/running.js';

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly title: string } }[];
  readonly nodes: readonly { readonly title: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

interface Total {
  readonly totalCount: number | null;
  readonly totalCountState: string;
}

const PAGE = `query($first: Int, $after: String, $last: Int, $before: String, $descending: Boolean, $shelf: String, $position: Position) {
  at(position: $position) {
    position
    books(first: $first, after: $after, last: $last, before: $before, descending: $descending, shelf: $shelf) {
      edges { cursor node { title } } nodes { title } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
}`;
const TITLES = ['A', 'B', 'B', 'Ŵ', 'c', 'd', 'é'];

let api: Running;
let sorted: string[];
beforeAll(async () => {
  api = await run();
  for (const [index, title] of TITLES.entries()) await api.shelve(`Shelf ${index % 2}`, title);
  sorted = titles(await page({ first: 100 }));
});
afterAll(() => api.stop());

const titles = (of: Page) => of.nodes.map(({ title }) => title);
async function page(variables: object): Promise<Page> {
  const { data, errors } = await api.ask(PAGE, variables);
  expect(errors).toEqual([]);
  return data.at.books as Page;
}
const refusalOf = async (variables: object) => (await api.ask(PAGE, variables)).errors.map(({ extensions }) => [extensions?.code, extensions?.field]);

describe('a list', () => {
  it('is in its own order', () => expect([...sorted].sort()).toEqual([...TITLES].sort()));

  it.each([1, 2, 3, 7, 100])('is walked forwards by pages of %d without holes or repeats', async (first) => {
    const walked: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { nodes, edges, pageInfo }: Page = await page({ first, after });
      expect(edges.map(({ node }) => node)).toEqual(nodes);
      expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([edges[0]?.cursor, edges.at(-1)?.cursor]);
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      walked.push(...nodes.map(({ title }) => title));
      [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
    }
    expect(walked).toEqual(sorted);
  });

  it.each([1, 3, 7])('is walked backwards by pages of %d', async (last) => {
    const walked: string[] = [];
    for (let before: string | null = null, more = true; more;) {
      const { nodes, pageInfo }: Page = await page({ last, before });
      expect(pageInfo.hasNextPage).toBe(before !== null);
      walked.unshift(...nodes.map(({ title }) => title));
      [before, more] = [pageInfo.startCursor, pageInfo.hasPreviousPage];
    }
    expect(walked).toEqual(sorted);
  });

  it('sorted by columns in different directions is walked as well', async () => {
    const whole = await page({ first: 100, descending: true });
    expect(titles(whole)).toEqual([...sorted].reverse());
    const walked: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { nodes, pageInfo }: Page = await page({ first: 2, after, descending: true });
      walked.push(...nodes.map(({ title }) => title));
      [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
    }
    expect(walked).toEqual(titles(whole));
    const between = await page({ first: 10, descending: true, after: whole.edges[1]?.cursor, before: whole.edges[5]?.cursor });
    expect(titles(between)).toEqual(titles(whole).slice(2, 5));
  });

  it('may be empty', async () => {
    expect(await page({ first: 3, shelf: 'Nowhere' })).toEqual({
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  it('says how many it has on all pages, by its filters, with any page or with none', async () => {
    const total = async (variables: object): Promise<Total> => {
      const query = 'query($first: Int, $last: Int, $shelf: String) { at { books(first: $first, last: $last, shelf: $shelf) { totalCount totalCountState } } }';
      const { data, errors } = await api.ask(query, variables);
      expect(errors).toEqual([]);
      return data.at.books as Total;
    };
    for (const size of [{ first: 0 }, { last: 0 }, { first: 2 }, { last: 100 }]) {
      expect(await total(size)).toEqual({ totalCount: TITLES.length, totalCountState: 'EXACT' });
      expect(await total({ ...size, shelf: 'Shelf 1' })).toEqual({ totalCount: 3, totalCountState: 'EXACT' });
      expect(await total({ ...size, shelf: 'Nowhere' })).toEqual({ totalCount: 0, totalCountState: 'EXACT' });
    }
    const { data } = await api.ask('{ at(position: "3") { books(first: 1) { totalCount } } now: at { shelves { books(first: 0) { totalCount } } } }');
    expect([data.at.books, data.now.shelves]).toEqual([{ totalCount: 3 }, [{ books: { totalCount: 4 } }, { books: { totalCount: 3 } }]]);
  });

  it('of which no item is asked for tells whether there is any, and has no cursor', async () => {
    const none = { edges: [], nodes: [] };
    const pageInfo = { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null };
    expect(await page({ first: 0 })).toEqual({ ...none, pageInfo });
    expect(await page({ last: 0 })).toEqual({ ...none, pageInfo: { ...pageInfo, hasNextPage: false, hasPreviousPage: true } });
    expect(await page({ first: 0, shelf: 'Nowhere' })).toEqual({ ...none, pageInfo: { ...pageInfo, hasNextPage: false } });
  });

  it('of more than are counted says so, and is not gone through to its end', async () => {
    const { database } = api.database;
    const { rows } = await database.query<{ schema: string }>("select schema from projection.read_model where status = 'active'");
    const table = `"${rows[0]?.schema ?? ''}".book`;
    await database.query(`insert into ${table} select gen_random_uuid(), 'Many', 'A', '{}', '2020-01-01', null, 1 from generate_series(1, 10001)`);
    const asked = '{ at { books(first: 0, shelf: "Many") { totalCount totalCountState } } }';
    expect((await api.ask(asked)).data.at.books).toEqual({ totalCount: 10_000, totalCountState: 'AT_LEAST' });
    await database.query(`delete from ${table} where id in (select id from ${table} where shelf = 'Many' limit 1)`);
    expect((await api.ask(asked)).data.at.books).toEqual({ totalCount: 10_000, totalCountState: 'EXACT' });
    await database.query(`delete from ${table} where shelf = 'Many'`);
  });

  it('is read for all parents of a page in one go, each page its own', async () => {
    const query =
      'query($first: Int!, $after: String) { at { shelves { name books(first: $first, after: $after) { nodes { title } pageInfo { hasNextPage endCursor } } } } }';
    const { data, errors } = await api.ask(query, { first: 2 });
    expect(errors).toEqual([]);
    for (const [index, shelf] of data.at.shelves.entries()) {
      const whole = await page({ first: 100, shelf: `Shelf ${index}` });
      expect(shelf).toMatchObject({ name: `Shelf ${index}`, books: { nodes: whole.nodes.slice(0, 2), pageInfo: { hasNextPage: true } } });
      const next = await api.ask(query, { first: 2, after: shelf.books.pageInfo.endCursor });
      expect(next.data.at.shelves[index].books.nodes).toEqual(whole.nodes.slice(2, 4));
    }
  });
});

describe('a page', () => {
  it.each<[string, object, string]>([
    ['of 10,000', { first: 10_000 }, 'first'],
    ['of fewer than none', { first: -1 }, 'first'],
    ['of 101', { first: 101 }, 'first'],
    ['of 101 from the end', { last: 101 }, 'last'],
    ['of no size', {}, 'first'],
    ['of two sizes', { first: 1, last: 1 }, 'last'],
  ])('%s is refused', async (_what, variables, field) => {
    for (let time = 0; time < 3; time += 1) expect(await refusalOf(variables)).toEqual([['PAGE_SIZE', field]]);
  });

  it.each(['after', 'before'])('%s a cursor that is damaged, made up or of another list is refused', async (argument) => {
    const cursor = (await page({ first: 1 })).pageInfo.endCursor ?? '';
    for (const bad of [
      cursor.slice(1),
      `${cursor}A`,
      cursor.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
      '',
      'x',
      'a\0b',
      '\ud800',
      'x'.repeat(50_000),
    ]) {
      expect(await refusalOf({ first: 1, [argument]: bad })).toEqual([['INVALID_CURSOR', argument]]);
    }
    expect(await refusalOf({ first: 1, [argument]: cursor, descending: true })).toEqual([['INVALID_CURSOR', argument]]);
    expect(await refusalOf({ first: 1, shelf: 'x\0' })).toEqual([['INVALID_INPUT', 'shelf']]);
  });

  it('names no row by what it is sorted by, and is signed by this installation', async () => {
    const cursor = (await page({ first: 4 })).pageInfo.endCursor ?? '';
    const held = JSON.parse(Buffer.from(cursor.slice(22), 'base64url').toString()) as string[];
    expect(held).toEqual(['', expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    // Who knows how a cursor is made, but not the key: the old one of a public digest, and one signed by another key.
    const payload = Buffer.from(JSON.stringify([held[0], 'A', held[1]])).toString('base64url');
    const forged = [createHash('sha256').update(`books\n${payload}`).digest('base64url').slice(0, 12) + payload, 'A'.repeat(22) + cursor.slice(22)];
    for (const bad of forged) expect(await refusalOf({ first: 1, after: bad })).toEqual([['INVALID_CURSOR', 'after']]);
  });

  it('of a moment of its own is walked at that moment alone', async () => {
    const { data } = await api.ask(PAGE, { first: 2, position: '7' });
    const { endCursor } = data.at.books.pageInfo;
    await api.shelve('Shelf 0', 'B');
    expect(titles(await page({ first: 100, after: endCursor, position: '7' }))).toEqual(sorted.slice(2));
    const answer = await api.ask(PAGE, { first: 2, after: endCursor, position: '8' });
    expect(answer.errors[0]).toMatchObject({ extensions: { code: 'CURSOR_OF_ANOTHER_MOMENT', field: 'after' } });
  });
});
