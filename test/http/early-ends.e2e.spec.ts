/** @jest-environment node */
import 'reflect-metadata';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '@app/database';
import { seen } from './support/shelves.js';
import { run, type Running, type RunOptions } from './support/running.js';

let api: Running;
afterEach(() => api.stop());

const MANY = 1_000;
let count = 0;
const start = async (options: RunOptions = {}): Promise<void> => {
  const exposure = { admission: { reads: { atOnce: MANY, waiting: MANY } }, ...options.exposure };
  api = await run({ connections: { reading: 6, writing: 1, machinery: 1 }, ...options, exposure });
  for (const shelf of ['A', 'B']) for (const title of ['One', 'Two']) await api.shelve(shelf, `${title} on ${shelf}`);
};

const INNOCENT =
  '{ at { first: transaction(after: 0) second: transaction(after: 15) shelves { books(first: 2) { nodes { title note { value } sameTitle } } } } }';
/** Asks as others do meanwhile. @returns what of it failed, or was answered from more than one transaction */
async function innocent(): Promise<readonly unknown[]> {
  const { data, errors } = await api.ask(INNOCENT);
  if (errors.length > 0) return errors;
  const { first, second, shelves } = data.at;
  return first === second && shelves.length === 2 ? [] : [data];
}
const codes = ({ errors }: Awaited<ReturnType<Running['ask']>>) => [...new Set(errors.map(({ extensions }) => extensions?.code))];

/** Runs something over and over while others ask. @returns what went wrong for these */
async function amongOthers(ending: () => Promise<unknown>): Promise<readonly unknown[]> {
  const wrong: unknown[] = [];
  for (let round = 0; round < 6; round++) {
    const endings = Array.from({ length: 3 }, ending);
    const others = Array.from({ length: 6 }, () => innocent());
    wrong.push(...(await Promise.all(others)).flat());
    await Promise.all(endings);
  }
  return wrong;
}

async function running(what: string): Promise<number> {
  const { rows } = await api.database.database.query<{ running: number }>(
    "select count(*)::int as running from pg_stat_activity where datname = current_database() and state = 'active' and query like $1 and pid <> pg_backend_pid()",
    [`%${what}%`],
  );
  return rows[0]?.running ?? 0;
}

// What fails in somebody else’s transaction fails theirs with it: late statements are such here.
describe('an operation that ends early harms no other', () => {
  it('by an error in one branch, while others go on', async () => {
    await start();
    // What is compiled waits for all of its branches; what comes for the first time does not.
    const ending = () =>
      api.ask(`query Q${count++} { at { books(first: -1) { nodes { id } } a: breaks(after: 10) b: breaks(after: 25) c: breaks(after: 40) } }`);
    expect(await amongOthers(ending)).toEqual([]);
    expect(codes(await ending())).toContain('PAGE_SIZE');
  });

  it('by a part that is refused, which others outlive', async () => {
    await start();
    const ending = () => api.ask('{ node(id: "none") { id } at { a: transaction(after: 0) b: transaction(after: 20) } }');
    expect(await amongOthers(ending)).toEqual([]);
    const { data, errors } = await ending();
    expect([errors.length, data.at.a]).toEqual([1, data.at.b]);
  });

  it('by a client that hangs up', async () => {
    await start();
    const ending = async (asking = 'waits'): Promise<void> => {
      const { waiting } = seen;
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${api.token}` };
      const asked = request(`${api.url}/graphql`, { method: 'POST', headers, agent: false });
      asked.on('error', () => undefined).end(JSON.stringify({ query: `{ at { ${asking} a: breaks(after: 15) b: breaks(after: 30) c: breaks(after: 45) } }` }));
      while (asking === 'waits' && seen.waiting === waiting) await sleep(1);
      await sleep(5);
      asked.destroy();
    };
    expect(await amongOthers(() => ending())).toEqual([]);
    expect(await amongOthers(() => ending('takes(ms: 60000)'))).toEqual([]);
    while ((await running('pg_sleep')) > 0) await sleep(20);
  });

  it('by a statement that takes too long', async () => {
    await start({ statementTimeoutMs: 100 });
    const ending = () => api.ask('{ at { takes(ms: 5000) a: breaks(after: 20) b: breaks(after: 120) } }');
    expect(await amongOthers(ending)).toEqual([]);
    expect(codes(await api.ask('{ at { takes(ms: 5000) } }'))).toEqual(['TIMEOUT']);
  });

  it('by taking too long as a whole', async () => {
    await start({ exposure: { operationTimeoutMs: 250 } });
    const ending = () => api.ask('{ at { takes(ms: 60000) a: breaks(after: 5) b: breaks(after: 270) } }');
    const wrong = await amongOthers(ending);
    // What others asked may take as long where the machine is busy: they are told so, and nothing else.
    expect(wrong.filter((error) => (error as { extensions?: { code?: string } }).extensions?.code !== 'TIMEOUT')).toEqual([]);
    expect(codes(await ending())).toEqual(['TIMEOUT']);
    expect(await running('pg_sleep')).toBe(0);
  });

  it('by being over before there is a connection for it', async () => {
    await start({ connections: { reading: 1 }, exposure: { operationTimeoutMs: 250 } });
    const held = await api.app.get(Database, { strict: false }).of('reading').lend();
    expect(codes(await api.ask('{ at { asOf } }'))).toEqual(['TIMEOUT']);
    await held.giveBack(new Error('over'));
    expect(await innocent()).toEqual([]);
  });
});
