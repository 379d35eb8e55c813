/** @jest-environment node */
import 'reflect-metadata';
import { DevelopmentTokens, sampleAccount } from '@app/development-provider';
import { SystemClock } from '@app/kernel';
import { IdentityLinks } from '@app/identity';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, run, type Running, SHELVE } from './support/running.js';
import { seen } from './support/shelves.js';

let api: Running;
beforeAll(async () => {
  api = await run({ connections: { reading: 8, writing: 1, machinery: 1 } });
  await api.shelve('A', 'One');
});
afterAll(() => api.stop());

const codeOf = ({ errors }: Answer) => errors[0]?.extensions?.code;
const shelving = (headers: Readonly<Record<string, string>>) =>
  api.ask(SHELVE, { input: { commandId: randomUUID(), shelf: 'A', title: 'Another', note: 'n' } }, headers);

describe('an account that asks for much at once', () => {
  it('waits for itself, and is told when to come back; others read and record, and the process is ready, as ever', async () => {
    const token = await (await DevelopmentTokens.open(api.dataDir, new SystemClock())).issueFor(sampleAccount('auditor'), 3_600);
    const other = { authorization: `Bearer ${token}` };
    let open: () => void = () => undefined;
    seen.gate = new Promise((resolve) => (open = resolve));
    seen.waiting = 0;

    const answered: Answer[] = [];
    const dear = Array.from({ length: 30 }, async (_, index) => {
      const answer = await api.ask('{ at { waits } }', {}, index % 2 === 0 ? {} : { 'accept-language': 'cy' });
      answered.push(answer);
      return answer;
    });
    // Four go ahead and twelve wait.
    while (answered.length < 14 || seen.waiting < 4) await sleep(5);

    const small = await Promise.all(
      Array.from({ length: 12 }, () => api.ask('{ at { position books(first: 1) { nodes { title note { state } } } } }', {}, other)),
    );
    expect(small.flatMap(({ errors }) => errors)).toEqual([]);
    expect((await fetch(`${api.url}/health/ready`)).status).toBe(200);
    for (const headers of [{}, other]) expect((await shelving(headers)).data.shelveBook.__typename).toBe('Recorded');
    expect([answered.length, seen.waiting]).toEqual([14, 4]);

    open();
    const all = await Promise.all(dear);
    const busy = all.filter(({ errors }) => errors.length > 0);
    expect(busy.map(codeOf)).toEqual(Array.from({ length: 14 }, () => 'BUSY'));
    expect(new Set(busy.map(({ errors }) => errors[0]?.message)).size).toBe(2);
    for (const { status, headers, errors, data } of busy) {
      expect([status, data]).toEqual([429, undefined]);
      expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(errors[0]?.extensions?.retryAfterMs).toBeGreaterThan(0);
    }
    expect(seen.waiting).toBe(16);
    expect(codeOf(await api.ask('{ at { position } }'))).toBeUndefined();
  });

  it('is counted by itself, whatever others are linked to the same record', async () => {
    const links = api.app.get(IdentityLinks, { strict: false });
    const personOf = links.personOf.bind(links);
    links.personOf = () => Promise.resolve({ id: 'd0000000-0000-4000-8000-00000000000a' });
    const token = await (await DevelopmentTokens.open(api.dataDir, new SystemClock())).issueFor(sampleAccount('auditor'), 3_600);
    let open: () => void = () => undefined;
    seen.gate = new Promise((resolve) => (open = resolve));
    seen.waiting = 0;
    // As many as may go ahead and wait.
    const dear = Array.from({ length: 16 }, () => api.ask('{ at { waits } }'));
    try {
      while (seen.waiting < 4) await sleep(5);
      expect(codeOf(await api.ask('{ at { position } }'))).toBe('BUSY');
      expect(codeOf(await api.ask('{ at { position } }', {}, { authorization: `Bearer ${token}` }))).toBeUndefined();
    } finally {
      open();
      await Promise.all(dear);
      links.personOf = personOf;
    }
  });
});
