/** @jest-environment node */
import 'reflect-metadata';
import { DevelopmentTokens, sampleAccount } from '@app/development-provider';
import { Tokens } from '@app/identity';
import { SystemClock } from '@app/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import { run, type Running } from '../http/support/running.js';

const [AT_ONCE, WAITING] = [3, 5];
let api: Running;
beforeAll(async () => {
  api = await run({ exposure: { proxies: ['127.0.0.1'], admission: { arrivals: { atOnce: AT_ONCE, waiting: WAITING } } } });
});
afterAll(() => api.stop());

describe('many who ask at once from one address, and of whom it is not known who they are', () => {
  it('are told apart few at a time; other addresses, who is known and whoever looks whether the process is ready wait for none of them', async () => {
    const tokens = api.app.get(Tokens, { strict: false });
    const verify = tokens.verify.bind(tokens);
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    let [inside, most] = [0, 0];
    tokens.verify = async (authorization) => {
      if (!authorization?.endsWith('.bad')) return verify(authorization);
      most = Math.max(most, ++inside);
      await gate;
      inside--;
      return verify(authorization);
    };
    const from = (address: string, authorization = `Bearer ${api.token}`) => ({ 'x-forwarded-for': address, authorization });
    const asked = (headers: Readonly<Record<string, string>>) => api.ask('{ viewer { id } }', {}, headers);
    expect((await asked(from('203.0.113.1'))).status).toBe(200);

    const answered: number[] = [];
    const bad = Array.from({ length: 12 }, async (_, index) => {
      const { status, headers } = await fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...from('203.0.113.1', `Bearer ${index}.bad`) },
        body: '{"query":"{ __typename }"}',
      });
      if (status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      answered.push(status);
    });
    try {
      while (inside < AT_ONCE || answered.length < 12 - AT_ONCE - WAITING) await sleep(5);
      expect(answered).toEqual(Array.from({ length: 12 - AT_ONCE - WAITING }, () => 429));
      expect((await asked(from('203.0.113.1'))).status).toBe(200);
      const other = await (await DevelopmentTokens.open(api.dataDir, new SystemClock())).issueFor(sampleAccount('auditor'), 3_600);
      expect((await asked(from('203.0.113.2', `Bearer ${other}`))).status).toBe(200);
      expect((await fetch(`${api.url}/health/ready`, { headers: { 'x-forwarded-for': '203.0.113.1' } })).status).toBe(200);
    } finally {
      open();
      await Promise.all(bad);
    }
    expect(answered.filter((status) => status === 401)).toHaveLength(AT_ONCE + WAITING);
    expect(most).toBe(AT_ONCE);
  });
});
