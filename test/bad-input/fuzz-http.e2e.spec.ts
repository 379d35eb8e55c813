import { connect } from 'node:net';
import fc from 'fast-check';
import { startSystem, type System } from '../support/system.js';
import { anything, DEFECT, FUZZ_RUNS, FUZZ_SEED, text } from './support/fuzz.js';
import { logLines } from './support/log-lines.js';
import { INTERNALS } from './support/visitor.js';

// Whatever bytes arrive at the port: they are answered as a request that can be, or as the fault of whoever sent them, and each is one line in the log.

let system: System;
let port: number;
let lines: string[];
beforeAll(async () => {
  system = await startSystem();
  port = Number(new URL(await system.api.getUrl()).port);
  lines = logLines(system);
});
afterAll(() => system.stop());

/** Everything that a connection answers to some bytes. @param stays whether their sender waits for it, instead of saying no more */
function answerTo(bytes: Uint8Array, stays: boolean): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('error', () => undefined);
    socket.on('data', (part) => (answer += part.toString('latin1')));
    socket.on('close', () => resolve(answer));
    if (stays) socket.write(bytes);
    else socket.end(bytes);
  });
}

/** @param whole whether the bytes are one request, after which the connection is to be closed */
async function expectAnswered(bytes: Uint8Array, whole: boolean): Promise<void> {
  const before = lines.length;
  const answer = await answerTo(bytes, whole);
  // A line is written once the answer is out.
  for (let turn = 0; turn < 100 && lines.length === before; turn += 1) await new Promise((resolve) => setTimeout(resolve, 2));
  const told = lines.slice(before);
  // What comes after a request is another; of whoever does not wait it is said that they hung up.
  expect(told.length).toBeGreaterThan(0);
  expect(told).toEqual(told.slice(0, whole ? 1 : 2).map(() => expect.stringMatching(/^(log|debug) .*"request"( "Http")?$/)));
  expect(told.join()).not.toMatch(/Bearer|\?|authorization|127\.0\.0\.1/i);
  if (!whole && answer === '' && told.join().includes('"hungUp":true')) return;
  expect(answer).toMatch(/^HTTP\/1\.1 [234]\d\d /);
  expect(answer).not.toMatch(DEFECT);
}

const bytesOf = (latin1: string): Buffer => Buffer.from(latin1, 'latin1');
const settings = { numRuns: FUZZ_RUNS, seed: FUZZ_SEED, endOnFailure: false };

it(
  'bytes that are no HTTP are answered with 400, and logged once',
  async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 200 }).map(bytesOf),
      fc
        .record({
          line: fc.constantFrom('GET / HTTP/1.1', 'GET /graphql HTTP/9.9', 'POST /graphql', 'G\0T / HTTP/1.1', 'PRI * HTTP/2.0'),
          rest: fc.string({ maxLength: 40 }),
        })
        .map(({ line, rest }) => bytesOf(`${line}\r\n${rest}\r\n`)),
      fc.constantFrom(bytesOf(`GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`), bytesOf('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03')),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (sent) => {
        // Line ends before a request are none of it.
        fc.pre(!/^[\r\n]*$/.test(Buffer.from(sent).toString('latin1')));
        await expectAnswered(sent, false);
      }),
      settings,
    );
  },
  60_000 + FUZZ_RUNS * 100,
);

/** What can be answered, one way or another. */
const readable = [
  '{ __typename }',
  'query A { __typename }',
  'query A { __typename } query B { limits { depth } }',
  'query A { a: __typename } mutation B { registerOrganisation(input: {}) { __typename } }',
  'query A($a: Int) { at { position } } query B($a: Int!) { __typename }',
];
const documents = fc.oneof(
  fc.constantFrom(
    '{ __typename }',
    'query A { __typename } query B { limits { depth } }',
    'mutation { nothing }',
    'subscription { x }',
    'query($a: Int) { at { position } }',
    '{',
    '{ at(knownAt: "0001-01-01T00:00:00+14:00") { lag } }',
    '{ a: __typename @skip(if: $x) }',
    'fragment F on Query { ...F } { ...F }',
    'type A { a: Int }',
    '{ at { ...on Leader { id } } }',
    '"""',
    '{"kind":"Document"}',
    '#',
  ),
  text,
);
const graphql = fc.record(
  {
    query: fc.oneof({ weight: 6, arbitrary: documents }, anything),
    operationName: fc.oneof(fc.constantFrom('A', 'B', 'C', ''), anything),
    variables: fc.oneof(fc.constantFrom({}, { a: 1 }, { a: 'x' }), anything),
    extensions: anything,
    documentId: anything,
  },
  { requiredKeys: [] },
);
const headerValue = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', maxLength: 30 }),
  fc.constantFrom(
    '',
    ',',
    ';',
    '*',
    'é',
    'x'.repeat(5_000),
    'cy',
    'gzip',
    'chunked',
    '1',
    '-1',
    'bytes=0-1',
    'localhost:port',
    'localhost:99999',
    'https://elsewhere.example',
  ),
);
const headers = fc.dictionary(
  fc.constantFrom(
    'accept',
    'accept-language',
    'accept-encoding',
    'authorization',
    'content-encoding',
    'cookie',
    'expect',
    'forwarded',
    'host',
    'if-none-match',
    'on-behalf-of',
    'origin',
    'purpose',
    'range',
    'referer',
    'traceparent',
    'upgrade',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-http-method-override',
    'x-request-id',
    'access-control-request-method',
    'access-control-request-headers',
  ),
  headerValue,
  { maxKeys: 4 },
);
const inAddress = (fields: Readonly<Record<string, unknown>>): string =>
  new URLSearchParams(
    Object.entries(fields).map(([name, value]): [string, string] => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  ).toString();

const request = fc.record({
  method: fc.oneof(
    { weight: 5, arbitrary: fc.constant('POST') },
    { weight: 3, arbitrary: fc.constant('GET') },
    fc.constantFrom('HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND', 'QUERY', 'CONNECT'),
  ),
  path: fc.oneof(
    { weight: 5, arbitrary: fc.constant('/graphql') },
    { weight: 3, arbitrary: graphql.map((fields) => `/graphql?${inAddress(fields)}`) },
    fc.constantFrom(
      '/',
      '*',
      '//',
      '/%',
      '/%ff',
      '/graphql/',
      '/graphql?query',
      '/graphql?%',
      '/graphql?query=a&query=b',
      '/graphiql',
      '/graphiql?code=x&state=x',
      '/health/ready',
      '/health/live?x',
      '/subject-access/x.html',
      '/subject-access/%00.json',
      'http://x/graphql',
      '/../../etc/passwd',
      `/${'x'.repeat(3_000)}`,
    ),
    fc.constantFrom(
      '/oidc',
      '/oidc/',
      '/oidc/auth',
      '/oidc/token',
      '/oidc/jwks',
      '/oidc/me',
      '/oidc/interaction/x',
      '/oidc/.well-known/openid-configuration',
      '/oidc/auth/x',
      '/oidc/%ff',
    ),
    fc.webPath().map((path) => `/${path}`),
  ),
  identified: fc.oneof({ weight: 6, arbitrary: fc.constant(true) }, fc.constant(false)),
  type: fc.oneof(
    { weight: 5, arbitrary: fc.constant('application/json') },
    fc.constantFrom(
      'application/json; charset=utf-16',
      'application/graphql',
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'x',
      'application/json;;;',
    ),
    headerValue,
  ),
  headers,
  body: fc.oneof(
    { weight: 6, arbitrary: graphql.map((fields) => Buffer.from(JSON.stringify(fields))) },
    { weight: 1, arbitrary: graphql.map((fields) => Buffer.from(JSON.stringify(fields)).subarray(0, -1)) },
    fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
    fc
      .constantFrom(
        '',
        'null',
        '[]',
        '1e999',
        '{"__proto__":{}}',
        '{"query":"{ __typename }","query":1}',
        '['.repeat(5_000),
        '\ufeff{}',
        'grant_type=client_credentials',
        '{"query":"\\ud800"}',
      )
      .map((body) => Buffer.from(body)),
  ),
  length: fc.oneof({ weight: 12, arbitrary: fc.constant('right') }, fc.constantFrom('short', 'long', 'none', 'twice', 'chunked', 'broken chunks')),
});

it(
  'whatever is sent as a request is answered as one, and logged once',
  async () => {
    await fc.assert(
      fc.asyncProperty(request, async ({ method, path, identified, type, headers, body, length }) => {
        const sized: Readonly<Record<typeof length, readonly string[]>> = {
          right: [`content-length: ${body.length}`],
          short: [`content-length: ${Math.max(0, body.length - 3)}`],
          long: [`content-length: ${body.length + 3}`],
          none: [],
          twice: [`content-length: ${body.length}`, 'content-length: 1'],
          chunked: ['transfer-encoding: chunked'],
          'broken chunks': ['transfer-encoding: chunked'],
        };
        const given = { host: `localhost:${port}`, 'content-type': type, ...(identified && { authorization: `Bearer ${system.token}` }), ...headers };
        const lines = Object.entries(given).map(([name, value]) => `${name}: ${value}`);
        const head = bytesOf(`${method} ${path} HTTP/1.1\r\n${[...lines, ...sized[length], 'connection: close'].join('\r\n')}\r\n\r\n`);
        const chunked =
          length === 'chunked'
            ? [bytesOf(`${body.length.toString(16)}\r\n`), body, bytesOf('\r\n0\r\n\r\n')]
            : [length === 'broken chunks' ? bytesOf('zz\r\n') : body];
        await expectAnswered(Buffer.concat([head, ...chunked]), length === 'right' || length === 'chunked');
      }),
      settings,
    );
  },
  60_000 + FUZZ_RUNS * 200,
);

it(
  'whichever operation of whatever document is asked for, however it is sent, is answered or refused, and logged once',
  async () => {
    const asked = fc.record({
      method: fc.constantFrom('POST', 'GET', 'HEAD'),
      query: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...readable) }, documents),
      operationName: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(undefined, null, 'A', 'B', 'C', '', 'constructor') }, text),
      variables: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(undefined, null, {}, { a: 1 }) }, anything),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ method, ...fields }) => {
        const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
        const body = method === 'POST' ? Buffer.from(JSON.stringify(given)) : Buffer.alloc(0);
        const path = method === 'POST' ? '/graphql' : `/graphql?${inAddress(given)}`;
        const lines = [
          'host: x',
          'content-type: application/json',
          `authorization: Bearer ${system.token}`,
          `content-length: ${body.length}`,
          'connection: close',
        ];
        await expectAnswered(Buffer.concat([bytesOf(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`), body]), true);
      }),
      settings,
    );
  },
  60_000 + FUZZ_RUNS * 100,
);

it('what an answer to bad bytes says is nothing of the inside', async () => {
  for (const sent of ['\0', 'GET /%ff HTTP/1.1\r\nhost: x\r\n\r\n', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\n\r\n`])
    expect(await answerTo(bytesOf(sent), false)).not.toMatch(INTERNALS);
});
