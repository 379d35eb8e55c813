/** @jest-environment node */
import 'reflect-metadata';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { testDatabase, type TestDatabase } from '@app/database/testing';
import { DevelopmentTokens } from '@app/development-provider';
import { SystemClock } from '@app/kernel';
import { migrations } from '@app/tracker';
import { Logger } from '@nestjs/common';
import { run } from '../http/support/running.js';
import { seen } from '../http/support/shelves.js';
import { type Wire, wireTo } from '../http/support/wire.js';
import { storeEnvironment } from '../support/store-environment.js';

// The product as it is deployed, each process by itself and as talkative as it can be, through a scenario with everything that can go wrong in
// it. Whatever is personal or secret in it holds a mark, and no line of any log may hold one; nor may an answer hold what is inside.

const MARK = 'Qxzwy';
const marked = (what: string) => `${MARK}${what}`;
const person = { legalName: marked('Legal'), knownAs: marked('Known'), sortName: marked('Sort'), email: `${marked('mail').toLowerCase()}@example.org` };
const masterKey = randomBytes(32).toString('base64');
const store = storeEnvironment();

let database: TestDatabase;
let wire: Wire;
let folder: string;
let api: ChildProcess;
let projector: ChildProcess;
let url = '';
let token: string;
let output = '';
const errors: string[] = [];

function started(program: string, env: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(process.execPath, ['--import', './test/support/typescript.register.js', program], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: wire.url,
      DATABASE_OWNER_URL: database.ownerUrl,
      DATA_DIR: folder,
      MASTER_KEY: masterKey,
      LOG_LEVEL: 'trace',
      PORT: '0',
      ...store,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => (output += part.toString()));
  return child;
}

beforeAll(async () => {
  database = await testDatabase(migrations);
  wire = await wireTo(database.url);
  folder = await mkdtemp(join(tmpdir(), 'logs-'));
  api = started('apps/api/src/main.ts', { RATE_LIMIT_ANONYMOUS: '5', RATE_LIMIT_READS: '100000' });
  projector = started('apps/projector/src/main.ts', {});
  while (!url) {
    if (api.exitCode !== null) throw new Error(output);
    await sleep(50);
    url = /listening on (http:\/\/[\d.:]+)/.exec(output)?.[1] ?? '';
  }
  token = (await readFile(join(folder, 'development-token'), 'utf8')).trim();
  while ((await fetch(`${url}/health/ready`)).status !== 200) await sleep(50);
}, 600_000);
afterAll(async () => {
  for (const child of [api, projector]) child.kill('SIGKILL');
  await wire.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

interface Reply {
  readonly text: string;
  readonly data: Record<string, { readonly __typename: string; readonly id: string; readonly code?: string }> | null;
  readonly codes: readonly (string | undefined)[];
}

async function ask(query: string, variables: object = {}, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      'user-agent': marked('Agent'),
      'x-forwarded-for': marked('Address'),
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  const { data, errors: found = [] } = JSON.parse(text) as { data?: Reply['data']; errors?: { extensions?: { code?: string } }[] };
  if (found.length > 0) errors.push(text);
  return { text, data: data ?? null, codes: found.map(({ extensions }) => extensions?.code) };
}
const mutate = (name: string, input: object, headers?: Readonly<Record<string, string>>) =>
  ask(
    `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { __typename ... on Recorded { id: recordedFor } ... on Refusal { code } } }`,
    { input: { commandId: randomUUID(), ...input } },
    headers,
  );
async function recorded(name: string, input: object): Promise<string> {
  const { data, text } = await mutate(name, input);
  const outcome = data?.[name];
  if (outcome?.__typename !== 'Recorded') throw new Error(text);
  return outcome.id;
}

it('no process writes anything personal or secret to its log, whatever happens, and no answer tells what is inside', async () => {
  // What goes well.
  const organisationId = await recorded('registerOrganisation', { code: 'trust', name: { en: 'Trust' }, sector: 'NHS', nation: 'WALES' });
  const leaderId = await recorded('registerLeader', { ...person, language: 'CY' });
  await recorded('startAssignment', { leaderId, organisationId, post: marked('Post'), wtePercent: 100, basis: 'SUBSTANTIVE' });
  for (let time = 0; time < 100; time += 1) {
    const { text } = await ask(`{ at { leaders(first: 5, search: "${MARK}") { nodes { name { value } email { value } } } } }`);
    if (text.includes(person.knownAs)) break;
    await sleep(50);
  }
  expect((await ask(`{ at { leaders(first: 5, search: "${MARK}") { nodes { name { value } } } } }`)).text).toContain(person.knownAs);

  // What is refused: by rules, by form, by the schema, for who asks and how often.
  const refusals = [
    await mutate('registerLeader', { ...person, legalName: marked('x'.repeat(300)), language: 'CY' }),
    await mutate('registerLeader', { ...person, language: marked('Language') }),
    await mutate('startAssignment', { leaderId, organisationId: randomUUID(), post: marked('Post'), wtePercent: 100, basis: 'SUBSTANTIVE' }),
    await ask(`{ ${marked('Field')} }`),
    await ask(`{ at(after: "${marked('Token')}") { asOf } }`),
    await ask('{ __typename }', {}, { authorization: `Bearer ${marked('.Bearer.')}` }),
    await ask('{ __typename }', {}, { authorization: `Basic ${Buffer.from(`${marked('User')}:${marked('Password')}`).toString('base64')}` }),
  ];
  for (const { data, codes } of refusals) expect(codes.length > 0 || Object.values(data ?? {}).some(({ __typename }) => __typename === 'Refusal')).toBe(true);
  for (let time = 0; time < 6; time += 1) await ask('{ __typename }', {}, { authorization: `Bearer ${marked('Again')}` });
  await fetch(`${url}/graphql?query={${marked('Query')}}&access_token=${token}`, { headers: { authorization: `Bearer ${token}` } });
  await fetch(`${url}/${marked('Path')}?name=${marked('Name')}`, { headers: { cookie: marked('Cookie') } });
  await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: `{ "${marked('Body')}`,
  });

  // What fails: a table that is not there, a database that is not.
  const [{ schema } = { schema: '' }] = (await database.database.query<{ schema: string }>("select schema from projection.read_model where status = 'active'"))
    .rows;
  await database.database.query(`alter table ${schema}.organisation rename to misplaced`);
  const defect = await ask('{ at { organisations(first: 1) { nodes { id } } } }');
  expect(defect.codes).toEqual(['INTERNAL']);
  await database.database.query(`alter table ${schema}.misplaced rename to organisation`);
  wire.cut();
  expect((await mutate('registerLeader', { ...person, language: 'CY' })).codes).toEqual([
    expect.stringMatching(/^(UNAVAILABLE|KEYS_UNAVAILABLE|OUTCOME_UNKNOWN)$/),
  ]);
  expect((await ask(`{ at { leaders(first: 5, search: "${MARK}") { nodes { name { value } } } } }`)).codes).toEqual(['UNAVAILABLE']);
  await sleep(1_500);
  wire.mend();
  while ((await fetch(`${url}/health/ready`)).status !== 200) await sleep(50);
  await recorded('registerLeader', { ...person, language: 'CY' });

  // What is done about it: everything of the person is made unreadable, by the worker, with a certificate.
  const erasureId = await recorded('requestErasure', { leaderId, ground: 'NO_LONGER_NECESSARY' });
  const second = await (
    await DevelopmentTokens.open(folder, new SystemClock())
  ).issue('second-administrator', { kind: 'person', claims: [{ role: 'administrator', scope: 'national' }] }, 3_600);
  const decision = await mutate('decideErasure', { erasureId, approved: true }, { authorization: `Bearer ${second}` });
  expect(decision.data?.['decideErasure']?.__typename).toBe('Recorded');
  const status = async () => (await ask('query ($id: ID!) { node(id: $id) { ... on ErasureRequest { status } } }', { id: erasureId })).text;
  for (let time = 0; time < 600 && !(await status()).includes('COMPLETED'); time += 1) await sleep(100);
  expect(await status()).toContain('COMPLETED');

  for (const child of [api, projector]) {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  }
  const lines = output.trim().split('\n');
  expect(lines.length).toBeGreaterThan(30);
  expect(lines.filter((line) => line.includes('"request"')).length).toBeGreaterThan(20);
  expect(lines.some((line) => line.includes('an operation failed'))).toBe(true);

  const password = new URL(database.url).password;
  const signingKey = (JSON.parse(await readFile(join(folder, 'signing-key.json'), 'utf8')) as { d?: string }).d ?? '';
  const secrets = [token, token.split('.')[2] ?? '', masterKey, database.url, wire.url, database.ownerUrl, password, signingKey].filter(
    (secret) => secret.length > 5,
  );
  expect(secrets.length).toBeGreaterThan(5);
  for (const line of lines) {
    expect(line.toLowerCase()).not.toContain(MARK.toLowerCase());
    for (const secret of secrets) if (line.includes(secret)) throw new Error(`a log line holds a secret: ${line}`);
    expect(line).not.toMatch(/postgres(?:ql)?:\/\/|Bearer |"authorization"|"headers"|"remoteAddress"/i);
  }
  // Beside what the caller has said themselves, an answer that reports an error says nothing of the inside, or of anybody.
  expect(errors.length).toBeGreaterThan(10);
  for (const text of errors) {
    expect(text).not.toMatch(/node_modules|\bat \S+ \(|\.[jt]s:\d+|\bes\.|\brm_\d|misplaced|pg_|ECONN|127\.0\.0\.1|relation "|"stack/i);
    for (const secret of secrets) expect(text).not.toContain(secret);
    for (const value of [person.knownAs, person.email]) expect(text).not.toContain(value);
  }
}, 600_000);

it('a value that the database refuses is in no log, though its error repeats it', async () => {
  const books = await run();
  const lines: string[] = [];
  const write = (...parts: unknown[]): void => void lines.push(parts.map((part) => JSON.stringify(part)).join(' '));
  Logger.overrideLogger({ log: write, error: write, warn: write, debug: write, verbose: write, fatal: write });
  try {
    seen.failure = Object.assign(new Error(`invalid input syntax for type date: "${marked('Born')}"`), { code: '22007', detail: marked('Detail') });
    expect((await books.ask('{ fails }')).errors.map(({ extensions }) => extensions?.code)).toEqual(['INTERNAL']);
    expect(lines.join('\n')).toContain('the database refused a value');
    expect(lines.join('\n')).not.toContain(MARK);
  } finally {
    Logger.overrideLogger(false);
    await books.stop();
  }
});
