/** @jest-environment node */
import 'reflect-metadata';
import { Keyring } from '@app/privacy';
import { ReadModel } from '@app/read-model';
import { createHmac, randomUUID } from 'node:crypto';
import { run, type Running, SHELVE } from './support/running.js';

const BOOKS = `query($asOf: Date, $knownAt: DateTime, $position: Position, $first: Int = 10, $after: String, $last: Int, $before: String) {
  at(asOf: $asOf, knownAt: $knownAt, position: $position) {
    id key
    books(first: $first, after: $after, last: $last, before: $before) { nodes { id key title } pageInfo { startCursor endCursor hasNextPage } }
  }
}`;
const DAY = '2026-02-01';

let api: Running;
let bookId: string;
let recordedAt: string;
beforeAll(async () => {
  api = await run();
  ({ id: bookId } = await api.shelve('A', 'A first title', { effectiveOn: '2026-01-01' }));
  ({ recordedAt } = (await api.ask('{ at { recordedAt } }')).data.at);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await api.shelve('A', 'A second title', { bookId, effectiveOn: DAY });
  for (const title of ['B', 'C', 'D']) await api.shelve('B', title);
});
afterAll(() => api.stop());

const at = async (variables: object) => (await api.ask(BOOKS, variables)).data.at;
const bookAt = async (variables: object) => (await at(variables)).books.nodes[0] as { id: string; key: string; title: string };
const codes = ({ errors }: { errors: readonly { extensions?: { code?: string; field?: string } }[] }) =>
  errors.map(({ extensions }) => [extensions?.code, extensions?.field]);

describe('an id', () => {
  it('is another at every moment of which something else was fixed, and plain where nothing was', async () => {
    const asked = [{}, { asOf: DAY }, { position: '1' }, { position: '2' }, { asOf: DAY, position: '2' }, { asOf: '2026-01-31', position: '2' }];
    const found = await Promise.all(asked.map(bookAt));
    expect(found.map(({ title }) => title)).toEqual(['second', 'second', 'first', 'second', 'second', 'first'].map((which) => `A ${which} title`));
    expect(new Set(found.map(({ id }) => id)).size).toBe(asked.length);
    expect(found[0]?.id).toBe(bookId);
    expect(new Set(found.map(({ key }) => key))).toEqual(new Set([bookId]));
  });

  it('carries the position that a time came to, and no day that nobody gave', async () => {
    expect(await bookAt({ knownAt: recordedAt })).toEqual(await bookAt({ position: '1' }));
    expect(await bookAt({ asOf: null, position: null })).toMatchObject({ id: bookId });
  });

  it('leads back to its thing at its moment, also beside those of others, all in one snapshot', async () => {
    const ids = [(await bookAt({ position: '1' })).id, bookId, (await bookAt({ asOf: '2026-01-31' })).id, (await bookAt({ position: '2' })).id];
    const readModel = api.app.get(ReadModel, { strict: false });
    const opened = readModel.snapshot.bind(readModel);
    let count = 0;
    readModel.snapshot = (...purpose) => {
      count += 1;
      return opened(...purpose);
    };
    const { data } = await api.ask(
      'query($ids: [ID!]!, $id: ID!) { nodes(ids: $ids) { id key ... on Book { title } } node(id: $id) { ... on Book { title } } }',
      {
        ids,
        id: ids[0],
      },
    );
    readModel.snapshot = opened;
    expect(count).toBe(1);
    expect(data.nodes.map(({ title }: { title: string }) => title)).toEqual(['A first title', 'A second title', 'A first title', 'A second title']);
    expect(data.nodes.map(({ id }: { id: string }) => id)).toEqual(ids);
    expect(data.node).toEqual({ title: 'A first title' });
  });

  it('is found under its own moment, as the key is under any, and refused under another', async () => {
    const query = `query($position: Position, $id: ID!, $ids: [ID!]!) { at(position: $position) { node(id: $id) { id ... on Book { title } } nodes(ids: $ids) { id } } }`;
    const { id } = await bookAt({ position: '1' });
    const nobody = Buffer.from(`Book:${randomUUID()}`).toString('base64url');
    const own = await api.ask(query, { position: '1', id, ids: [bookId, nobody, id] });
    expect(own.data.at).toEqual({ node: { id, title: 'A first title' }, nodes: [{ id }, null, { id }] });
    const refused = ['ID_OF_ANOTHER_MOMENT', 'id'];
    expect(codes(await api.ask(query, { position: '2', id, ids: [] }))).toEqual([refused]);
    expect(codes(await api.ask(query, { id, ids: [] }))).toEqual([refused]);
    expect(codes(await api.ask(query, { position: '2', id: bookId, ids: [bookId, id] }))).toEqual([['ID_OF_ANOTHER_MOMENT', 'ids.1']]);
  });

  it('names what it names where something is to be recorded, whatever moment it is of', async () => {
    const { id } = await bookAt({ position: '1' });
    const input = { commandId: randomUUID(), bookId: id, shelf: 'A', title: 'A second title', note: 'x' };
    expect((await api.ask(SHELVE, { input })).data.shelveBook).toMatchObject({ __typename: 'Recorded', id: bookId });
  });

  it.each<[string, string, string]>([
    ['of what cannot be known yet', '@/1000000', 'MOMENT_IN_FUTURE'],
    ['of a day that is none', '@2026-02-30/', 'INVALID_ID'],
    ['of a place beyond all', '@/9999999999999999999', 'INVALID_ID'],
    ['of a place that is written otherwise', '@/01', 'INVALID_ID'],
    ['of nothing', '@/', 'INVALID_ID'],
    ['of something else', '@x', 'INVALID_ID'],
  ])('is refused when it is %s', async (_what, pin, code) => {
    const id = Buffer.from(Buffer.from(bookId, 'base64url').toString() + pin).toString('base64url');
    const { errors } = await api.ask('query($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }', { id });
    expect(codes({ errors }).sort()).toEqual([
      [code, 'id'],
      [code, 'ids.0'],
    ]);
  });

  it('is of the moment itself too, which is always the same one now', async () => {
    const [now, then] = [await at({}), await at({ asOf: DAY, position: '2' })];
    expect([now.id, now.key, then.key]).toEqual([then.key, then.key, now.key]);
    expect(then.id).not.toBe(now.id);
    const query = 'query($id: ID!) { node(id: $id) { id ... on Moment { asOf position books(first: 1) { nodes { title } } } } }';
    const { data } = await api.ask(query, { id: then.id });
    expect(data.node).toEqual({ id: then.id, asOf: DAY, position: '2', books: { nodes: [{ title: 'A second title' }] } });
    expect((await api.ask(query, { id: now.id })).data.node.position).not.toBe('2');
    const none = Buffer.from(`Moment:${randomUUID()}`).toString('base64url');
    expect((await api.ask(query, { id: none })).data.node).toBeNull();
  });
});

describe('a cursor', () => {
  const titles = (page: { nodes: readonly { title: string }[] }) => page.nodes.map(({ title }) => title);
  const next = async (after: string, variables: object) => {
    const answer = await api.ask(BOOKS, { first: 2, after, ...variables });
    return answer.errors.length > 0 ? codes(answer) : titles(answer.data.at.books);
  };
  /** As this installation signs it. */
  const made = async (held: readonly string[]) => {
    const payload = Buffer.from(JSON.stringify(held)).toString('base64url');
    const secret = await api.app.get(Keyring, { strict: false }).secret('cursors');
    return createHmac('sha256', secret).update(`books book.title text,book.id uuid\n${payload}`).digest('base64url').slice(0, 22) + payload;
  };
  const idIn = (cursor: string) => (JSON.parse(Buffer.from(cursor.slice(22), 'base64url').toString()) as string[])[1] ?? '';

  it('of now goes on while things are recorded, forwards and backwards', async () => {
    const { startCursor, endCursor } = (await at({ first: 2 })).books.pageInfo;
    await api.shelve('B', 'A');
    await api.shelve('B', 'BB');
    expect(await next(endCursor, { first: 10 })).toEqual(['BB', 'C', 'D']);
    expect(titles((await at({ first: null, last: 1, before: endCursor })).books)).toEqual(['A second title']);
    expect(titles((await at({ first: null, last: 5, before: startCursor })).books)).toEqual(['A']);
  });

  it('of a moment of which something was fixed is one of that moment alone', async () => {
    const pairs = [{}, { asOf: DAY }, { position: '5' }, { asOf: DAY, position: '5' }];
    for (const [index, pair] of pairs.entries()) {
      // On that day there was the one book.
      const { endCursor } = (await at({ first: 1, ...pair })).books.pageInfo;
      for (const [other, another] of pairs.entries()) {
        const answered = await next(endCursor, another);
        if (index === other) expect(answered).not.toContainEqual(['CURSOR_OF_ANOTHER_MOMENT', 'after']);
        else expect(answered).toEqual([['CURSOR_OF_ANOTHER_MOMENT', 'after']]);
      }
    }
  });

  it('of an earlier release, which held a position whatever was fixed, is read as it was', async () => {
    const { endCursor } = (await at({ first: 2, position: '5' })).books.pageInfo;
    const older = await made(['5', idIn(endCursor)]);
    expect(await next(older, { position: '5' })).toEqual(['C', 'D']);
    expect(await next(older, { position: '4' })).toEqual([['CURSOR_OF_ANOTHER_MOMENT', 'after']]);
    expect(await next(older, {})).toEqual(['BB', 'C']);
  });

  it('whose row is not there is refused, since nobody can tell what follows', async () => {
    expect(await next(await made(['', randomUUID()]), {})).toEqual([['CURSOR_GONE', 'after']]);
  });
});
