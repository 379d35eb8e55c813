import { randomBytes, randomUUID } from 'node:crypto';
import { cp, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApi } from '@app/api';
import { PATIENCE_MS, testDatabase, type TestDatabase } from '@app/database/testing';
import { eventStoreDbOptions, type Log, LOG } from '@app/event-store';
import { LocalMasterKey, MasterKey } from '@app/privacy';
import { createProjector } from '@app/projector';
import { OpenedTables } from '@app/read-model';
import { migrations } from '@app/tracker';
import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import supertest from 'supertest';
import { storeEnvironment } from '../support/store-environment.js';

/** Keys in a folder, as a key service would have them: asked for every time, and not there while the folder is elsewhere. */
class AskedEveryTime extends MasterKey {
  constructor(
    private readonly root: Uint8Array,
    private readonly folder: string,
  ) {
    super();
  }

  override create(): Promise<string> {
    return this.#folder().create();
  }
  override wrap(...args: Parameters<MasterKey['wrap']>): Promise<Uint8Array> {
    return this.#folder().wrap(...args);
  }
  override unwrap(...args: Parameters<MasterKey['unwrap']>): Promise<Uint8Array> {
    return this.#folder().unwrap(...args);
  }
  override destroy(kek: string): Promise<void> {
    return this.#folder().destroy(kek);
  }
  override sign(message: Uint8Array): Promise<Uint8Array> {
    return this.#folder().sign(message);
  }
  override verifyingKey(): Promise<string> {
    return this.#folder().verifyingKey();
  }

  #folder(): LocalMasterKey {
    return new LocalMasterKey(this.root, this.folder);
  }
}

const root = randomBytes(32);
let folder: string;
let database: TestDatabase;
let api: NestFastifyApplication;
let projector: INestApplicationContext;
let token: string;
let startApi: () => Promise<NestFastifyApplication>;
const keysOf = (process: 'api' | 'projector') => join(folder, process);
const goes = (process: 'api' | 'projector') => rename(keysOf(process), `${keysOf(process)}-away`);
const comes = (process: 'api' | 'projector') => rename(`${keysOf(process)}-away`, keysOf(process));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keys-'));
  database = await testDatabase(migrations);
  const common = {
    database: { url: database.url, ownerUrl: database.ownerUrl, connectTimeoutMs: PATIENCE_MS },
    eventStoreDb: eventStoreDbOptions(storeEnvironment()),
    logLevel: 'silent',
  };
  const dataDir = join(folder, 'data');
  startApi = () => createApi({ ...common, dataDir, production: false, masterKey: new AskedEveryTime(root, keysOf('api')) });
  // A first API makes the keys; the projector reaches the same service by another way; a second API knows nobody's key yet.
  api = await startApi();
  await api.listen(0, '127.0.0.1');
  token = (await readFile(join(dataDir, 'development-token'), 'utf8')).trim();
  await cp(keysOf('api'), keysOf('projector'), { recursive: true });
  projector = await createProjector({ ...common, masterKey: new AskedEveryTime(root, keysOf('projector')) });
  await register('Nia');
  await eventually(directory, (found) => found.length === 1);
  await api.close();
  api = await startApi();
  await api.listen(0, '127.0.0.1');
}, 600_000);
afterAll(async () => {
  await api.close();
  await projector.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function ask(query: string, variables: object = {}, headers: Readonly<Record<string, string>> = {}) {
  const { body } = await supertest(api.getHttpServer() as Server)
    .post('/graphql')
    .set({ authorization: `Bearer ${token}`, ...headers })
    .send({ query, variables });
  return body;
}
const register = (name: string, headers: Readonly<Record<string, string>> = {}) =>
  ask(
    'mutation ($input: RegisterLeaderInput!) { registerLeader(input: $input) { __typename ... on Recorded { id: recordedFor receipt { token } } } }',
    { input: { commandId: randomUUID(), legalName: `${name} Legal`, knownAs: name, sortName: name, language: 'CY', effectiveOn: '2020-01-01' } },
    headers,
  );
const directory = async (): Promise<string[]> =>
  (await ask('{ at { leaders(first: 10) { nodes { id } } } }')).data?.at?.leaders?.nodes.map(({ id }: { id: string }) => id) ?? [];
const leader = async (id: string) => (await ask('query ($id: ID!) { node(id: $id) { ... on Leader { id name { value state } } } }', { id })).data.node;

async function eventually<T>(look: () => Promise<T>, satisfies: (found: T) => boolean): Promise<T> {
  for (const deadline = Date.now() + 20_000; ; await sleep(50)) {
    const found = await look();
    if (satisfies(found)) return found;
    if (Date.now() > deadline) throw new Error(`still ${JSON.stringify(found)}`);
  }
}

it('a key service that is away makes writes refuse, reads say that values are locked, and the directory stand still; with it all goes on', async () => {
  const [nia = ''] = await directory();

  // Away from the worker: what is sealed is recorded and read as ever; the directory shows no blank in place of what it cannot open.
  await goes('projector');
  const { id: owain, receipt } = (await register('Owain')).data.registerLeader;
  const seen = await ask('query ($after: String!, $id: ID!) { at(after: $after) { position } node(id: $id) { ... on Leader { name { value state } } } }', { after: receipt.token, id: owain }); // prettier-ignore
  expect(seen.data.node).toEqual({ name: { value: 'Owain', state: 'OPEN' } });
  await sleep(1_000);
  const opened = projector.get(OpenedTables);
  const log = projector.get<Log>(LOG);
  expect(await directory()).toEqual([nia]);
  expect((await opened.position()) ?? -1n).toBeLessThan(await log.head());
  await expect(opened.recreate()).rejects.toThrow('the keys of personal values cannot be reached');
  expect(await directory()).toEqual([nia]);

  // Away from everybody: values are locked, which is neither erased nor withheld; all else is answered.
  await goes('api');
  expect(await leader(nia)).toEqual({ id: nia, name: { value: null, state: 'LOCKED' } });
  expect(await directory()).toEqual([nia]);
  // Writes say so in either language, and record nothing.
  const before = await log.head();
  const [english, welsh] = [await register('Cai'), await register('Cai', { 'accept-language': 'cy' })];
  for (const { data, errors } of [english, welsh]) {
    expect(data ?? null).toBeNull();
    expect(errors.map(({ extensions }: { extensions: { code: string } }) => extensions.code)).toEqual(['KEYS_UNAVAILABLE']);
  }
  expect(welsh.errors[0].message).not.toBe(english.errors[0].message);
  expect(await log.head()).toBe(before);
  // Nothing starts that could not tell a repeated command from another one.
  await expect(startApi()).rejects.toThrow('cannot be unwrapped');

  await Promise.all([comes('api'), comes('projector')]);
  await eventually(
    () => leader(nia),
    ({ name }) => name.state === 'OPEN',
  );
  expect(await eventually(directory, (found) => found.length === 2)).toEqual([nia, owain]);
  expect((await register('Cai')).data.registerLeader.__typename).toBe('Recorded');
  await opened.recreate();
  expect(await eventually(directory, (found) => found.length === 3)).toEqual(expect.arrayContaining([nia, owain]));
}, 600_000);
