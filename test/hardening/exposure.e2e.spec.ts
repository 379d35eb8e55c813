/** @jest-environment node */
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { Exposure } from '@app/api';
import { DevelopmentTokens, sampleAccount } from '@app/development-provider';
import { Documents, hashOf } from '@app/graphql-kit';
import type { Role } from '@app/identity';
import { SystemClock } from '@app/kernel';
import supertest from 'supertest';
import { run, type Running, SHELVE } from '../http/support/running.js';

const ORIGIN = 'https://tracker.example';
const TYPENAME = '{ __typename }';

let api: Running;
afterEach(() => api.stop());

const start = async (exposure?: Exposure): Promise<void> => void (api = await run(exposure ? { exposure } : {}));
const http = () => supertest(api.app.getHttpServer() as Server);
const tokenOf = async (role: Role): Promise<string> => (await DevelopmentTokens.open(api.dataDir, new SystemClock())).issueFor(sampleAccount(role), 3_600);
const post = (body: object, headers: Readonly<Record<string, string>> = {}) =>
  http()
    .post('/graphql')
    .set({ authorization: `Bearer ${api.token}`, ...headers })
    .send(body);
const shelving = () => ({ query: SHELVE, variables: { input: { commandId: randomUUID(), shelf: 'A', title: 'T', note: 'n' } } });
const codeOf = ({ body }: supertest.Response): string | undefined => body.errors?.[0]?.extensions?.code;

/** The same code in both languages, in words that say something. */
async function expectRefused(send: (headers: Readonly<Record<string, string>>) => Promise<supertest.Response>, status: number, code: string): Promise<void> {
  const [english, welsh] = [await send({}), await send({ 'accept-language': 'cy' })];
  for (const reply of [english, welsh]) {
    expect([reply.status, codeOf(reply), reply.body.data ?? null]).toEqual([status, code, null]);
    expect(reply.body.errors[0].message).toMatch(/^\S.*\.$/s);
  }
  expect(welsh.body.errors[0].message).not.toBe(english.body.errors[0].message);
  expect(welsh.headers['content-language']).toBe('cy');
}

describe('what browsers are told', () => {
  it('goes with every answer', async () => {
    await start();
    const answers = await Promise.all([
      post({ query: TYPENAME }),
      post({ query: TYPENAME }, { authorization: '' }),
      post([]),
      http().get('/health/live'),
      http().get('/nowhere'),
      http().get('/graphiql/assets/graphiql.css'),
    ]);
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'content-security-policy': expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'/),
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
      });
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers['strict-transport-security']).toBeUndefined();
    }
  });

  it('lets GraphiQL’s page run what this server holds, and nothing else', async () => {
    await start();
    const { headers } = await http().get('/graphiql');
    expect(headers['content-security-policy']).toMatch(/default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';.*connect-src 'self'$/);
    expect(headers['x-frame-options']).toBe('DENY');
  });

  it('in production says to come back by TLS alone', async () => {
    api = await run({ production: true });
    expect((await http().get('/health/live')).headers['strict-transport-security']).toMatch(/^max-age=31536000/);
  });

  it('is that no other origin’s page may ask, where none is named', async () => {
    await start();
    const asked = await post({ query: TYPENAME }, { origin: ORIGIN });
    expect([asked.status, asked.headers['access-control-allow-origin']]).toEqual([200, undefined]);
    const preflight = await http().options('/graphql').set({ origin: ORIGIN, 'access-control-request-method': 'POST' });
    expect([preflight.status, preflight.headers['access-control-allow-origin']]).toEqual([404, undefined]);
  });

  it('is that pages of the origins which are named may ask, without cookies', async () => {
    await start({ origins: [ORIGIN] });
    for (const reply of [await post({ query: TYPENAME }, { origin: ORIGIN }), await post({ query: TYPENAME }, { origin: ORIGIN, authorization: '' })]) {
      expect(reply.headers['access-control-allow-origin']).toBe(ORIGIN);
      expect(reply.headers['access-control-allow-credentials']).toBeUndefined();
      expect(reply.headers['access-control-expose-headers']).toContain('retry-after');
      expect(reply.headers['vary']?.toLowerCase()).toMatch(/origin.*accept-language/);
    }
    const preflight = await http().options('/graphql').set({ origin: ORIGIN, 'access-control-request-method': 'POST' });
    expect([preflight.status, preflight.headers['access-control-allow-origin']]).toEqual([204, ORIGIN]);
    expect(preflight.headers['access-control-allow-headers']).toContain('authorization');
    for (const origin of ['https://tracker.example.evil.example', 'https://evil.example', 'null', 'http://tracker.example'])
      expect((await post({ query: TYPENAME }, { origin })).headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('how much is answered', () => {
  const rates = { reads: 3, mutations: 2, anonymous: 2 };

  it('is so much of each actor a minute, mutations apart', async () => {
    await start({ rates });
    const statuses = [await post({ query: TYPENAME }), await post({ query: '{ nonsense }' }), await post([])].map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 400]);
    const beyond = await post({ query: TYPENAME });
    expect([beyond.status, codeOf(beyond)]).toEqual([429, 'RATE_LIMITED']);
    expect(Number(beyond.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(Number(beyond.headers['retry-after'])).toBeLessThanOrEqual(60);
    await expectRefused((headers) => post({ query: TYPENAME }, headers), 429, 'RATE_LIMITED');
    expect(
      (
        await http()
          .get(`/graphql?query=${TYPENAME}`)
          .set({ authorization: `Bearer ${api.token}` })
      ).status,
    ).toBe(429);
    // Who asked too much can still record, and others can still ask.
    expect((await post(shelving())).body.data.shelveBook.__typename).toBe('Recorded');
    expect((await post(shelving())).body.data.shelveBook.__typename).toBe('Recorded');
    await expectRefused((headers) => post(shelving(), headers), 429, 'RATE_LIMITED');
    expect((await post({ query: TYPENAME }, { authorization: `Bearer ${await tokenOf('auditor')}` })).status).toBe(200);
  });

  it('goes by the operation that is chosen, whatever else its document says', async () => {
    await start({ rates });
    const query = `query mutation { __typename } mutation Record($input: ShelveBookInput!) { shelveBook(input: $input) { __typename } } # mutation`;
    const reading = () => post({ query, operationName: 'mutation' });
    const recording = () => post({ ...shelving(), query, operationName: 'Record' });
    const statuses = [];
    for (const send of [reading, reading, reading, reading, recording, recording, recording]) statuses.push((await send()).status);
    expect(statuses).toEqual([200, 200, 200, 429, 200, 200, 429]);
    // What does not parse is a read.
    expect((await post({ query: 'mutation {' }, { authorization: `Bearer ${await tokenOf('auditor')}` })).status).toBe(200);
  });

  it('is so much of each address where nobody says who asks, and harms nobody else behind it', async () => {
    await start({ rates, proxies: ['127.0.0.1', '::1'] });
    const from = (address: string) => ({ authorization: 'Bearer x', 'x-forwarded-for': address });
    const refused = [await post({}, from('203.0.113.1')), await post({}, from('203.0.113.1'))];
    expect(refused.map(({ status }) => status)).toEqual([401, 401]);
    await expectRefused((headers) => post({}, { ...from('203.0.113.1'), ...headers }), 429, 'RATE_LIMITED');
    expect(Number((await post({}, from('203.0.113.1'))).headers['retry-after'])).toBeGreaterThan(0);
    expect((await post({}, from('203.0.113.2'))).status).toBe(401);
    expect((await post({ query: TYPENAME }, { 'x-forwarded-for': '203.0.113.1' })).status).toBe(200);
  });

  it('takes nobody’s word on whom they ask for who is not a proxy that is named', async () => {
    await start({ rates });
    const statuses = [];
    for (const address of ['203.0.113.1', '203.0.113.2', '203.0.113.3'])
      statuses.push((await post({}, { authorization: 'Bearer x', 'x-forwarded-for': address })).status);
    expect(statuses).toEqual([401, 401, 429]);
  });

  it('never holds up whoever watches over the process; pages are counted by address', async () => {
    await start({ rates });
    for (let time = 0; time < 5; time += 1) expect((await http().get('/health/live')).status).toBe(200);
    const statuses = [];
    for (let time = 0; time < 3; time += 1) statuses.push((await http().get('/graphiql')).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  it('has an end in time', async () => {
    await start();
    const { requestTimeout, headersTimeout, timeout } = api.app.getHttpServer() as Server;
    expect({ requestTimeout, headersTimeout, timeout }).toEqual({ requestTimeout: 30_000, headersTimeout: 15_000, timeout: 120_000 });
  });
});

describe('documents, where only some may be sent', () => {
  const list = 'query Books { at { books(first: 1) { nodes { title } } } }';
  const content = { [hashOf(TYPENAME)]: TYPENAME, [hashOf(SHELVE)]: SHELVE, [hashOf(list)]: list };

  it('are answered by their hash and by their text', async () => {
    await start({ documents: new Documents(content) });
    for (const request of [
      { documentId: `sha256:${hashOf(TYPENAME)}` },
      { extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(TYPENAME) } } },
      { query: TYPENAME },
    ])
      expect((await post(request)).body).toMatchObject({ data: { __typename: 'Query' } });
    const byAddress = await http()
      .get(`/graphql?documentId=sha256:${hashOf(list)}`)
      .set({ authorization: `Bearer ${api.token}` });
    expect(byAddress.body.data).toEqual({ at: { books: { nodes: [] } } });
    const { variables } = shelving();
    expect((await post({ documentId: hashOf(SHELVE), variables })).body.data.shelveBook.__typename).toBe('Recorded');
  });

  it('are the only ones, in either language', async () => {
    await start({ documents: new Documents(content) });
    for (const request of [
      { query: '{ limits { cost } }' },
      { query: `${TYPENAME} ` },
      { documentId: hashOf('{ limits { cost } }') },
      { documentId: hashOf('x'), query: TYPENAME },
      {},
    ])
      await expectRefused((headers) => post(request, headers), 400, 'DOCUMENT_UNKNOWN');
    expect(codeOf(await post([{ query: TYPENAME }]))).toBe('BATCH_REFUSED');
    const mutation = await http()
      .get(`/graphql?documentId=${hashOf(SHELVE)}`)
      .set({ authorization: `Bearer ${api.token}` });
    expect([mutation.status, codeOf(mutation)]).toEqual([405, 'METHOD_REFUSED']);
  });

  it('that this schema does not answer are told of at the start', async () => {
    await start();
    const documents = new Documents({ [hashOf('{ nothing }')]: '{ nothing }' });
    await expect(run({ exposure: { documents } })).rejects.toThrow(/^PERSISTED_DOCUMENTS: .*Cannot query field "nothing"/s);
  });
});

describe('the schema, where only some may ask for it', () => {
  const SCHEMA = '{ __schema { queryType { name } } }';

  it('is told to them and to nobody else, nor by suggestions', async () => {
    await start({ introspection: ['administrator'] });
    const auditor = { authorization: `Bearer ${await tokenOf('auditor')}` };
    for (let time = 0; time < 3; time += 1) {
      expect((await post({ query: SCHEMA })).body.data).toEqual({ __schema: { queryType: { name: 'Query' } } });
      await expectRefused((headers) => post({ query: SCHEMA }, { ...auditor, ...headers }), 200, 'INTROSPECTION_REFUSED');
    }
    await expectRefused((headers) => post({ query: '{ a: __type(name: "Book") { name } }' }, { ...auditor, ...headers }), 200, 'INTROSPECTION_REFUSED');
    expect((await post({ query: '{ __typename at { __typename } }' }, auditor)).body.data).toEqual({ __typename: 'Query', at: { __typename: 'Moment' } });
    expect((await post({ query: '{ limit { cost } }' })).body.errors[0].message).toMatch(/Did you mean "limits"/);
    expect((await post({ query: '{ limit { cost } }' }, auditor)).body.errors[0].message).toBe('Cannot query field "limit" on type "Query".');
  });
});
