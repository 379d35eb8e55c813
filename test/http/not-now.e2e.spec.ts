import { once } from 'node:events';
import { connect } from 'node:net';
import { createApi } from '@app/api';
import { PATIENCE_MS } from '@app/database/testing';
import { StubIssuer } from '@app/identity/testing';
import { Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { startSystem, type System } from '../support/system.js';
import { type Wire, wireTo } from './support/wire.js';

let system: System;
let wire: Wire;
beforeAll(async () => {
  Logger.overrideLogger(false);
  system = await startSystem({ reach: async (url) => (wire = await wireTo(url)).url });
});
afterAll(async () => {
  await system.stop();
  await wire.close();
});

/** What is answered with 503 in each way that there is to ask. */
async function whenToRetry(url: string, token: string): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/graphql-response+json', 'content-type': 'application/json' };
  const asked = {
    query: await fetch(`${url}/graphql`, { method: 'POST', headers, body: '{"query":"{ at { position } }"}' }),
    purpose: await fetch(`${url}/graphql`, { method: 'POST', headers: { ...headers, purpose: 'AUDIT' }, body: '{"query":"{ at { position } }"}' }),
    subjectAccess: await fetch(`${url}/subject-access/${randomUUID()}.json`, { headers }),
    ready: await fetch(`${url}/health/ready`),
  };
  return Object.fromEntries(Object.entries(asked).map(([name, { status, headers: told }]) => [name, [status, told.get('retry-after')]]));
}
const IN_A_WHILE = [503, '5'];
const EVERYWHERE = { query: IN_A_WHILE, purpose: IN_A_WHILE, subjectAccess: IN_A_WHILE, ready: IN_A_WHILE };

describe('whoever is answered "not now" is told when to ask again', () => {
  it('while the database is away', async () => {
    wire.cut();
    expect(await whenToRetry(await system.api.getUrl(), system.token)).toEqual(EVERYWHERE);
    wire.mend();
  });

  it('while an issuer is', async () => {
    const stub = await StubIssuer.start();
    await stub.stop();
    const mapping = { subject: 'sub', require: [], service: [], userinfo: false, roles: [] };
    const signIn = { issuers: [{ issuer: stub.issuer, audiences: [StubIssuer.AUDIENCE], mapping }] };
    const api = await createApi({ ...system.options, dataDir: system.dataDir, production: true, signIn, logLevel: 'silent' });
    try {
      await api.listen(0, '127.0.0.1');
      expect(await whenToRetry(await api.getUrl(), await stub.issue({ sub: randomUUID() }))).toEqual(EVERYWHERE);
    } finally {
      await api.close();
    }
  });

  it('while the process stops, in their language', async () => {
    const database = { ...system.options.database, connectTimeoutMs: PATIENCE_MS };
    const api = await createApi({ ...system.options, database, dataDir: system.dataDir, production: false, logLevel: 'silent' });
    await api.listen(0, '127.0.0.1');
    const socket = connect(Number(new URL(await api.getUrl()).port), '127.0.0.1');
    // So long as a request is on its way, the process waits for it.
    socket.write('GET /health/live HTTP/1.1\r\nhost: x\r\naccept-language: cy\r\n');
    await new Promise((resolve) => setTimeout(resolve, 200));
    const closed = api.close();
    await new Promise((resolve) => setTimeout(resolve, 200));
    socket.write('\r\n');
    let said = '';
    socket.on('data', (part: Buffer) => (said += part.toString()));
    await once(socket, 'close');
    await closed;
    expect(said).toMatch(/^HTTP\/1.1 503 [^]*\r\nretry-after: 5\r\n[^]*"code":"STOPPING"/i);
    expect(said).toContain('Anfonwch y cais eto');
  });
});
