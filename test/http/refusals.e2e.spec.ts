/** @jest-environment node */
import 'reflect-metadata';
import { DatabaseUnavailable } from '@app/database';
import { AppendOutcomeUnknown, StreamConflict } from '@app/event-store';
import { DevelopmentTokens, sampleAccount } from '@app/development-provider';
import { Refused, SystemClock } from '@app/kernel';
import { KeyLocked } from '@app/privacy';
import { ReadModelNotReady } from '@app/read-model';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run, type Running, SHELVE } from './support/running.js';
import { seen } from './support/shelves.js';

let api: Running;
beforeAll(async () => (api = await run()));
afterAll(() => api.stop());
beforeEach(() => Object.assign(seen, { failure: undefined, slow: 0 }));

const cy = { 'accept-language': 'cy' };
const graphqlResponse = { accept: 'application/graphql-response+json' };
const input = (fields: object = {}) => ({ input: { commandId: randomUUID(), shelf: 'A', title: 'A title', note: 'A note', ...fields } });
const head = async () => (await api.ask('{ at { head } }')).data.at.head as string;

/** How much is on record, once word of what was recorded a moment ago has gone round. */
async function recorded(): Promise<string> {
  for (let before = await head(); ;) {
    await sleep(100);
    const now = await head();
    if (now === before) return now;
    before = now;
  }
}

/** Three times: interpreted, compiled, and compiled before. */
async function thrice<T>(work: () => Promise<T>): Promise<T[]> {
  return [await work(), await work(), await work()];
}

describe('whoever asks', () => {
  it.each([
    ['nobody', '', 'UNAUTHENTICATED', /says nothing about who/],
    ['a malformed token', 'Bearer abc', 'TOKEN_INVALID', /not one that this service accepts/],
    ['another scheme', 'Basic YTpi', 'TOKEN_INVALID', /not one that this service accepts/],
  ])('is told when it is %s', async (_what, authorization, code, message) => {
    const answer = await api.ask('{ __typename }', {}, { authorization });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.errors).toEqual([{ message: expect.stringMatching(message), extensions: { code } }]);
    const welsh = await api.ask('{ __typename }', {}, { authorization, ...cy });
    expect(welsh.errors[0]?.extensions?.code).toBe(code);
    expect(welsh.errors[0]?.message).not.toMatch(message);
    expect(welsh.headers.get('content-language')).toBe('cy');
  });

  it('is told when somebody else signed the token', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'elsewhere-'));
    const token = await (await DevelopmentTokens.open(elsewhere, new SystemClock())).issueFor(sampleAccount('administrator'), 60);
    await rm(elsewhere, { recursive: true });
    expect((await api.ask('{ __typename }', {}, { authorization: `Bearer ${token}` })).errors[0]?.extensions?.code).toBe('TOKEN_INVALID');
  });

  it('is told before anything of the body is read', async () => {
    expect((await api.send('{ not json', { authorization: '' })).status).toBe(401);
  });
});

describe('a request that is none', () => {
  it.each<[string, unknown, number, string]>([
    ['a batch', [{ query: '{ __typename }' }], 400, 'BATCH_REFUSED'],
    ['broken JSON', '{ "query": ', 400, 'MALFORMED_REQUEST'],
    ['no query', {}, 400, 'MALFORMED_REQUEST'],
    ['a query that is a number', { query: 1 }, 400, 'MALFORMED_REQUEST'],
    ['a document as JSON', { query: '{"kind":"Document","definitions":[null]}' }, 400, 'MALFORMED_REQUEST'],
    ['a query that is null as text', { query: 'null' }, 400, 'MALFORMED_REQUEST'],
    ['variables that are a list', { query: '{ __typename }', variables: [] }, 400, 'MALFORMED_REQUEST'],
    ['more than 250 kB', { query: `{ __typename } # ${'x'.repeat(250_000)}` }, 413, 'BODY_TOO_LARGE'],
    ['a poisoned prototype', '{ "query": "{ __typename }", "__proto__": { "x": 1 } }', 400, 'MALFORMED_REQUEST'],
  ])('is refused: %s', async (_what, body, status, code) => {
    const answer = await api.send(body);
    expect([answer.status, answer.errors.map((error) => error.extensions?.code)]).toEqual([status, [code]]);
    expect(answer.text).not.toMatch(/node_modules|at \w+ \(/);
    expect((await api.send(body, cy)).errors[0]?.message).not.toBe(answer.errors[0]?.message);
  });

  it('is refused: another media type', async () => {
    expect((await api.send('query=1', { 'content-type': 'application/x-www-form-urlencoded' })).errors[0]?.extensions?.code).toBe('MEDIA_TYPE_REFUSED');
  });

  it('is refused: a mutation by GET', async () => {
    const url = `${api.url}/graphql?query=${encodeURIComponent('mutation { __typename }')}`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${api.token}` } });
    expect(response.status).toBe(405);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'METHOD_REFUSED' } }] });
  });
});

describe('a document', () => {
  it.each<[string, string, string]>([
    ['that does not parse', '{ at', 'GRAPHQL_PARSE_FAILED'],
    ['that names no field', '{ nowhere }', 'GRAPHQL_VALIDATION_FAILED'],
    ['nested 50 deep', `{ at ${'{ books(first: 1) { nodes '.repeat(25)}{ id }${' } }'.repeat(25)} }`, 'DEPTH_LIMIT'],
    ['with 31 aliases', `{ ${Array.from({ length: 31 }, (_, index) => `a${index}: limits { cost }`).join(' ')} }`, 'ALIAS_LIMIT'],
    [
      'that costs too much',
      '{ at { a: shelves { books(first: 100) { nodes { id } } } b: shelves { books(first: 100) { edges { node { note { value } } } } } c: shelves { books(first: 100) { edges { node { note { value } } } } } d: shelves { books(first: 100) { edges { node { note { value } } } } } e: shelves { books(first: 100) { edges { node { note { value } } } } } } }',
      'COST_LIMIT',
    ],
    ['of a date that does not exist', '{ at(asOf: "2026-02-30") { asOf } }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('%s is refused', async (_what, query, code) => {
    for (const answer of await thrice(() => api.ask(query, {}, graphqlResponse))) {
      expect(answer.status).toBe(400);
      expect(answer.errors.map((error) => error.extensions?.code)).toContain(code);
      expect(answer.data).toBeUndefined();
    }
    expect((await api.ask(query)).status).toBe(200); // as application/json, which knows no better
  });

  it('with variables that do not fit is refused, naming them', async () => {
    const query = 'query($position: Position) { at(position: $position) { asOf } }';
    await thrice(() => api.ask(query, { position: '1' }));
    for (const answer of await thrice(() => api.ask(query, { position: '-1' }, graphqlResponse))) {
      expect(answer.status).toBe(400);
      expect(answer.errors[0]).toMatchObject({ message: expect.stringContaining('$position'), extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
    }
  });

  it('is told its cost, and the limits are published', async () => {
    const query =
      'query($first: Int) { limits { depth cost aliases fragments fields repeats pageSize bodyBytes } at { books(first: $first) { nodes { title } } } }';
    for (const answer of await thrice(() => api.ask(query, { first: 50 }))) {
      expect(answer.data.limits).toEqual({
        depth: 12,
        cost: 10_000,
        aliases: 30,
        fragments: 50,
        fields: 2_000,
        repeats: 50,
        pageSize: 100,
        bodyBytes: 250_000,
      });
      expect(answer.extensions.cost).toEqual({ requested: 53, limit: 10_000 });
    }
    expect((await api.ask(query, { first: 10 })).extensions.cost?.requested).toBe(13);
  });
});

describe('an operation that fails', () => {
  it('gives a reference away and nothing else', async () => {
    seen.failure = Object.assign(new Error('password=hunter2 in relation "secret"'), { detail: 'Key (name)=(Siân)' });
    for (const answer of await thrice(() => api.ask('{ fails limits { cost } }'))) {
      expect(answer.status).toBe(200);
      expect(answer.data).toEqual({ fails: null, limits: { cost: 10_000 } });
      expect(answer.errors).toEqual([
        {
          message: expect.stringContaining(answer.headers.get('x-request-id') ?? ''),
          path: ['fails'],
          locations: expect.anything(),
          extensions: { code: 'INTERNAL', reference: answer.headers.get('x-request-id') },
        },
      ]);
      expect(answer.text).not.toMatch(/hunter2|secret|Siân|stack|\.ts|\.js/);
    }
  });

  it('says so in the caller’s language', async () => {
    seen.failure = new Error('x');
    expect((await api.ask('{ fails }', {}, cy)).errors[0]?.message).toMatch(/^Aeth rhywbeth/);
  });

  it('for a reason that the caller can act on says the reason, in either language', async () => {
    seen.failure = new Refused('TOO_EARLY', { day: '2026-03-02' }, { en: 'Not before {day}.', cy: 'Nid cyn {day}.', field: 'day' });
    for (const answer of await thrice(() => api.ask('{ fails }'))) {
      expect(answer.errors).toEqual([
        {
          message: 'Not before 2026-03-02.',
          path: ['fails'],
          locations: expect.anything(),
          extensions: { code: 'TOO_EARLY', field: 'day', details: { day: '2026-03-02' } },
        },
      ]);
    }
    expect((await api.ask('{ fails }', {}, cy)).errors[0]?.message).toBe('Nid cyn 2026-03-02.');
  });

  it.each<[string, unknown]>([
    ['UNAVAILABLE', new DatabaseUnavailable(new Error('x'))],
    ['NOT_READY', new ReadModelNotReady()],
    ['OUTCOME_UNKNOWN', new AppendOutcomeUnknown('x', new Error('x'))],
    ['BUSY', new StreamConflict('x', 1n, 2n)],
    ['KEYS_UNAVAILABLE', new KeyLocked('x')],
    ['TIMEOUT', Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' })],
    ['INTERNAL', undefined],
    ['INTERNAL', 'a text'],
    ['INTERNAL', Object.create(null)],
  ])('for want of something else says %s, in either language', async (code, failure) => {
    seen.failure = failure;
    for (const answer of await thrice(() => api.ask('{ fails }'))) {
      expect(answer.errors.map(({ extensions }) => extensions?.code)).toEqual([code]);
      expect(answer.status).toBe(200);
    }
    expect((await api.ask('{ fails }', {}, cy)).errors[0]?.message).not.toBe((await api.ask('{ fails }')).errors[0]?.message);
  });

  it('keeps the request id that the caller gave, where it is one', async () => {
    const id = randomUUID();
    expect((await api.ask('{ __typename }', {}, { 'x-request-id': id })).headers.get('x-request-id')).toBe(id);
    expect((await api.ask('{ __typename }', {}, { 'x-request-id': 'a\tb' })).headers.get('x-request-id')).not.toBe('a\tb');
  });
});

describe('a mutation', () => {
  it('answers what it recorded, and the same again when it is sent again', async () => {
    const variables = input({ title: 'Told twice' });
    const [first, ...rest] = await thrice(() => api.ask(SHELVE, variables));
    expect(first?.data.shelveBook).toMatchObject({
      __typename: 'Recorded',
      receipt: { revision: '0', eventIds: [expect.any(String)], token: expect.any(String) },
    });
    for (const again of rest) expect(again.data).toEqual(first?.data);
  });

  it('whose command id served for another input is refused', async () => {
    const variables = input({ title: 'One' });
    await api.ask(SHELVE, variables);
    const again = await api.ask(SHELVE, { input: { ...variables.input, title: 'Another' } });
    expect(again.data.shelveBook).toMatchObject({ __typename: 'Refusal', code: 'COMMAND_ID_REUSED', field: 'commandId' });
  });

  it('that breaks a rule answers a refusal, in the caller’s language', async () => {
    for (const answer of await thrice(() => api.ask(SHELVE, input({ title: 'Forbidden' })))) {
      expect(answer.data.shelveBook).toEqual({
        __typename: 'Refusal',
        code: 'FORBIDDEN_TITLE',
        message: 'No book is called Forbidden.',
        field: 'title',
        details: [{ name: 'title', value: 'Forbidden', number: null }],
        faults: [],
      });
      expect(answer.errors).toEqual([]);
    }
    expect((await api.ask(SHELVE, input({ title: 'Forbidden' }), cy)).data.shelveBook.message).toBe('Nid oes llyfr o’r enw Forbidden.');
  });

  it.each<[string, object, string]>([
    ['a text of 50 kB', { title: 'x'.repeat(50_000) }, 'title'],
    ['a null byte', { title: 'a\0b' }, 'title'],
    ['half a character', { note: 'a\ud800' }, 'note'],
    ['an id that is none', { bookId: 'x' }, 'bookId'],
    ['a command id that is none', { commandId: 'x' }, 'commandId'],
    ['an empty text', { shelf: ' ' }, 'shelf'],
  ])('with %s answers a refusal that names the field, and records nothing', async (_what, fields, field) => {
    const before = await recorded();
    for (const answer of await thrice(() => api.ask(SHELVE, input(fields)))) {
      expect(answer.errors).toEqual([]);
      expect(answer.data.shelveBook).toMatchObject({
        __typename: 'Refusal',
        code: 'INVALID_INPUT',
        field,
        message: expect.stringContaining(field),
        faults: [{ field }],
      });
    }
    expect((await api.ask(SHELVE, input(fields), cy)).data.shelveBook.message).toMatch(/[wŵ]/);
    expect(await recorded()).toBe(before);
  });

  it('that is wrong in several fields answers all of them at once', async () => {
    const { data } = await api.ask(SHELVE, input({ shelf: ' ', title: 'x'.repeat(201), bookId: 'x' }));
    const { code, field, message, faults } = data.shelveBook;
    expect([code, field]).toEqual(['INVALID_INPUT', faults[0].field]);
    expect(faults.map((fault: { field: string }) => fault.field).sort()).toEqual(['bookId', 'shelf', 'title']);
    for (const named of ['bookId', 'shelf', 'title']) expect(message).toContain(named);
  });
});

describe('a database that is gone', () => {
  it('fails requests at once and clearly, turns readiness red, and all comes back by itself', async () => {
    const ready = async () => (await fetch(`${api.url}/health/ready`)).status;
    expect(await ready()).toBe(200);
    api.wire.cut();
    const answers = [...(await thrice(() => api.ask('{ at { books(first: 1) { nodes { id } } } }'))), await api.ask(SHELVE, input())];
    for (const answer of answers) expect(answer.errors.map((error) => error.extensions?.code)).toEqual(['UNAVAILABLE']);
    expect(answers[0]?.text).not.toMatch(/ECONN|terminated|127\.0\.0\.1/);
    expect(await ready()).toBe(503);
    expect(await (await fetch(`${api.url}/health/ready`)).json()).toMatchObject({
      status: 'error',
      error: { readModel: { status: 'down', message: 'the database cannot be reached' } },
    });
    expect((await fetch(`${api.url}/health/live`)).status).toBe(200);

    api.wire.mend();
    while ((await ready()) !== 200) await sleep(50);
    expect((await api.ask('{ at { books(first: 1) { nodes { id } } } }')).errors).toEqual([]);
    const { id } = await api.shelve('A', 'Back again');
    expect((await api.ask('query($id: ID!) { node(id: $id) { id ... on Book { title } } }', { id })).data.node).toEqual({ id, title: 'Back again' });
  });
});
