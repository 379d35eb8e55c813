import { randomBytes, randomUUID } from 'node:crypto';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { testDatabase, type TestDatabase } from '@app/database/testing';
import { createProjector } from '@app/projector';
import { localMasterKey } from '@app/privacy';
import type { INestApplicationContext } from '@nestjs/common';
import { eventStoreDbOptions } from '@app/event-store';
import { storeEnvironment } from '../support/store-environment.js';

/** What a kill can lose: reads of so long, and what it takes to write them. */
const BOUND_MS = 2_000;

describe('an installation whose API is killed', () => {
  let database: TestDatabase;
  let dataDir: string;
  let projector: INestApplicationContext;
  const masterKey = randomBytes(32).toString('base64');
  const store = storeEnvironment();
  const running: ChildProcess[] = [];
  let requestId: string;

  beforeAll(async () => {
    database = await testDatabase();
    dataDir = await mkdtemp(join(tmpdir(), 'killed-'));
  });
  afterAll(async () => {
    for (const process of running) process.kill('SIGKILL');
    await projector?.close();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function startApi(): Promise<{ readonly process: ChildProcess; ask(query: string, variables?: object): Promise<{ data: never; errors?: unknown }> }> {
    const api = spawn(process.execPath, ['--import', './test/support/typescript.register.js', 'apps/api/src/main.ts'], {
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: database.url,
        DATABASE_OWNER_URL: database.ownerUrl,
        DATA_DIR: dataDir,
        MASTER_KEY: masterKey,
        PORT: '0',
        ...store,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.push(api);
    let output = '';
    const listen = (part: Buffer): void => void (output += part.toString());
    api.stdout?.on('data', listen);
    api.stderr?.on('data', listen);
    while (!output.includes('listening on')) {
      if (api.exitCode !== null) throw new Error(output);
      await sleep(50);
    }
    const url = /listening on (http:\/\/[\d.:]+)/.exec(output)?.[1] ?? '';
    const token = (await readFile(join(dataDir, 'development-token'), 'utf8')).trim();
    return {
      process: api,
      ask: async (query, variables = {}) => {
        const answer = await fetch(`${url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: JSON.stringify({ query, variables }),
        });
        return (await answer.json()) as { data: never; errors?: unknown };
      },
    };
  }

  const NAME = 'query ($id: ID!) { node(id: $id) { ... on Leader { name { value } } } }';
  const recorded = async () =>
    (
      await database.database.query<{ leader: string }>(
        `select leader from es.events, json_array_elements(data->'reads') r, json_array_elements_text(r->'leaderIds') leader where type = 'PersonalDataRead'`,
      )
    ).rows.map(({ leader }) => leader);

  it('loses no read that is older than the bound, and the next one records what it left', async () => {
    const first = await startApi();
    projector = await createProjector({
      database: { url: database.url, ownerUrl: database.ownerUrl },
      eventStoreDb: eventStoreDbOptions(store),
      masterKey: await localMasterKey({ dataDir, masterKey, production: false }),
      logLevel: 'silent',
    });
    const ids: string[] = [];
    for (let number = 0; number < 3; number++) {
      const { data } = await first.ask(
        'mutation ($input: RegisterLeaderInput!) { registerLeader(input: $input) { ... on Recorded { id: recordedFor receipt { token } } } }',
        {
          input: { commandId: randomUUID(), legalName: `Enw ${number}`, sortName: `Enw ${number}`, language: 'CY' },
        },
      );
      const { id, receipt } = (data as { registerLeader: { id: string; receipt: { token: string } } }).registerLeader;
      for (let turn = 0; turn < 50; turn++) {
        const { errors } = await first.ask('query ($after: String!) { at(after: $after) { position } }', { after: receipt.token });
        if (!errors) break;
        await sleep(200);
      }
      ids.push(id);
    }
    const uuidOf = (id: string | undefined) =>
      Buffer.from(id ?? '', 'base64url')
        .toString('latin1')
        .replace(/^.*:/, '');
    expect(await first.ask(NAME, { id: ids[0] })).toMatchObject({ data: { node: { name: { value: 'Enw 0' } } } });
    expect(await first.ask(NAME, { id: ids[1] })).toMatchObject({ data: { node: { name: { value: 'Enw 1' } } } });
    await sleep(BOUND_MS);
    first.process.kill('SIGKILL');
    await once(first.process, 'exit');
    expect(await recorded()).toEqual([]);

    const second = await startApi();
    for (let turn = 0; turn < 100 && (await recorded()).length < 2; turn++) await sleep(100);
    expect((await recorded()).sort()).toEqual([uuidOf(ids[0]), uuidOf(ids[1])].sort());

    const { data } = await second.ask(
      'mutation ($input: RequestSubjectAccessInput!) { requestSubjectAccess(input: $input) { ... on Recorded { id: recordedFor } } }',
      {
        input: { commandId: randomUUID(), leaderId: ids[0] },
      },
    );
    requestId = (data as { requestSubjectAccess: { id: string } }).requestSubjectAccess.id;

    // Told to stop, it loses nothing, however short before.
    await second.ask(NAME, { id: ids[2] });
    second.process.kill('SIGTERM');
    await once(second.process, 'exit');
    const { rows } = await database.database.query<{ leader: string }>('select leader_id as leader from audit.read_of_one where told_fields = 0');
    expect(rows.map(({ leader }) => leader)).toEqual([uuidOf(ids[2])]);
  });

  it('has an operator who writes the answer to a request, once', async () => {
    const out = join(dataDir, 'answer');
    const command = async (...args: string[]) => {
      const cli = spawn(process.execPath, ['--import', './test/support/typescript.register.js', 'apps/cli/src/main.ts', 'subject-access', 'export', ...args], {
        env: {
          PATH: process.env['PATH'],
          DATABASE_URL: database.url,
          DATABASE_OWNER_URL: database.ownerUrl,
          DATA_DIR: dataDir,
          MASTER_KEY: masterKey,
          ...store,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      running.push(cli);
      let output = '';
      for (const stream of [cli.stdout, cli.stderr]) stream?.on('data', (part: Buffer) => void (output += part.toString()));
      const [code] = (await once(cli, 'exit')) as [number];
      return { code, output };
    };
    const made = await command('--request', requestId, '--out', out);
    expect(made).toMatchObject({ code: 0 });
    expect(made.output).toMatch(/^Recorded as done by [0-9a-f-]{36}/m);
    const [html, json] = made.output.split('\n').filter((line) => line.startsWith(out));
    const page = await readFile(html ?? '', 'utf8');
    expect(page).toContain('<html lang="cy">');
    expect(page).toContain('Enw 0');
    expect(page).not.toContain('Enw 1');
    const { held } = JSON.parse(await readFile(json ?? '', 'utf8')) as { held: { type: string }[] };
    expect(held.map(({ type }) => type)).toEqual(expect.arrayContaining(['Leader', 'LeaderRegistered', 'PersonalDataRead', 'SubjectAccessRequested']));
    // What is there is not overwritten.
    const again = await command('--request', requestId, '--out', out);
    expect(again).toMatchObject({ code: 1, output: expect.stringContaining('EEXIST') as string });
  });
});
