import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestDatabase } from '@app/database/testing';
import { testDatabase } from '@app/database/testing';
import type { Command, Receipt } from '@app/kernel';
import { ProcessRunner } from '@app/process-manager';
import { migrations, openInstallation, TrackerModule } from '@app/tracker';
import { CommandBus } from '@nestjs/cqrs';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { Acknowledgements } from '../load/acknowledgements.js';
import { GROUND, Journeys } from '../load/journeys.js';
import { commandSink } from '../load/sinks.js';
import { Place } from '../stage/place.js';
import { judge } from './judge.js';

const WRITERS = 2;
const COMMANDS = 60;

describe('the judge of what was acknowledged', () => {
  let test: TestDatabase;
  let place: Place;
  let owner: pg.Client;
  beforeAll(async () => {
    test = await testDatabase(migrations);
    owner = new pg.Client({ connectionString: test.ownerUrl });
    await owner.connect();
    const { url, ownerUrl } = test;
    place = Place.on(await Place.folder(), { url, ownerUrl, superuserUrl: ownerUrl, stop: () => test.drop() }, undefined);
    await write(place);
    await owner.query('alter table es.events disable trigger all; create table public.as_it_was as table es.events');
  });
  afterAll(async () => {
    await owner?.end();
    await place?.leave(false);
  });

  it('finds nothing where nothing is wrong', async () => {
    const { acknowledged, faults } = await judge(place);
    expect(acknowledged).toBeGreaterThan(COMMANDS);
    expect(faults).toEqual([]);
  });

  describe('finds in the log', () => {
    afterEach(() => owner.query('delete from es.events; insert into es.events table public.as_it_was'));

    const last = 'position = (select max(position) from es.events)';
    const offered = "type = 'PlaceOffered'";
    it.each([
      ['a hole', `delete from es.events where position = 9`, 'positions with holes'],
      ['a lost event', `delete from es.events where ${last}`, 'is lost'],
      ['an event in the place of another', `update es.events set revision = revision + 100 where ${last}`, 'revisions are not'],
      ['a moment before the last', `update es.events set recorded_at = recorded_at - interval '1 day' where position = 20`, 'time that runs backwards'],
      ['a command that nobody sent', `update es.events set command_id = gen_random_uuid() where ${last}`, 'nobody was told'],
      ['a command in two streams', `update es.events set command_id = (select command_id from es.events where position = 9) where ${last}`, 'recorded twice'],
      ['a place without an answer', `update es.events set meta = '{"actor":{"kind":"system"}}' where ${offered}`, 'answered by exactly one offer'],
      ['a place that nobody has', `update es.events set type = 'LeaderRegistered' where ${offered}`, 'the enrolment does not have'],
      ['a queue that nobody waits in', `update es.events set type = 'PlaceQueued' where type = 'PlaceHeld'`, 'waiting list who does not wait'],
      ['a place too many', `update es.events set data = jsonb_set(data::jsonb, '{cohortId}', '"x"')::json where type = 'PlaceReleased'`, 'more places given'],
    ])('%s', async (_what, tampering, fault) => {
      const { rowCount } = await owner.query(tampering);
      expect(rowCount).toBeGreaterThan(0);
      expect((await judge(place)).faults).toContainEqual(expect.stringContaining(fault));
    });
  });

  describe('finds in what was acknowledged', () => {
    let file: string;
    let asItWas: string;
    beforeAll(async () => {
      file = join(place.acknowledged, '0.tsv');
      asItWas = await readFile(file, 'utf8');
    });
    afterEach(() => writeFile(file, asItWas));

    const edited = (edit: (fields: string[]) => void) => (text: string) => {
      const lines = text.split('\n').map((line) => line.split('\t'));
      edit(lines[0] ?? []);
      return lines.map((fields) => fields.join('\t')).join('\n');
    };
    it.each([
      ['another revision', edited((fields) => (fields[5] = '7')), 'does not stand where its receipt says'],
      ['another token', edited((fields) => (fields[6] = 'log:1')), 'token stands for something else'],
      ['another order', edited((fields) => (fields[1] = '999')), 'another order'],
      ['a line too few', (text: string) => text.slice(text.indexOf('\n') + 1), 'nobody was told'],
      ['a refusal of what is in the log', edited((fields) => (fields[3] = 'REFUSED')), 'nobody was told'],
    ])('%s', async (_what, edit, fault) => {
      await writeFile(file, edit(asItWas));
      expect((await judge(place)).faults).toContainEqual(expect.stringContaining(fault));
    });

    it('nothing of a line that a killed writer did not finish', async () => {
      await appendFile(file, '0\t999\thalf');
      const resumed = new Acknowledgements(place.acknowledged, 0);
      resumed.close();
      expect(await readFile(file, 'utf8')).toBe(asItWas);
      expect(resumed.answered).toBe(COMMANDS);
    });
  });
});

/** A few journeys, carried out by the product in this process. */
async function write(place: Place): Promise<void> {
  const { options } = await openInstallation(place.environment, { share: true });
  const tracker = await NestFactory.createApplicationContext(TrackerModule.forRoot(options), { logger: false });
  const bus = tracker.get(CommandBus);
  const send = commandSink((command) => bus.execute<Command, Receipt>(command));
  const journeys = new Journeys('judged', WRITERS);
  const ground = new Acknowledgements(place.acknowledged, GROUND);
  for (const step of journeys.ground(COMMANDS)) ground.add(step.commandId, await send(step));
  const writers = Array.from({ length: WRITERS }, (_, writer) => new Acknowledgements(place.acknowledged, writer));
  for (let n = 0; n < COMMANDS; n++) {
    for (const [writer, file] of writers.entries()) {
      const step = journeys.step(writer, n);
      file.add(step.commandId, await send(step));
    }
    await tracker.get(ProcessRunner).settle();
  }
  for (const file of [ground, ...writers]) file.close();
  await tracker.close();
}
