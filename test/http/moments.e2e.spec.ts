/** @jest-environment node */
import 'reflect-metadata';
import { ReadModel } from '@app/read-model';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { run, type Running, SHELVE } from './support/running.js';
import { seen } from './support/shelves.js';

let api: Running;
let before: { position: string; recordedAt: string };
let bookId: string;
beforeAll(async () => {
  api = await run();
  const { id } = await api.shelve('A', 'The old title', { effectiveOn: '2026-01-01' });
  bookId = id;
  before = (await api.ask('{ at { position recordedAt } }')).data.at;
  await sleep(5);
  await api.shelve('B', 'The new title', { bookId, effectiveOn: '2026-02-01' });
});
afterAll(() => api.stop());

const MOMENT = `query($asOf: Date, $knownAt: DateTime, $position: Position, $after: String) {
  at(asOf: $asOf, knownAt: $knownAt, position: $position, after: $after) { asOf position head recordedAt lag books(first: 10) { nodes { title } } }
}`;
const refusalOf = async (variables: object) => (await api.ask(MOMENT, variables)).errors.map(({ extensions }) => [extensions?.code, extensions?.field]);
const titlesAt = async (variables: object) => (await api.ask(MOMENT, variables)).data.at.books.nodes.map(({ title }: { title: string }) => title);
const openSnapshots = async () => {
  const { rows } = await api.database.database.pool.query(
    "select count(*)::int as open from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
  );
  return (rows[0] as { open: number }).open;
};

describe('a moment', () => {
  it('is now when nothing is said', async () => {
    const { data } = await api.ask(MOMENT);
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' }).format(new Date());
    expect(data.at).toMatchObject({ asOf: today, position: '2', head: '2', lag: 0, recordedAt: expect.stringMatching(/Z$/) });
  });

  it('is a day: what held then, as known now', async () => {
    expect(await titlesAt({ asOf: '2025-12-31' })).toEqual([]);
    expect(await titlesAt({ asOf: '2026-01-31' })).toEqual(['The old title']);
    expect(await titlesAt({ asOf: '2026-02-01' })).toEqual(['The new title']);
    expect(await titlesAt({ asOf: '2100-01-01' })).toEqual(['The new title']);
  });

  it('is a place in the log, or a time: what was known then', async () => {
    expect(await titlesAt({ position: before.position })).toEqual(['The old title']);
    expect(await titlesAt({ knownAt: before.recordedAt })).toEqual(['The old title']);
    expect(await titlesAt({ knownAt: '2020-01-01T00:00:00Z' })).toEqual([]);
    expect(await titlesAt({ position: '0' })).toEqual([]);
    expect((await api.ask(MOMENT, { position: '0' })).data.at).toMatchObject({ position: '0', head: '2', recordedAt: null });
  });

  it.each<[string, object, string, string]>([
    ['a time ahead', { knownAt: new Date(Date.now() + 86_400_000).toISOString() }, 'MOMENT_IN_FUTURE', 'knownAt'],
    ['a place ahead', { position: '1000000' }, 'MOMENT_IN_FUTURE', 'position'],
    ['both', { position: '1', knownAt: '2026-01-01T00:00:00Z' }, 'MOMENT_OVERSTATED', 'position'],
    ['a token that is none', { after: 'x' }, 'TOKEN_MALFORMED', 'after'],
    ['an endless token', { after: 'x'.repeat(90_000) }, 'TOKEN_MALFORMED', 'after'],
    ['a token with a null byte', { after: 'a\0' }, 'TOKEN_MALFORMED', 'after'],
  ])('is refused when it is %s', async (_what, variables, code, field) => {
    for (let time = 0; time < 3; time += 1) expect(await refusalOf(variables)).toEqual([[code, field]]);
  });

  it('compares with another in one operation, neither answering for the other', async () => {
    const query = `query($then: Position!) {
      then: at(position: $then) { ...Page } now: at { ...Page } again: at(position: $then, asOf: "2026-01-15") { ...Page }
    }
    fragment Page on Moment { position asOf books(first: 5) { nodes { title sameTitle note { value state } } } }`;
    for (let time = 0; time < 3; time += 1) {
      seen.batches = 0;
      const { data, errors } = await api.ask(query, { then: before.position });
      expect(errors).toEqual([]);
      expect(data.then.books.nodes).toEqual([{ title: 'The old title', sameTitle: 1, note: { value: 'Note on The old title', state: 'OPEN' } }]);
      expect(data.now.books.nodes).toEqual([{ title: 'The new title', sameTitle: 1, note: { value: 'Note on The new title', state: 'OPEN' } }]);
      expect(data.again.books.nodes).toEqual(data.then.books.nodes);
      expect(seen.batches).toBe(3);
    }
  });

  it('is found again by node', async () => {
    const query = 'query($id: ID!, $ids: [ID!]!) { node(id: $id) { id ... on Book { title } } nodes(ids: $ids) { id } }';
    const nobody = Buffer.from(`Book:${randomUUID()}`).toString('base64url');
    const { data } = await api.ask(query, { id: bookId, ids: [nobody, bookId, bookId] });
    expect(data).toEqual({ node: { id: bookId, title: 'The new title' }, nodes: [null, { id: bookId }, { id: bookId }] });
    const unknown = Buffer.from(`Nothing:${randomUUID()}`).toString('base64url');
    const refused = await api.ask(query, { id: 'x', ids: [unknown] });
    expect(refused.errors.map(({ extensions }) => [extensions?.code, extensions?.field]).sort()).toEqual([
      ['INVALID_ID', 'id'],
      ['INVALID_ID', 'ids.0'],
    ]);
  });
});

describe('what is recorded and not yet projected', () => {
  beforeEach(() => api.pause());
  afterEach(() => api.resume());

  it('is waited for', async () => {
    const { data } = await api.ask(SHELVE, { input: { commandId: randomUUID(), shelf: 'C', title: 'Waited for', note: 'x' } });
    const { token } = data.shelveBook.receipt;
    expect((await api.ask('{ at { lag } }')).data.at.lag).toBe(1);
    const waiting = Promise.all([titlesAt({ after: token }), titlesAt({ position: '3' }), titlesAt({ knownAt: new Date().toISOString() })]);
    await sleep(200);
    api.resume();
    for (const titles of await waiting) expect(titles).toContain('Waited for');
  });

  it('is refused when waiting takes too long, and nobody else’s snapshot comes too early for it', async () => {
    const { data } = await api.ask(SHELVE, { input: { commandId: randomUUID(), shelf: 'C', title: 'Too late', note: 'x' } });
    const { token } = data.shelveBook.receipt;
    const startedAt = Date.now();
    const answer = await api.ask(`query($after: String) { now: at { lag } waits: at(after: $after) { lag } }`, { after: token });
    expect(Date.now() - startedAt).toBeGreaterThan(1_900);
    expect(answer.errors.map(({ extensions }) => [extensions?.code, extensions?.field])).toEqual([['NOT_YET_PROJECTED', 'after']]);
    expect(await refusalOf({ position: '4' })).toEqual([['NOT_YET_PROJECTED', 'position']]);
  });

  it('is in the one snapshot that all moments of an operation share', async () => {
    const { data } = await api.ask(SHELVE, { input: { commandId: randomUUID(), shelf: 'C', title: 'Shared', note: 'x' } });
    const answering = api.ask('query($after: String) { now: at { head } waits: at(after: $after) { head } third: at { head } }', {
      after: data.shelveBook.receipt.token,
    });
    await sleep(100);
    api.resume();
    const { data: heads } = await answering;
    expect(new Set([heads.now.head, heads.waits.head, heads.third.head])).toEqual(new Set(['5']));
  });

  it('is waited for by nobody whose token is of what was never recorded', async () => {
    const { data } = await api.ask(SHELVE, { input: { commandId: randomUUID(), shelf: 'C', title: 'Waits on', note: 'x' } });
    // Goes on waiting until it is projected, which is not before the others were answered.
    const waiting = titlesAt({ after: data.shelveBook.receipt.token });
    for (const after of ['log:9223372036854775807', `log:${10 ** 6}`, `event:${randomUUID()}`])
      expect(await refusalOf({ after })).toEqual([['TOKEN_NOT_REACHED', 'after']]);
    api.resume();
    expect(await waiting).toContain('Waits on');
  });
});

describe('a snapshot', () => {
  it('is opened once for an operation, and not at all where nothing is read', async () => {
    const readModel = api.app.get(ReadModel, { strict: false });
    const opened = readModel.snapshot.bind(readModel);
    let count = 0;
    readModel.snapshot = () => {
      count += 1;
      return opened();
    };
    await api.ask('{ a: at { head } b: at(position: "1") { head } limits { cost } }');
    expect(count).toBe(1);
    await api.ask('{ limits { cost } }');
    await api.ask(SHELVE, { input: { commandId: randomUUID(), shelf: 'D', title: 'Unread', note: 'x' } });
    expect(count).toBe(1);
  });

  it('is given back, whatever becomes of the operation', async () => {
    seen.failure = new Error('x');
    await api.ask('{ at { head } fails }');
    await api.ask('{ at { books(first: -1) { nodes { id } } } }');
    await api.ask('{ a: at { head } b: at(after: "x") { head } }');

    seen.slow = 3_000;
    const leaving = new AbortController();
    const left = fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${api.token}` },
      body: JSON.stringify({ query: '{ at { head } fails }' }),
      signal: leaving.signal,
    });
    for (let time = 0; time < 250 && (await openSnapshots()) < 1; time += 1) await sleep(10);
    expect(await openSnapshots()).toBe(1);
    leaving.abort();
    await expect(left).rejects.toThrow();
    seen.slow = 0;
    for (let time = 0; time < 50 && (await openSnapshots()) > 0; time += 1) await sleep(10);
    expect(await openSnapshots()).toBe(0);
    // More than the pool has connections.
    for (let time = 0; time < 20; time += 1) expect((await api.ask('{ at { head } }')).errors).toEqual([]);
  });
});
