import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DevelopmentTokens, sampleAccount } from '@app/development-provider';
import { Clock, SystemClock } from '@app/kernel';
import { startSystem, type System } from '../support/system.js';
import { INTERNALS, onRecord, type Reply, type Visitor, visitor } from './support/visitor.js';

let system: System;
let somebody: Visitor;
let before: number;
beforeAll(async () => {
  system = await startSystem();
  somebody = await visitor(system);
});
afterAll(() => system.stop());
beforeEach(async () => (before = await onRecord(system)));
afterEach(async () => expect(await onRecord(system)).toBe(before));

const REGISTER = 'mutation ($input: RegisterLeaderInput!) { registerLeader(input: $input) { __typename } }';
const registering = () => ({
  query: REGISTER,
  variables: { input: { commandId: randomUUID(), legalName: 'Siân Example', sortName: 'Example, Siân', language: 'CY' } },
});
const codesOf = ({ errors }: Reply) => errors.map(({ extensions }) => extensions?.code);

/** The same code in both languages, in words that say something, and nothing of the inside. */
async function expectRefused(ask: (headers: Readonly<Record<string, string>>) => Promise<Reply>, status: number, code: string): Promise<void> {
  const [reply, welsh] = [await ask({}), await ask({ 'accept-language': 'cy-GB, en;q=0.5' })];
  for (const each of [reply, welsh]) {
    expect([each.status, codesOf(each), each.data ?? null]).toEqual([status, [code], null]);
    expect(each.errors[0]?.message).toMatch(/^\S.*\.$/s);
    expect(each.text).not.toMatch(INTERNALS);
  }
  expect(welsh.errors[0]?.message).not.toBe(reply.errors[0]?.message);
}

describe('whoever asks', () => {
  const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const claims = {
    iss: 'urn:tracker:development',
    aud: 'urn:tracker:api',
    sub: 'sample-administrator',
    kind: 'person',
    roles: [{ role: 'administrator', scope: 'national' }],
    iat: 1_700_000_000,
    exp: 4_000_000_000,
  };
  class HoursAgo extends Clock {
    now = () => new Date(Date.now() - 2 * HOUR);
  }
  const HOUR = 3_600_000;
  const issued = async (dataDir: string, clock: Clock) => (await DevelopmentTokens.open(dataDir, clock)).issueFor(sampleAccount('administrator'), 3_600);
  let elsewhere: string;
  beforeAll(async () => (elsewhere = await mkdtemp(join(tmpdir(), 'elsewhere-'))));
  afterAll(() => rm(elsewhere, { recursive: true }));

  it.each<readonly [what: string, authorization: () => string | Promise<string>, code: string]>([
    ['nobody', () => '', 'UNAUTHENTICATED'],
    ['without a scheme', () => system.token, 'TOKEN_INVALID'],
    ['by another scheme', () => `Basic ${Buffer.from('admin:admin').toString('base64')}`, 'TOKEN_INVALID'],
    ['with nothing', () => 'Bearer', 'TOKEN_INVALID'],
    ['with a word', () => 'Bearer abc', 'TOKEN_INVALID'],
    ['with three words', () => 'Bearer a.b.c', 'TOKEN_INVALID'],
    ['with two tokens', () => `Bearer ${system.token}, Bearer ${system.token}`, 'TOKEN_INVALID'],
    ['with a token cut short', () => `Bearer ${system.token.slice(0, -1)}`, 'TOKEN_INVALID'],
    ['with a token whose claims were changed', () => `Bearer ${system.token.replace(/\.[^.]+\./, `.${encoded(claims)}.`)}`, 'TOKEN_INVALID'],
    ['with 9 kB', () => `Bearer ${'a'.repeat(9_000)}`, 'TOKEN_INVALID'],
    ['with alg=none', () => `Bearer ${encoded({ alg: 'none', typ: 'JWT' })}.${encoded(claims)}.`, 'TOKEN_INVALID'],
    ['with alg=None', () => `Bearer ${encoded({ alg: 'None' })}.${encoded(claims)}.x`, 'TOKEN_INVALID'],
    ['with a key of their own in the header', () => `Bearer ${encoded({ alg: 'HS256', jwk: { kty: 'oct', k: 'AA' } })}.${encoded(claims)}.AA`, 'TOKEN_INVALID'],
    ['with a token that another installation signed', async () => `Bearer ${await issued(elsewhere, new SystemClock())}`, 'TOKEN_INVALID'],
    ['with a token that has expired', async () => `Bearer ${await issued(system.dataDir, new HoursAgo())}`, 'TOKEN_EXPIRED'],
  ])('is refused %s', async (_what, given, code) => {
    const authorization = await given();
    await expectRefused((headers) => somebody.send(registering(), { ...headers, authorization }), 401, code);
    await expectRefused((headers) => somebody.get('/graphql?query={__typename}', { ...headers, authorization }), 401, code);
    expect((await somebody.send('{ not json', { authorization })).headers.get('www-authenticate')).toBe('Bearer');
  });

  it('is not let in by a token in the address', async () => {
    const reply = await somebody.get(`/graphql?query={__typename}&access_token=${system.token}&authorization=Bearer ${system.token}`, { authorization: '' });
    expect([reply.status, codesOf(reply)]).toEqual([401, ['UNAUTHENTICATED']]);
  });
});

describe('a body', () => {
  it.each<readonly [what: string, body: () => unknown, status: number, code: string]>([
    ['that is a batch', () => [registering(), registering()], 400, 'BATCH_REFUSED'],
    ['that is a batch of one', () => [registering()], 400, 'BATCH_REFUSED'],
    ['that is a batch of none', () => [], 400, 'BATCH_REFUSED'],
    ['over the limit', () => ({ ...registering(), extensions: { x: 'x'.repeat(250_000) } }), 413, 'BODY_TOO_LARGE'],
    ['that is no JSON', () => '{ "query": ', 400, 'MALFORMED_REQUEST'],
    ['that is JavaScript', () => "{ query: '{ __typename }' }", 400, 'MALFORMED_REQUEST'],
    ['that is empty', () => '', 400, 'MALFORMED_REQUEST'],
    ['that is null', () => 'null', 400, 'MALFORMED_REQUEST'],
    ['that is a number', () => '1e999', 400, 'MALFORMED_REQUEST'],
    ['that is the query itself', () => '{ __typename }', 400, 'MALFORMED_REQUEST'],
    ['that is lists within lists', () => '['.repeat(100_000), 400, 'MALFORMED_REQUEST'],
    ['without a query', () => ({ variables: {} }), 400, 'MALFORMED_REQUEST'],
    ['with an empty query', () => ({ query: '' }), 400, 'MALFORMED_REQUEST'],
    ['with a query that is an object', () => ({ query: { kind: 'Document', definitions: [] } }), 400, 'MALFORMED_REQUEST'],
    ['with variables that are a text', () => ({ query: REGISTER, variables: '{}' }), 400, 'MALFORMED_REQUEST'],
    ['with an operation name that is a list', () => ({ query: REGISTER, operationName: ['a'] }), 400, 'MALFORMED_REQUEST'],
    ['with a prototype', () => '{ "query": "{ __typename }", "__proto__": { "admin": true } }', 400, 'MALFORMED_REQUEST'],
    [
      'with a prototype in its variables',
      () => '{ "query": "{ __typename }", "variables": { "constructor": { "prototype": { "a": 1 } } } }',
      400,
      'MALFORMED_REQUEST',
    ],
    ['with a null byte', () => '{ "query": "{ __typename }" }\0', 400, 'MALFORMED_REQUEST'],
  ])('%s is refused', (_what, body, status, code) => expectRefused((headers) => somebody.send(body(), headers), status, code));

  it.each<readonly [what: string, headers: Readonly<Record<string, string>>, status: number, code: string]>([
    ['of a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'MEDIA_TYPE_REFUSED'],
    ['of plain text', { 'content-type': 'text/plain' }, 400, 'MALFORMED_REQUEST'],
    ['of parts', { 'content-type': 'multipart/form-data; boundary=x' }, 415, 'MEDIA_TYPE_REFUSED'],
    ['of a document', { 'content-type': 'application/graphql' }, 400, 'MALFORMED_REQUEST'],
    ['of no type', { 'content-type': ' ' }, 415, 'MEDIA_TYPE_REFUSED'],
  ])('%s is refused', (_what, type, status, code) => expectRefused((headers) => somebody.send(registering(), { ...headers, ...type }), status, code));

  it('that is compressed is refused', async () => {
    const zipped = gzipSync(JSON.stringify({ query: '{ __typename }', extensions: { x: 'x'.repeat(10_000_000) } }));
    const { status, text } = await posted(zipped, { 'content-encoding': 'gzip' });
    expect([400, 415]).toContain(status);
    expect(text).not.toMatch(INTERNALS);
  });

  it('that says to be longer than it is is refused or given up, and harms nobody', async () => {
    const { port } = new URL(await system.api.getUrl());
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${system.token}\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n\r\n{"query"`,
    );
    socket.end();
    await new Promise((resolve) => socket.resume().on('close', resolve));
    expect((await somebody.send({ query: '{ __typename }' })).status).toBe(200);
  });

  it('whose variables are 20,000 levels deep is refused without a fall', async () => {
    const deep = (value: string) => `{ "query": ${JSON.stringify(REGISTER)}, "variables": { "input": { "commandId": ${value} } } }`;
    for (const value of [`${'['.repeat(20_000)}${']'.repeat(20_000)}`, `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`]) {
      const reply = await somebody.send(deep(value), { accept: 'application/graphql-response+json' });
      expect([reply.status, codesOf(reply)[0]]).toEqual([400, expect.stringMatching(/^(GRAPHQL_VALIDATION_FAILED|MALFORMED_REQUEST)$/)]);
      expect(reply.text).not.toMatch(INTERNALS);
    }
  });

  /** As `fetch` never would: with any headers. */
  function posted(body: Buffer, headers: Readonly<Record<string, string>>): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const options = { method: 'POST', headers: { authorization: `Bearer ${system.token}`, 'content-type': 'application/json', ...headers } };
      system.api
        .getUrl()
        .then((url) => {
          const sent = request(`${url}/graphql`, options, (response) => {
            let text = '';
            response.setEncoding('utf8').on('data', (part: string) => (text += part));
            response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
          });
          sent.on('error', reject).end(body);
        })
        .catch(reject);
    });
  }
});

describe('a request', () => {
  const inAddress = (query: string, more = '') => `/graphql?query=${encodeURIComponent(query)}${more}`;

  it('by GET with a mutation is refused', async () => {
    const { query, variables } = registering();
    await expectRefused(
      (headers) => somebody.get(inAddress(query, `&variables=${encodeURIComponent(JSON.stringify(variables))}`), headers),
      405,
      'METHOD_REFUSED',
    );
    await expectRefused(
      (headers) => somebody.get(inAddress(`query A { __typename } ${query.replace('mutation', 'mutation B')}`, '&operationName=B'), headers),
      405,
      'METHOD_REFUSED',
    );
  });

  it.each([
    ['with nothing', '/graphql'],
    ['with variables that are no JSON', inAddress('{ __typename }', '&variables={')],
    ['with variables that are a list', inAddress('{ __typename }', '&variables=[]')],
    ['with two queries', inAddress('{ __typename }', '&query={__typename}')],
  ])('by GET %s is refused', (_what, path) => expectRefused((headers) => somebody.get(path, headers), 400, 'MALFORMED_REQUEST'));

  describe('for an operation', () => {
    const [one, two] = ['query A { a: __typename }', 'query A { a: __typename } query B { b: __typename }'];

    it.each<readonly [what: string, query: string, operationName: string | null | undefined]>([
      ['that its document does not hold', one, 'C'],
      ['by an empty name', one, ''],
      ['by a name that no object has', one, 'constructor'],
      ['that none of several is called', two, 'C'],
      ['without saying which of several', two, undefined],
      ['called null of several', two, null],
    ])('%s is refused, the first time and the fourth', async (_what, query, operationName) => {
      for (let time = 0; time < 4; time += 1) {
        await expectRefused((headers) => somebody.send({ query, operationName }, headers), 400, 'OPERATION_UNKNOWN');
        await expectRefused((headers) => somebody.send({ query, operationName, variables: {} }, headers), 400, 'OPERATION_UNKNOWN');
        // In an address an empty name is none.
        if (operationName === '') continue;
        const named = typeof operationName === 'string' ? `&operationName=${operationName}` : '';
        await expectRefused((headers) => somebody.get(inAddress(query, named), headers), 400, 'OPERATION_UNKNOWN');
      }
    });

    it('of several is answered as that one, whichever was asked for before', async () => {
      // A text of its own: it is compiled when it comes the second time.
      const fresh = `${two} query C { c: __typename }`;
      for (const name of ['A', 'A', 'A', 'B', 'B', 'A', 'C']) {
        expect((await somebody.send({ query: fresh, operationName: name })).data).toEqual({ [name.toLowerCase()]: 'Query' });
        expect((await somebody.get(inAddress(fresh, `&operationName=${name}`))).data).toEqual({ [name.toLowerCase()]: 'Query' });
      }
      for (let time = 0; time < 3; time += 1)
        expect((await somebody.get(inAddress(one, '&operationName=&variables=&extensions='))).data).toEqual({ a: 'Query' });
    });

    it('that changes something is not done by way of one that reads', async () => {
      const { query, variables } = registering();
      const both = `query A { __typename } ${query.replace('mutation', 'mutation B')}`;
      for (let time = 0; time < 4; time += 1) {
        const reply = await somebody.send({ query: both, operationName: 'A', variables });
        expect([reply.status, reply.data]).toEqual([200, { __typename: 'Query' }]);
        await expectRefused(
          (headers) => somebody.get(inAddress(both, `&operationName=B&variables=${encodeURIComponent(JSON.stringify(variables))}`), headers),
          405,
          'METHOD_REFUSED',
        );
      }
    });

    it('that changes something is not done by HEAD', async () => {
      const { query, variables } = registering();
      const path = inAddress(query, `&variables=${encodeURIComponent(JSON.stringify(variables))}`);
      const { status } = await fetch(`${(await system.api.getUrl()).replace('[::1]', 'localhost')}${path}`, {
        method: 'HEAD',
        headers: { authorization: `Bearer ${system.token}` },
      });
      expect(status).toBe(405);
    });
  });

  it('is answered, or refused, for nobody to keep a copy of', async () => {
    const replies = await Promise.all([
      somebody.send({ query: '{ __typename }' }),
      somebody.get(inAddress('{ __typename }')),
      somebody.send({ query: '{ nothing }' }),
      somebody.send('{'),
      somebody.send([]),
      somebody.send({ query: '{ __typename }' }, { authorization: 'Bearer x' }),
      somebody.send({ query: '{ __typename }' }, { 'content-type': 'text/plain' }),
    ]);
    expect(replies.map(({ headers }) => headers.get('cache-control'))).toEqual(replies.map(() => 'no-store'));
  });

  it('at a moment that no calendar of the service has is refused', async () => {
    for (const knownAt of ['0001-01-01T00:00:00+14:00', '9999-12-31T23:59:00-14:00'])
      for (const body of [
        { query: `{ at(knownAt: "${knownAt}") { position } }` },
        { query: 'query($knownAt: DateTime) { at(knownAt: $knownAt) { position } }', variables: { knownAt } },
      ])
        expect(codesOf(await somebody.send(body))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  it('for what there is not is told so, and no more', async () => {
    for (const path of [
      '/nowhere',
      '/graphql/',
      '/graphql/admin',
      '/health',
      '/health/ready/../../etc/passwd',
      '/%00',
      '/graphiql/assets/..%2f..%2fpackage.json',
      '/%ff',
      `/${'x'.repeat(10_000)}`,
    ]) {
      const { status, text } = await somebody.get(path);
      expect([400, 404, 414]).toContain(status);
      expect(text).not.toMatch(INTERNALS);
    }
  });

  it('in a language that nobody speaks is answered in English', async () => {
    for (const language of ['xx', 'cy;q=0', '*', ';;;', 'cy'.repeat(1_000), 'en-GB;q=0.9, cy;q=0.1']) {
      const reply = await somebody.send({ query: '{ at(after: "x") { asOf } }' }, { 'accept-language': language });
      expect(reply.headers.get('content-language')).toBe('en');
    }
  });

  it('with headers that make no sense is answered all the same', async () => {
    const reply = await somebody.send(
      { query: '{ __typename }' },
      { accept: 'image/png;q=x, */*;q=', traceparent: 'x', 'x-request-id': "'; drop table es.events" },
    );
    expect([reply.status, reply.data]).toEqual([200, { __typename: 'Query' }]);
    expect(reply.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});
