// The least that does the same: an append that notifies, a projection of one table that listens, and a handler each for writing and reading.
// Run twice, as API and as worker, since the product's are processes of their own as well.
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import pg from 'pg';

const { DATABASE_URL: connectionString = '', ROLE: role } = process.env;

const TABLES = `
  create table head (position bigint not null); insert into head values (0);
  create table event (position bigint primary key, id uuid not null unique, type text not null, data json not null, recorded_at timestamptz not null);
  create table organisation (id uuid primary key, code text not null, name_en text not null, sector text not null, nation text not null);
  create index on organisation (code);
  create table checkpoint (position bigint not null); insert into checkpoint values (0)`;

const APPEND = {
  name: 'append',
  text: `with moved as (update head set position = position + 1 returning position),
      added as (insert into event select position, $1, $2, $3, clock_timestamp() from moved returning position)
    select position::text, pg_notify('head', position::text) from added`,
};
const EVENTS = { name: 'events', text: 'select position::text, data from event where position > $1 order by position limit 1000' };
const PROJECT = {
  name: 'project',
  text: `with moved as (update checkpoint set position = $2), put as (
      insert into organisation select * from json_to_recordset($1) as o (id uuid, code text, name_en text, sector text, nation text)
      on conflict (id) do update set code = excluded.code, name_en = excluded.name_en, sector = excluded.sector, nation = excluded.nation
    ) select pg_notify('projected', $2::text)`,
};
const FIND = { name: 'find', text: 'select id, name_en from organisation where code = $1' };

/** Calls back with every position that a channel announces. */
async function listen(channel: string, announced: (position: number) => void): Promise<void> {
  const listener = new pg.Client({ connectionString });
  await listener.connect();
  listener.on('notification', ({ payload }) => announced(Number(payload)));
  await listener.query(`listen ${channel}`);
}

async function api(): Promise<number> {
  const pool = new pg.Pool({ connectionString });
  let projected = 0;
  let waiting: (() => void)[] = [];
  await listen('projected', (position) => {
    projected = position;
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  });
  const server = fastify();
  server.post<{ Body: { id: string } }>('/organisations', async ({ body: { id, ...data } }) => {
    const { rows } = await pool.query<{ position: string }>({ ...APPEND, values: [id, 'OrganisationRegistered', { id, ...data }] });
    return { token: rows[0]?.position };
  });
  server.get<{ Querystring: { code: string; after: string } }>('/organisations', async ({ query: { code, after } }) => {
    while (projected < Number(after)) await new Promise<void>((resolve) => waiting.push(resolve));
    const { rows } = await pool.query({ ...FIND, values: [code] });
    return { nodes: rows };
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  return (server.server.address() as AddressInfo).port;
}

async function worker(): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(`${TABLES}; set synchronous_commit = off`);
  let position = 0;
  let head = 0;
  let working = false;
  const project = async (): Promise<void> => {
    if (working) return;
    working = true;
    while (position < head) {
      const { rows } = await client.query<{ position: string; data: object }>({ ...EVENTS, values: [position] });
      position = Number(rows.at(-1)?.position ?? position);
      await client.query({ ...PROJECT, values: [JSON.stringify(rows.map(({ data }) => data)), position] });
    }
    working = false;
  };
  await listen('head', (announced) => {
    head = Math.max(head, announced);
    void project();
  });
}

const port = role === 'api' ? await api() : await worker();
process.once('SIGTERM', () => process.exit(0));
process.once('disconnect', () => process.exit(0));
process.send?.({ port });
