/** @jest-environment node */
import 'reflect-metadata';
import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { run, type Running } from './support/running.js';

let api: Running;
beforeAll(async () => {
  api = await run();
  for (let number = 0; number < 20; number += 1) await api.shelve('A', `A title that goes on for as long as titles do, and then some more: number ${number}`);
});
afterAll(() => api.stop());

interface Raw {
  readonly encoding: string | undefined;
  readonly type: string | undefined;
  readonly vary: string | undefined;
  readonly body: Buffer;
}

/** As it travels: `fetch` would unpack it. */
function raw(path: string, encodings: string | undefined, body?: object): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${api.token}`,
      ...(encodings !== undefined && { 'accept-encoding': encodings }),
      ...(body && { 'content-type': 'application/json' }),
    };
    const sent = request(`${api.url}${path}`, { method: body ? 'POST' : 'GET', headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const { 'content-encoding': encoding, 'content-type': type, vary } = response.headers;
        resolve({ encoding, type, vary, body: Buffer.concat(parts) });
      });
    });
    sent.on('error', reject).end(body && JSON.stringify(body));
  });
}

const BOOKS = { query: '{ at { books(first: 100) { nodes { id title } } } }' };

describe('an answer', () => {
  it.each([
    ['brotli', 'gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', 'gzip', gunzipSync],
  ])('that is long comes by %s to whoever takes it so, and is the same', async (_what, accepted, encoding, unpack) => {
    const plain = await raw('/graphql', undefined, BOOKS);
    const packed = await raw('/graphql', accepted, BOOKS);
    expect([plain.encoding, packed.encoding]).toEqual([undefined, encoding]);
    expect(packed.type).toBe(plain.type);
    expect(packed.vary).toContain('accept-encoding');
    expect(packed.body.length).toBeLessThan(plain.body.length / 2);
    expect(JSON.parse(unpack(packed.body).toString())).toEqual(JSON.parse(plain.body.toString()));
  });

  it('that is short comes as it is, and so does any to who takes neither', async () => {
    expect(await raw('/graphql', 'br', { query: '{ limits { cost } }' })).toMatchObject({ encoding: undefined });
    const padded = (bytes: number) => raw('/graphql', 'br', { query: `{ ${'x'.repeat(bytes)}: __typename }` });
    const { encoding, body } = await padded(1_300);
    expect([encoding, body.length > 1_300 && body.length < 1_400]).toEqual([undefined, true]);
    expect(await padded(1_400)).toMatchObject({ encoding: 'br' });
    expect(await raw('/graphql', 'deflate, zstd', BOOKS)).toMatchObject({ encoding: undefined });
  });

  it('of what is signed in to by cookies comes as it is, however long', async () => {
    expect(await raw('/oidc/.well-known/openid-configuration', 'br, gzip')).toMatchObject({ encoding: undefined });
    expect(await raw('/graphiql/assets/graphiql.css', 'br')).toMatchObject({ encoding: 'br' });
  });
});

describe('a request', () => {
  it('that names a document by its hash alone is told what to do, in either language', async () => {
    for (const request of [{ documentId: `sha256:${'a'.repeat(64)}` }, { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }]) {
      const { status, errors } = await api.send(request);
      expect([status, errors[0]?.extensions]).toEqual([400, { code: 'PERSISTED_QUERY_NOT_SUPPORTED' }]);
      expect(errors[0]?.message).toMatch(/Send the text of the document as "query"\.$/);
      expect((await api.send(request, { 'accept-language': 'cy' })).errors[0]?.message).toMatch(/Anfonwch destun y ddogfen fel "query"\.$/);
      // So clients of that protocol go on: with both.
      expect((await api.send({ ...request, query: '{ limits { depth } }' })).data).toEqual({ limits: { depth: 12 } });
    }
  });
});

describe('the page at /', () => {
  it('says what this is and where to go, in both languages, and does nothing in a browser', async () => {
    const page = await fetch(api.url);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
    const html = await page.text();
    expect(html).not.toMatch(/<script|<style|style=|https?:|<form/);
    for (const said of ['<section lang="en">', 'It is asked by GraphQL', '<section lang="cy">', 'Drwy GraphQL y gofynnir iddo']) expect(html).toContain(said);
    const places = [...new Set([...html.matchAll(/<a href="([^"]+)">/g)].map(([, path = '']) => path))];
    expect(places).toEqual(['/graphiql', '/graphql', '/health/ready']);
    for (const place of places) expect((await fetch(`${api.url}${place}`)).status).not.toBe(404);
  });
});
