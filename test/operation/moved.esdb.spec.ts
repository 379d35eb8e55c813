import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createApi } from '@app/api';
import { DEVELOPMENT_ISSUER } from '@app/development-provider';
import { startSystem, type System } from '../support/system.js';

interface Told {
  readonly status: number;
  readonly body: {
    readonly data?: { readonly viewer?: object; readonly outcome?: object };
    readonly details?: { readonly eventStore: { readonly message?: string } };
  };
}

describe('a process that goes on after its history was copied from EventStoreDB', () => {
  let system: System;
  beforeAll(async () => (system = await startSystem()));
  afterAll(() => system.stop());

  async function copied(): Promise<string> {
    const { database, dataDir, options } = system;
    const child = spawn(
      process.execPath,
      // prettier-ignore
      ['--no-warnings', '--import', './test/support/typescript.register.js', 'apps/cli/src/main.ts', 'copy', '--from', 'eventstoredb', '--to', 'postgresql'],
      {
        env: {
          PATH: process.env['PATH'],
          DATA_DIR: dataDir,
          DATABASE_URL: database.url,
          DATABASE_OWNER_URL: database.ownerUrl,
          EVENTSTORE_CONNECTION_STRING: options.eventStoreDb?.connectionString,
          EVENTSTORE_STREAM_PREFIX: options.eventStoreDb?.prefix,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()));
    const [code] = (await once(child, 'close')) as unknown[];
    return `${String(code)}: ${said}`;
  }
  async function asked(url: string, token: string, query: string, variables: object = {}): Promise<Told> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
    return { status: response.status, body: (await response.json()) as Told['body'] };
  }

  it('knows who is linked to whom by what is recorded since, and records nothing', async () => {
    const register = () => system.record('registerLeader', { legalName: 'Ann Rees', sortName: 'Rees, Ann', language: 'EN', effectiveOn: '2020-01-01' });
    const [{ id: first }, { id: second }] = [await register(), await register()];
    const link = (leaderId: string, subject: string) => ({
      commandId: randomUUID(),
      leaderId,
      issuer: DEVELOPMENT_ISSUER,
      subject,
      reason: 'Seen with their badge.',
    });
    const [before, after] = [randomUUID(), randomUUID()];
    await system.record('linkIdentity', link(first, before));
    await system.settled();
    expect(await copied()).toMatch(/^0: [^]*The store is postgresql from now on/);

    const { eventStoreDb: _former, ...options } = system.options;
    const anew = await createApi({ ...options, dataDir: system.dataDir, production: false, logLevel: 'silent' });
    try {
      await anew.listen(0, '127.0.0.1');
      const linking = 'mutation ($input: LinkIdentityInput!) { outcome: linkIdentity(input: $input) { __typename ... on Refusal { code } } }';
      const [here, there] = [await system.api.getUrl(), await anew.getUrl()];
      expect((await asked(there, system.token, linking, { input: link(second, after) })).body.data?.outcome).toEqual({ __typename: 'Recorded' });

      for (const [subject, id] of [
        [before, first],
        [after, second],
      ] as const) {
        const token = await system.tokenFor({ subject, kind: 'person', claims: [] });
        expect((await asked(here, token, '{ viewer { leader { id } } }')).body.data?.viewer).toEqual({ leader: { id } });
      }
      const refused = await asked(here, system.token, linking, { input: link(first, randomUUID()) });
      expect(refused.body.data?.outcome).toEqual({ __typename: 'Refusal', code: 'STORE_MOVED' });
      const ready = await fetch(`${here}/health/ready`);
      const { details } = (await ready.json()) as Told['body'];
      expect([ready.status, details?.eventStore.message]).toEqual([503, expect.stringContaining('in PostgreSQL by now') as unknown]);
    } finally {
      await anew.close();
    }
  });
});
