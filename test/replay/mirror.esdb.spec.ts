import { Mirror } from '@app/event-store';
import { Projector, ReadModel } from '@app/read-model';
import { Journeys } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';
import { askEverything } from './support/everything.js';
import { type Mixed, mixedJourney } from './support/mixed-journey.js';

describe('a history in EventStoreDB', () => {
  let system: System;
  let mixed: Mixed;

  beforeAll(async () => {
    system = await startSystem();
    mixed = await mixedJourney(system, await Journeys.prepare(system, { hours: { attendanceMinutes: 600, reflectionMinutes: 90 } }));
  }, 600_000);
  afterAll(() => system.stop());

  it('gives the same mirror again, from which the same read model follows: every answer, every checksum', async () => {
    const before = await askEverything(system, mixed);
    const checksum = await system.api.get(ReadModel, { strict: false }).checksum();
    await system.projector.close();

    const rebuilt = await system.api.get(Mirror, { strict: false }).rebuild();
    expect(rebuilt).toMatchObject({ difference: undefined, replaced: true, head: checksum.position });
    expect(rebuilt.after).toEqual(rebuilt.before);
    expect(await askEverything(system, mixed)).toEqual(before);

    await system.api.get(Projector, { strict: false }).rebuild();
    expect(await system.api.get(ReadModel, { strict: false }).checksum()).toEqual(checksum);
    expect(await askEverything(system, mixed)).toEqual(before);
  }, 600_000);
});
