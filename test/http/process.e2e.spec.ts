import { testDatabase, type TestDatabase } from '@app/database/testing';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { storeEnvironment } from '../support/store-environment.js';

// The API as it is deployed apart: its own process, told by its environment.
let database: TestDatabase;
let dataDir: string;
let api: ChildProcess;
let url: string;
let token: string;
let output = '';

beforeAll(async () => {
  database = await testDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'api-'));
  api = spawn(process.execPath, ['--import', './test/support/typescript.register.js', 'apps/api/src/main.ts'], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: database.url,
      DATABASE_OWNER_URL: database.ownerUrl,
      DATA_DIR: dataDir,
      PORT: '0',
      ...storeEnvironment(),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const listen = (part: Buffer): void => void (output += part.toString());
  api.stdout?.on('data', listen);
  api.stderr?.on('data', listen);
  while (!output.includes('listening on')) {
    if (api.exitCode !== null) throw new Error(output);
    await sleep(50);
  }
  url = /listening on (http:\/\/[\d.:]+)/.exec(output)?.[1] ?? '';
  token = (await readFile(join(dataDir, 'development-token'), 'utf8')).trim();
});
afterAll(async () => {
  api.kill('SIGKILL');
  await database.drop();
  await rm(dataDir, { recursive: true });
});

const ask = (query: string, variables: object) =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
const register = (fields: object) =>
  ask('mutation($input: RegisterLeaderInput!) { registerLeader(input: $input) { __typename ... on Recorded { receipt { token } } ... on Refusal { code } } }', {
    input: { commandId: randomUUID(), legalName: 'Unigryw Enw', sortName: 'Enw, Unigryw', language: 'CY', email: 'unigryw@example.org', ...fields },
  });

it('migrates, serves and logs a line of JSON for each request, without anybody’s name, address or token', async () => {
  expect(await (await register({})).json()).toMatchObject({ data: { registerLeader: { __typename: 'Recorded' } } });
  expect(await (await register({ legalName: `Unigryw${'x'.repeat(200)}` })).json()).toMatchObject({ data: { registerLeader: { code: 'INVALID_INPUT' } } });
  await fetch(`${url}/graphql?query={unigryw}&variables={"name":"Unigryw"}`, { headers: { authorization: `Bearer ${token}` } });
  await fetch(`${url}/unigryw?name=Unigryw`);
  await ask('{ at { unigryw: leaders(first: 1) { nodes { id } } } }', { name: 'Unigryw' });

  // A line is written once its answer has gone out.
  const lines = () =>
    output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ context }) => context === 'request');
  for (let time = 0; time < 50 && lines().length < 5; time += 1) await sleep(20);
  expect(lines()).toHaveLength(5);
  expect(output).not.toMatch(/unigryw/i);
  expect(output).not.toContain(token.slice(-20));
  expect(output).not.toMatch(/"headers"|"remoteAddress"|127\.0\.0\.1:(?!\d+")/);
});

it('answers what is under way when it is told to stop, and ends well', async () => {
  // Nothing is projected here, nor mirrored, so this waits before it is refused.
  const { data } = (await (await register({})).json()) as { data: { registerLeader: { receipt: { token: string } } } };
  const waiting = ask('query($after: String) { at(after: $after) { asOf } }', { after: data.registerLeader.receipt.token });
  await sleep(300);
  api.kill('SIGTERM');
  expect(await (await waiting).json()).toMatchObject({ errors: [{ extensions: { code: expect.stringMatching(/^(NOT_YET_PROJECTED|TOKEN_NOT_REACHED)$/) } }] });
  if (api.exitCode === null) await once(api, 'exit');
  expect(api.exitCode).toBe(0);
  await expect(fetch(`${url}/health/live`)).rejects.toThrow();
});
