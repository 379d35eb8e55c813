import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { createApi, type Exposure } from '@app/api';
import { PATIENCE_MS, testDatabase } from '@app/database/testing';
import type { DevelopmentClaims } from '@app/development-provider';
import { DevelopmentTokens, sampleAccount } from '@app/development-provider';
import { eventStoreDbOptions } from '@app/event-store';
import type { Principal, Role } from '@app/identity';
import { IdentityLinks } from '@app/identity';
import { Clock } from '@app/kernel';
import { LocalMasterKey } from '@app/privacy';
import { ProcessRunner } from '@app/process-manager';
import { createProjector } from '@app/projector';
import { migrateTracker, migrations, type TrackerOptions } from '@app/tracker';
import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PinoLogger } from 'nestjs-pino';
import supertest from 'supertest';
import { storeEnvironment } from './store-environment.js';

/** A clock that stands where it is put, and otherwise goes on from there. */
export class TestClock extends Clock {
  private offset = 0;

  override now(): Date {
    return new Date(Date.now() + this.offset);
  }

  standAt(moment: string): void {
    this.offset = Date.parse(moment) - Date.now();
  }
}

export interface Recorded {
  readonly __typename: 'Recorded';
  readonly id: string;
  readonly receipt: { readonly eventIds: string[]; readonly eventTypes: string[]; readonly stream: string; readonly revision: string; readonly token: string };
}
export interface Refusal {
  readonly __typename: 'Refusal';
  readonly code: string;
  readonly message: string;
  readonly field: string | null;
  readonly details: readonly { readonly name: string; readonly value: string; readonly number: number | null }[];
  readonly faults: readonly { readonly field: string; readonly message: string }[];
}
export type Outcome = Recorded | Refusal;

export interface Answer<Data> {
  readonly data: Data;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string; readonly field?: string } }[];
}

const OUTCOME =
  '__typename ... on Recorded { id: recordedFor receipt { eventIds eventTypes stream revision token } } ... on Refusal { code message field details { name value number } faults { field message } }';

/** The whole product on a database of its own, asked over HTTP like anyone would. */
export interface System {
  readonly api: NestFastifyApplication;
  readonly projector: INestApplicationContext;
  readonly clock: TestClock;
  readonly database: Awaited<ReturnType<typeof testDatabase>>;
  readonly token: string;
  /** What API and projector were made with: another process of the same installation is made with them too. */
  readonly options: TrackerOptions;
  /** Where the API keeps its development secrets. */
  readonly dataDir: string;
  /** One request; the language is English unless given. */
  ask<Data = Record<string, never>>(query: string, variables?: object, headers?: Record<string, string>): Promise<Answer<Data>>;
  /** The same product, asked by somebody else: somebody of one's own making, or the sample account of a role. */
  as(who: Principal | Role): Promise<System>;
  /** A token of the embedded provider: for a sample account by its role, or for a subject with whatever claims. Valid for an hour by the system's clock. */
  tokenFor(who: Role | (DevelopmentClaims & { readonly subject: string }), validForSeconds?: number): Promise<string>;
  /** One mutation by name, with a fresh command id unless the input has one. */
  mutate(name: string, input: object, headers?: Record<string, string>): Promise<Outcome>;
  /** The same, which must be recorded. @returns its id and receipt */
  record(name: string, input: object): Promise<Recorded>;
  /** Waits until process managers have handled everything recorded, and the read model shows it. */
  settled(): Promise<void>;
  /** Asks until the answer satisfies; fails with the last answer after half a minute. */
  eventually<Data>(ask: () => Promise<Data>, satisfies: (data: Data) => boolean): Promise<Data>;
  /** Stops its processes, and leaves what they stored: `again` starts others on it. */
  halt(): Promise<void>;
  stop(): Promise<void>;
}

export interface SystemOptions {
  /** How API and projector get to the database, where that is not directly. */
  readonly reach?: (url: string) => Promise<string>;
  /**
   * One connection of each kind, where nothing else is said: whoever takes a second while they hold a first waits for themselves, and their specification
   * fails.
   */
  readonly connections?: TrackerOptions['database']['connections'];
  readonly exposure?: Exposure;
  /** One that has halted, whose installation is started again as an operator would, by this release. */
  readonly again?: System;
}

/** What a specification asks at once waits, and is not turned away. */
const PATIENT: Exposure = { admission: { reads: { atOnce: 1_000, waiting: 1_000 }, mutations: { atOnce: 1_000, waiting: 1_000 }, patienceMs: 60_000 } };

export async function startSystem({
  reach,
  connections = { reading: 1, writing: 1, machinery: 2 },
  exposure = PATIENT,
  again,
}: SystemOptions = {}): Promise<System> {
  const database = again?.database ?? (await testDatabase(migrations));
  const dataDir = again?.dataDir ?? (await mkdtemp(join(tmpdir(), 'tracker-')));
  const clock = again?.clock ?? new TestClock();
  const eventStoreDb = eventStoreDbOptions(storeEnvironment());
  const options: TrackerOptions = again?.options ?? {
    database: {
      url: (await reach?.(database.url)) ?? database.url,
      ownerUrl: database.ownerUrl,
      connections,
      // Where a specification cuts the way to it, it is not to wait for long.
      connectTimeoutMs: reach ? PATIENCE_MS / 2 : PATIENCE_MS,
    },
    eventStoreDb,
    masterKey: new LocalMasterKey(randomBytes(32)),
    clock,
  };
  if (again) await migrateTracker(options.database);
  const projector = await createProjector({ ...options, logLevel: 'silent' });
  const api = await createApi({ ...options, dataDir, production: false, logLevel: 'silent', exposure });
  // The first application of a process decides how much all of them log.
  PinoLogger.root.level = 'silent';
  const token = (await readFile(join(dataDir, 'development-token'), 'utf8')).trim();
  await api.listen(0, '127.0.0.1');
  const http = supertest(api.getHttpServer());

  const tokens = await DevelopmentTokens.open(dataDir, clock);
  const tokenFor: System['tokenFor'] = (who, validForSeconds = 3_600) =>
    typeof who === 'string' ? tokens.issueFor(sampleAccount(who), validForSeconds) : tokens.issue(who.subject, who, validForSeconds);
  // Whom a specification makes up is who it says, without being linked to anybody first.
  const links = api.get(IdentityLinks, { strict: false });
  const recorded = links.personOf.bind(links);
  const madeUp = new Set<string>();
  links.personOf = (issuer, subject) => (madeUp.has(subject) ? Promise.resolve({ id: subject }) : recorded(issuer, subject));

  const asking = (bearer: string): Pick<System, 'token' | 'ask' | 'mutate' | 'record'> => {
    const ask: System['ask'] = async (query, variables = {}, headers = {}) => {
      const response = await http
        .post('/graphql')
        .set({ authorization: `Bearer ${bearer}`, ...headers })
        .send({ query, variables });
      return response.body;
    };
    const mutate: System['mutate'] = async (name, input, headers) => {
      const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
      const query = `mutation ($input: ${type}!) { outcome: ${name}(input: $input) { ${OUTCOME} } }`;
      const { data, errors } = await ask<{ outcome: Outcome }>(query, { input: { commandId: randomUUID(), ...input } }, headers);
      if (errors) throw new Error(`${name}: ${JSON.stringify(errors)}`);
      return data.outcome;
    };
    return {
      token: bearer,
      ask,
      mutate,
      async record(name, input) {
        const outcome = await mutate(name, input);
        if (outcome.__typename === 'Refusal') throw new Error(`${name} was refused: ${outcome.code} (${outcome.message})`);
        return outcome;
      },
    };
  };
  const administrator = asking(token);
  const { ask } = administrator;
  const eventually: System['eventually'] = async (asked, satisfies) => {
    for (const deadline = Date.now() + 30_000; ; await sleep(20)) {
      const answer = await asked();
      if (satisfies(answer)) return answer;
      if (Date.now() > deadline) throw new Error(`still ${inspect(answer, { depth: 10 })}`);
    }
  };
  const system: System = {
    api,
    options,
    projector,
    clock,
    database,
    dataDir,
    ...administrator,
    tokenFor,
    async as(who) {
      if (typeof who === 'string') return { ...system, ...asking(await tokenFor(who)) };
      const { actor, claims } = who;
      madeUp.add(actor.id);
      return { ...system, ...asking(await tokenFor({ subject: actor.id, kind: actor.kind === 'service' ? 'service' : 'person', claims })) };
    },
    async settled() {
      await projector.get(ProcessRunner).settle();
      await eventually(
        () => ask<{ at: { lag: number } }>('{ at { lag } }'),
        ({ data }) => Number(data.at.lag) === 0,
      );
    },
    eventually,
    async halt() {
      await api.close();
      await projector.close();
    },
    async stop() {
      await system.halt();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  await eventually(
    () => http.get('/health/ready').then(({ status, body }) => ({ status, body })),
    ({ status }) => status === 200,
  );
  return system;
}
