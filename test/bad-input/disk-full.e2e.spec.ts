import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { startSystem, type System } from '../support/system.js';
import { INTERNALS, type Visitor, visitor } from './support/visitor.js';

let system: System;
let somebody: Visitor;
beforeAll(async () => {
  Logger.overrideLogger(false);
  system = await startSystem();
  somebody = await visitor(system);
});
afterAll(() => system.stop());

async function asOwner(statement: string): Promise<void> {
  const owner = new pg.Client({ connectionString: system.database.ownerUrl });
  await owner.connect();
  await owner.query(statement).finally(() => owner.end());
}
/** What PostgreSQL says where a file cannot grow. */
const FULL = `
  create function es.grow() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file "base/1/2": No space left on device' using errcode = 'disk_full'; end $$;
  create trigger grow before insert on es.events for each statement execute function es.grow()`;
const REGISTER = 'mutation ($input: RegisterOrganisationInput!) { registerOrganisation(input: $input) { __typename } }';
const ready = () => somebody.get('/health/ready', { authorization: '' });

it('a disk that is full keeps from showing what another store has recorded, until there is room', async () => {
  if (!system.options.eventStoreDb) return;
  const input = { commandId: randomUUID(), code: 'shown-late', name: { en: 'Late', cy: 'Hwyr' }, sector: 'NHS', nation: 'WALES' };
  const listed = async () => (await somebody.send({ query: '{ at { organisations(first: 50) { nodes { code } } } }' })).text.includes(input.code);
  await asOwner(FULL);
  expect((await somebody.send({ query: REGISTER, variables: { input } })).data).toEqual({ registerOrganisation: { __typename: 'Recorded' } });
  expect(await listed()).toBe(false);
  await asOwner('drop function es.grow cascade');
  await system.eventually(listed, (isListed) => isListed);
});

it('a disk that is full keeps from recording, which callers and readiness are told; what is read goes on, and the same command is recorded once there is room', async () => {
  // What another store records needs no room here.
  if (system.options.eventStoreDb) return;
  const input = { commandId: randomUUID(), code: 'late', name: { en: 'Late', cy: 'Hwyr' }, sector: 'NHS', nation: 'WALES' };
  await asOwner(FULL);
  for (const [language, words] of [
    ['en', /has no room left/],
    ['cy', /Nid oes lle ar ôl/],
  ] as const) {
    const { errors, text } = await somebody.send({ query: REGISTER, variables: { input } }, { 'accept-language': language });
    expect(errors).toMatchObject([{ message: expect.stringMatching(words) as unknown, extensions: { code: 'UNAVAILABLE', retryAfterMs: 5_000 } }]);
    expect(text).not.toMatch(INTERNALS);
  }
  const red = await ready();
  expect([red.status, red.text]).toEqual([503, expect.stringContaining('the disk of the database is full') as unknown]);
  expect(red.text).not.toMatch(INTERNALS);
  expect((await somebody.send({ query: '{ at { position } }' })).errors).toEqual([]);

  await asOwner('drop function es.grow cascade');
  expect((await somebody.send({ query: REGISTER, variables: { input } })).data).toEqual({ registerOrganisation: { __typename: 'Recorded' } });
  expect((await ready()).status).toBe(200);
});
