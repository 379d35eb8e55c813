import { createProjector } from '@app/projector';
import { startSystem, type System } from '../support/system.js';

describe('with every projector gone', () => {
  let system: System;
  beforeAll(async () => (system = await startSystem()));
  afterAll(() => system.stop());

  const ready = async () => {
    const response = await fetch(`${await system.api.getUrl()}/health/ready`);
    const { details } = (await response.json()) as { details: { readers: { unattended?: readonly string[] } } };
    return { status: response.status, readers: details.readers };
  };
  const register = (code: string) =>
    system.record('registerOrganisation', { code, name: { en: code, cy: code }, sector: 'NHS', nation: 'WALES', effectiveOn: '2020-01-01' });

  it('readiness says that nobody is at work, also where nothing is recorded; reads and commands go on, and another projector makes it good', async () => {
    await register('before');
    await system.settled();
    const standby = await createProjector({ ...system.options, logLevel: 'silent' });
    await system.projector.close();
    // Taken over, and read on.
    await register('taken-over');
    const codes = async () => JSON.stringify((await system.ask('{ at { organisations(first: 10) { nodes { code } } } }')).data);
    await system.eventually(codes, (shown) => shown.includes('taken-over'));
    expect(await ready()).toEqual({ status: 200, readers: { status: 'up' } });

    await standby.close();
    const jobs = ['read-model', 'directory', ...(system.options.eventStoreDb ? ['mirror'] : []), 'process managers'];
    // One after the other is given up.
    const { status, readers } = await system.eventually(ready, (answer) => answer.readers.unattended?.length === jobs.length);
    expect(status).toBe(503);
    expect(readers).toEqual({
      status: 'down',
      unattended: jobs,
      message: `nobody is at work on ${jobs.join(', ')}: what is recorded is not seen there until a projector runs`,
    });
    await register('meanwhile');
    expect(await codes()).toContain('taken-over');

    const another = await createProjector({ ...system.options, logLevel: 'silent' });
    await system.eventually(ready, ({ status }) => status === 200);
    await system.eventually(codes, (shown) => shown.includes('meanwhile'));
    await another.close();
  });
});
