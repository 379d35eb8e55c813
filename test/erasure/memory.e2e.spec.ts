import { testDatabase, type TestDatabase } from '@app/database/testing';
import { DevelopmentTokens } from '@app/development-provider';
import { SystemClock } from '@app/kernel';
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { storeEnvironment } from '../support/store-environment.js';
import { heldStrings } from './support/heap.js';

const NAME = 'Gwenhwyfar Quartermaine';
const EMAIL = 'gwenhwyfar.quartermaine@wales.example';

let database: TestDatabase;
let dataDir: string;
let product: ChildProcess;
let url: string;
let tokens: DevelopmentTokens;

beforeAll(async () => {
  database = await testDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'memory-'));
  product = fork('test/erasure/support/one-process.ts', {
    execArgv: ['--heap-snapshot-string-limit=100000', '--import', './test/support/typescript.register.js'],
    env: { PATH: process.env['PATH'], DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl, DATA_DIR: dataDir, ...storeEnvironment() },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  [url] = (await once(product, 'message')) as [string];
  tokens = await DevelopmentTokens.open(dataDir, new SystemClock());
}, 60_000);
afterAll(async () => {
  product.disconnect();
  await once(product, 'exit');
  await database.drop();
  await rm(dataDir, { recursive: true });
});

const administrator = randomUUID();
async function ask<Data>(query: string, variables: object, subject: string = administrator): Promise<Data> {
  const token = await tokens.issue(subject, { kind: 'person', claims: [{ role: 'administrator', scope: 'national' }] }, 600);
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: object };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}
async function record(name: string, input: object, subject?: string): Promise<string> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { outcome: ${name}(input: $input) { __typename ... on Recorded { id: recordedFor } ... on Refusal { code } } }`;
  const { outcome } = await ask<{ outcome: { id?: string; code?: string } }>(query, { input: { commandId: randomUUID(), ...input } }, subject);
  if (outcome.id === undefined) throw new Error(`${name}: ${String(outcome.code)}`);
  return outcome.id;
}
const PAGE = `query ($id: ID!) { at { leaders(first: 10, search: "Quartermaine") { nodes { id name { value } } } }
  node(id: $id) { ... on Leader { name { value } legalName { value } email { value } timeline(first: 100) { nodes { label { value } } } } } }`;

const found = async (id: string) => (await ask<{ at: { leaders: { nodes: object[] } } }>(PAGE, { id })).at.leaders.nodes.length;

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; !(await isSo().catch(() => false)); turn++) {
    if (turn > 200) throw new Error('it never was');
    await sleep(100);
  }
}

async function remembered(): Promise<readonly string[]> {
  const file = join(dataDir, `${randomUUID()}.heapsnapshot`);
  const written = once(product, 'message');
  product.send(file);
  await written;
  try {
    return await heldStrings(file, ['Gwenhwyfar', 'gwenhwyfar', 'Quartermaine', 'quartermaine', 'Rhiannedd']);
  } finally {
    await rm(file);
  }
}

it('somebody who was erased is in no process’s memory once it was told, and has collected what it let go of', async () => {
  const leaderId = await record('registerLeader', {
    legalName: NAME,
    knownAs: 'Gwenhwyfar Quartermaine',
    sortName: 'Quartermaine, Gwenhwyfar',
    email: EMAIL,
    language: 'EN',
  });
  await until(async () => (await found(leaderId)) === 1);
  for (let turn = 0; turn < 5; turn++) await found(leaderId);
  const erasureId = await record('requestErasure', { leaderId, ground: 'OBJECTION' });
  await record('decideErasure', { erasureId, approved: true }, randomUUID());
  const status = () => ask<{ node: { status: string } }>('query ($id: ID!) { node(id: $id) { ... on ErasureRequest { status } } }', { id: erasureId });
  await until(async () => (await status()).node.status === 'COMPLETED');
  // What is asked now is there, so whatever else were there would be found.
  await ask('{ at { leaders(first: 1, search: "Rhiannedd") { nodes { id } } } }', {});
  const held = await remembered();
  expect(held.filter((one) => one.includes('Rhiannedd'))).not.toEqual([]);
  expect(held.filter((one) => !one.includes('Rhiannedd'))).toEqual([]);
}, 600_000);
