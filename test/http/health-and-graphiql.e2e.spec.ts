/** @jest-environment node */
import 'reflect-metadata';
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery, printSchema } from 'graphql';
import { access } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { TestClock } from '../support/system.js';
import { run, type Running } from './support/running.js';

let api: Running;
beforeAll(async () => (api = await run()));
afterAll(() => api.stop());

/** As `fetch` never would: under another name. */
function under(host: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(api.url);
    request({ host: '127.0.0.1', port, path, headers: { host } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part)).on('end', () => resolve(text)); // prettier-ignore
    })
      .on('error', reject)
      .end();
  });
}

describe('health', () => {
  it('is live, and ready with the position and the lag', async () => {
    await api.shelve('A', 'A title');
    expect(await (await fetch(`${api.url}/health/live`)).json()).toEqual({ status: 'ok' });
    const ready = await fetch(`${api.url}/health/ready`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({
      status: 'ok',
      details: { readModel: { status: 'up', position: '1', head: '1', lag: '0', rebuilding: false }, readers: { status: 'up' } },
    });
  });
});

describe('a clock that was ahead', () => {
  it('is told of, in readiness and at every moment, for as long as what is recorded is stamped ahead', async () => {
    const clock = new TestClock();
    const set = await run({ clock });
    const told = async () => {
      const { status, details } = (await (await fetch(`${set.url}/health/ready`)).json()) as { status: string; details: { clock: object } };
      const { data } = await set.ask('{ at { stampedAheadSeconds } }');
      return { status, clock: details.clock, at: data.at.stampedAheadSeconds as unknown };
    };
    try {
      expect(await told()).toEqual({ status: 'ok', clock: { status: 'up', stampedAheadSeconds: 0 }, at: 0 });
      await set.shelve('A', 'A title');
      expect(await told()).toEqual({ status: 'ok', clock: { status: 'up', stampedAheadSeconds: 0 }, at: 0 });
      clock.standAt(new Date(Date.now() - 7_200_000).toISOString());
      const { status, clock: standing, at } = await told();
      expect(status).toBe('ok');
      expect(standing).toEqual({
        status: 'up',
        stampedAheadSeconds: expect.any(Number),
        message: expect.stringMatching(/^what is recorded is stamped \d+ seconds ahead/),
      });
      expect(at).toBeGreaterThan(7_000);
      expect(at).toBeLessThanOrEqual(7_200);
    } finally {
      await set.stop();
    }
  });
});

describe('GraphiQL', () => {
  it('is a page whose every part this server holds', async () => {
    const page = await fetch(`${api.url}/graphiql`);
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).not.toMatch(/https?:/);
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self';/);
    const parts = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path);
    expect(parts).toHaveLength(5);
    for (const part of parts) {
      const response = await fetch(`${api.url}${part}`);
      expect([part, response.status, (await response.text()) !== '']).toEqual([part, 200, true]);
    }
  });

  it('has no token in it, whoever asks', async () => {
    for (const host of ['127.0.0.1:3000', 'localhost:3000', 'elsewhere.example:3000']) expect(await under(host, '/graphiql')).not.toMatch(/Bearer|eyJ/);
  });

  it('can ask for the whole schema', async () => {
    const query = getIntrospectionQuery({ inputValueDeprecation: true, schemaDescription: true, specifiedByUrl: true });
    for (let time = 0; time < 3; time += 1) {
      const { data, errors } = await api.ask(query);
      expect(errors).toEqual([]);
      expect(printSchema(buildClientSchema(data as IntrospectionQuery))).toContain('type Moment implements Node {');
    }
  });

  it('gives away nothing else', async () => {
    for (const path of ['package.json', '..%2f..%2fpackage.json', 'constructor', '__proto__'])
      expect((await fetch(`${api.url}/graphiql/assets/${path}`)).status).toBe(404);
  });
});

it('an address that leads nowhere is answered as such, without internals', async () => {
  const answer = await fetch(`${api.url}/nowhere?name=x`);
  expect(answer.status).toBe(404);
  expect(await answer.text()).not.toMatch(/node_modules|at \w+ \(/);
});

it('in production there are no sample accounts', async () => {
  const production = await run({ production: true });
  try {
    expect(await (await fetch(`${production.url}/graphiql`)).text()).not.toMatch(/Bearer|oidc/);
    expect((await fetch(`${production.url}/oidc/.well-known/openid-configuration`)).status).toBe(404);
    await expect(access(join(production.dataDir, 'development-token'))).rejects.toMatchObject({ code: 'ENOENT' });
  } finally {
    await production.stop();
  }
});
