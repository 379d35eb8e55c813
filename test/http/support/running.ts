// First of all: the product lists what can be refused when it is loaded.
import { ShelvesGraphqlModule, ShelvesModule } from './shelves.js';
import { createApi, type Exposure, type Timeouts } from '@app/api';
import type { DatabaseConfig } from '@app/database';
import { PATIENCE_MS, testDatabase, type TestDatabase } from '@app/database/testing';
import { eventStoreMigrations } from '@app/event-store';
import type { SignInConfig } from '@app/identity';
import type { Clock } from '@app/kernel';
import { SystemClock } from '@app/kernel';
import { LocalMasterKey, privacyMigrations } from '@app/privacy';
import { Projector, ReadModel, readModelMigrations } from '@app/read-model';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Wire, wireTo } from './wire.js';

export interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly field?: string; readonly reference?: string; readonly retryAfterMs?: number };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- its shape is the query's, which each specification knows
  readonly errors: readonly GraphqlError[];
  readonly extensions: { readonly cost?: { readonly requested: number; readonly limit: number } };
}

/** The API over books, listening, with a database of its own and a projector that can be made to pause. */
export interface Running {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly token: string;
  readonly dataDir: string;
  readonly database: TestDatabase;
  /** Between the API and its database. */
  readonly wire: Wire;
  /** A request as a client sends it: as JSON, by POST, with the development token. */
  send(body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  ask(query: string, variables?: object, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Shelves a book and waits until it can be read. */
  shelve(shelf: string, title: string, more?: object): Promise<{ id: string; token: string }>;
  pause(): Promise<void>;
  resume(): void;
  stop(): Promise<void>;
}

export const SHELVE = `mutation Shelve($input: ShelveBookInput!) {
  shelveBook(input: $input) { __typename ... on Recorded { id: recordedFor receipt { eventIds stream revision token } } ... on Refusal { code message field details { name value number } faults { field } } }
}`;

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const { data, errors = [], extensions = {} } = text.startsWith('{') ? (JSON.parse(text) as Partial<Answer>) : {};
  return { status: response.status, headers: response.headers, text, data, errors, extensions };
}

/** An identity provider that nobody asks anything. */
const ELSEWHERE: SignInConfig = {
  issuers: [{ issuer: 'https://issuer.invalid', audiences: ['tracker'], mapping: { subject: 'sub', require: [], service: [], userinfo: false, roles: [] } }],
};

export interface RunOptions {
  readonly production?: boolean;
  /** Default: the API's own identity provider, elsewhere in production. */
  readonly signIn?: SignInConfig;
  readonly clock?: Clock;
  readonly exposure?: Exposure;
  readonly connections?: DatabaseConfig['connections'];
  readonly statementTimeoutMs?: number;
  readonly timeouts?: Timeouts;
}

export async function run({
  production = false,
  signIn = production ? ELSEWHERE : undefined,
  clock = new SystemClock(),
  exposure,
  connections = { reading: 6 },
  statementTimeoutMs,
  timeouts,
}: RunOptions = {}): Promise<Running> {
  const database = await testDatabase([...eventStoreMigrations, ...privacyMigrations, ...readModelMigrations]);
  const dataDir = await mkdtemp(join(tmpdir(), 'api-'));
  const wire = await wireTo(database.url);
  const base = {
    database: { url: wire.url, connections, connectTimeoutMs: PATIENCE_MS },
    masterKey: new LocalMasterKey(randomBytes(32)),
    clock,
    statementTimeoutMs,
  };
  const release = async (): Promise<void> => {
    await wire.close();
    await database.drop();
    await rm(dataDir, { recursive: true });
  };
  const app = await createApi({
    ...base,
    dataDir,
    production,
    signIn,
    exposure,
    timeouts,
    logLevel: 'silent',
    tracker: ShelvesModule.forRoot(base),
    graphqlModules: [ShelvesGraphqlModule],
  }).catch(async (error: unknown) => {
    // What listens for an API that did not start would keep the process for ever.
    await release();
    throw error;
  });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const token = signIn ? '' : (await readFile(join(dataDir, 'development-token'), 'utf8')).trim();

  let projecting: { readonly end: AbortController; readonly ended: Promise<void> } | undefined;
  const resume = (): void => {
    const end = new AbortController();
    projecting ??= { end, ended: app.get(Projector, { strict: false }).run(end.signal) };
  };
  const pause = async (): Promise<void> => {
    projecting?.end.abort();
    await projecting?.ended;
    projecting = undefined;
  };
  resume();
  while (!(await app.get(ReadModel, { strict: false }).status()).ready) await sleep(20);

  const send: Running['send'] = async (body, headers = {}) =>
    answerOf(
      await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
  const ask: Running['ask'] = (query, variables, headers) => send({ query, variables }, headers);
  return {
    app,
    url,
    token,
    dataDir,
    database,
    wire,
    send,
    ask,
    pause,
    resume,
    async shelve(shelf, title, more = {}) {
      const { data } = await ask(SHELVE, { input: { commandId: randomUUID(), shelf, title, note: `Note on ${title}`, ...more } });
      const { id, receipt } = data.shelveBook;
      // Asked once, it is waited for two seconds at most: a projector that has lost its database takes longer to come back.
      while ((await ask('query($after: String!) { at(after: $after) { position } }', { after: receipt.token })).errors.length > 0);
      return { id, token: receipt.token };
    },
    async stop() {
      await pause();
      await app.close();
      await release();
    },
  };
}
