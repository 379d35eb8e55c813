import { hashOf } from '@app/graphql-kit';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exposureFrom } from './exposure.js';

const production = { NODE_ENV: 'production' };

describe('what the environment says of what is shown', () => {
  it('may be nothing: in development nothing is restricted but other origins', async () => {
    expect(await exposureFrom({})).toEqual({
      origins: [],
      proxies: [],
      rates: undefined,
      admission: { reads: {}, mutations: {}, arrivals: {} },
      operationTimeoutMs: undefined,
      documents: undefined,
      introspection: undefined,
    });
  });

  it('may be nothing in production, which counts requests and tells its schema to who runs it', async () => {
    expect(await exposureFrom(production)).toEqual({
      origins: [],
      proxies: [],
      rates: { reads: 600, mutations: 120, anonymous: 60 },
      admission: { reads: {}, mutations: {}, arrivals: {} },
      operationTimeoutMs: undefined,
      documents: undefined,
      introspection: ['administrator'],
    });
  });

  it('names origins, proxies, rates and roles', async () => {
    const env = {
      CORS_ORIGINS: 'https://tracker.example, http://localhost:5173',
      TRUSTED_PROXIES: '10.0.0.0/8 ::1 fc00::/7',
      RATE_LIMIT_MUTATIONS: '5',
      READS_AT_ONCE: '2',
      MUTATIONS_WAITING: '0',
      OPERATION_TIMEOUT: '5',
      INTROSPECTION_ROLES: 'auditor administrator',
    };
    expect(await exposureFrom(env)).toMatchObject({
      origins: ['https://tracker.example', 'http://localhost:5173'],
      proxies: ['10.0.0.0/8', '::1', 'fc00::/7'],
      rates: { reads: 600, mutations: 5, anonymous: 60 },
      admission: { reads: { atOnce: 2 }, mutations: { waiting: 0 } },
      operationTimeoutMs: 5_000,
      introspection: ['auditor', 'administrator'],
    });
    expect(await exposureFrom({ ...production, INTROSPECTION_ROLES: 'nobody' })).toMatchObject({ introspection: [] });
    expect((await exposureFrom({ ...production, INTROSPECTION_ROLES: 'everybody' })).introspection).toBeUndefined();
  });

  it.each<readonly [variable: string, value: string, message: string]>([
    ['CORS_ORIGINS', '*', '* is not an origin'],
    ['CORS_ORIGINS', 'https://tracker.example/', 'https://tracker.example/ is not an origin'],
    ['CORS_ORIGINS', 'http://tracker.example', 'http://tracker.example is not an origin'],
    ['CORS_ORIGINS', 'null', 'null is not an origin'],
    ['TRUSTED_PROXIES', 'proxy.example', 'proxy.example is neither an address nor a network'],
    ['TRUSTED_PROXIES', '10.0.0.0/33', '10.0.0.0/33 is neither'],
    ['TRUSTED_PROXIES', '0.0.0.0/0', '0.0.0.0/0 is wider than any network of one'],
    ['TRUSTED_PROXIES', '10.0.0.1 ::/0', '::/0 is wider than any'],
    ['TRUSTED_PROXIES', '0.0.0.0/1 128.0.0.0/1', '0.0.0.0/1 is wider than any'],
    ['TRUSTED_PROXIES', '2000::/3', '2000::/3 is wider than any'],
    ['TRUSTED_PROXIES', '::ffff:0.0.0.0/96', '::ffff:0.0.0.0/96 is wider than any'],
    ['RATE_LIMIT_READS', '0', '0 is not a number of requests a minute'],
    ['RATE_LIMIT_ANONYMOUS', '1e3', '1e3 is not a number of requests a minute'],
    ['READS_AT_ONCE', '0', '0 is not a number of requests, from 1 to 1000'],
    ['OPERATION_TIMEOUT', 'long', 'long is not a number of seconds, from 1 to 600'],
    ['INTROSPECTION_ROLES', 'leader', 'leader is none of talent-partner, auditor, board-member, administrator'],
    ['PERSISTED_DOCUMENTS', '/nowhere', '/nowhere cannot be used: ENOENT'],
  ])('is refused where %s is %s', async (variable, value, message) => {
    await expect(exposureFrom({ [variable]: value })).rejects.toThrow(`${variable}: ${message}`);
  });

  it('names a file of the only documents to answer, each under its hash', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'exposure-'));
    const path = join(folder, 'documents.json');
    await writeFile(path, JSON.stringify({ [hashOf('{ a }')]: '{ a }' }));
    expect((await exposureFrom({ PERSISTED_DOCUMENTS: path })).documents?.of({ query: '{ a }' })).toBe('{ a }');
    await writeFile(path, JSON.stringify({ [hashOf('{ b }')]: '{ a }' }));
    await expect(exposureFrom({ PERSISTED_DOCUMENTS: path })).rejects.toThrow('is not the SHA-256 of its document');
    await rm(folder, { recursive: true });
  });
});
