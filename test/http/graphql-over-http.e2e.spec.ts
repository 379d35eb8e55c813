/** @jest-environment node */
import 'reflect-metadata';
import { auditServer } from 'graphql-http';
import { run, type Running } from './support/running.js';

let api: Running;
beforeAll(async () => (api = await run()));
afterAll(() => api.stop());

// A document is interpreted the first time it comes and compiled the second: both must answer alike.
it.each(['interpreted', 'compiled', 'compiled before'])('all 61 audits of GraphQL over HTTP pass, documents %s', async () => {
  const results = await auditServer({
    url: `${api.url}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) => fetch(url, { ...init, headers: { ...init.headers, authorization: `Bearer ${api.token}` } }),
  });
  expect(results.filter(({ status }) => status !== 'ok').map((result) => [result.name, 'reason' in result ? result.reason : ''])).toEqual([]);
  expect(results).toHaveLength(61);
});
