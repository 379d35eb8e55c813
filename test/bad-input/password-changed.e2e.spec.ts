import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Embedded, startEmbedded } from '@app/database';
import { Logger } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { startSystem, type System } from '../support/system.js';
import { INTERNALS, type Visitor, visitor } from './support/visitor.js';

/** A PostgreSQL of its own: every other specification’s role has the same password. */
let cluster: Embedded;
let folder: string;
let system: System;
let somebody: Visitor;
let itself: pg.Client;
const logged: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'password-'));
  cluster = await startEmbedded(folder);
  [process.env['TEST_DATABASE_URL'], process.env['TEST_DATABASE_OWNER_URL']] = [cluster.url, cluster.ownerUrl];
  system = await startSystem({ connections: {} });
  const listener = (...parts: unknown[]) => void logged.push(parts.map(String).join(' '));
  Logger.overrideLogger({ log: listener, warn: listener, error: listener });
  somebody = await visitor(system);
  itself = new pg.Client({ connectionString: cluster.url });
  await itself.connect();
});
afterAll(async () => {
  await itself.end();
  await system.stop();
  await cluster.stop();
  await rm(folder, { recursive: true });
});

const changeTo = (password: string) => itself.query(`alter role tracker_app password ${pg.escapeLiteral(password)}`);
const hangUp = () => itself.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = current_user and pid <> pg_backend_pid()');
const ready = () => somebody.get('/health/ready', { authorization: '' });

it('a password that is changed under a running process is named as what it is, and all comes back by itself once it is changed back', async () => {
  const query = { query: '{ at { position } }' };
  expect((await somebody.send(query)).errors).toEqual([]);
  await changeTo(randomBytes(12).toString('hex'));
  await hangUp();

  // At first it may only be known that connections were lost.
  const red = await system.eventually(
    ready,
    ({ status, text }) => status === 503 && text.includes('the database does not accept the password of DATABASE_URL any more'),
  );
  expect(red.headers.get('retry-after')).toBe('5');
  expect(red.text).not.toMatch(INTERNALS);
  for (const [language, words] of [
    ['en', /does not let it in/],
    ['cy', /yn ei adael i mewn/],
  ] as const) {
    const [error] = (await somebody.send(query, { 'accept-language': language })).errors;
    expect([error?.extensions, error?.message]).toEqual([{ code: 'UNAVAILABLE', retryAfterMs: 5_000 }, expect.stringMatching(words) as unknown]);
  }
  // Once for each of the two processes that found it out by the way, whoever asks.
  const said = logged.filter((line) => /^the database does not accept the password.* Database$/.test(line));
  expect([1, 2]).toContain(said.length);
  expect(logged.join('\n')).not.toContain(decodeURIComponent(new URL(cluster.url).password));

  await changeTo(decodeURIComponent(new URL(cluster.url).password));
  await system.eventually(ready, ({ status }) => status === 200);
  expect(logged.filter((line) => line.includes('lets this process in again')).length).toBeGreaterThan(0);
  expect((await somebody.send(query)).errors).toEqual([]);
  await system.record('registerOrganisation', { code: 'back', name: { en: 'Back', cy: 'Nôl' }, sector: 'NHS', nation: 'WALES', effectiveOn: '2020-01-01' });
  await system.settled();
});
