import { setBack } from '@app/event-store/testing';
import { createProjector } from '@app/projector';
import { startSystem, type System } from '../support/system.js';

describe('a log that was restored from an older backup, beside a read model that is ahead of it', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem();
  });
  afterAll(() => system.stop());

  it('answers nothing from the history that is gone, and says so in readiness, until the read model is built anew', async () => {
    await system.settled();
    const query = '{ at { organisations(first: 50) { nodes { code } } } }';
    const register = (code: string) =>
      system.record('registerOrganisation', { code, name: { en: code }, sector: 'NHS', nation: 'WALES', effectiveOn: '2020-01-01' });
    await register('kept');
    await system.settled();
    const { rows } = await system.database.database.query<{ position: bigint }>('select position from es.log_head');
    const backup = rows[0]?.position ?? 0n;
    await register('lost');
    await system.settled();
    expect(JSON.stringify((await system.ask(query)).data)).toContain('lost');

    await setBack(system.database.ownerUrl, backup);
    const ready = async () => {
      const response = await fetch(`${await system.api.getUrl()}/health/ready`);
      return { status: response.status, body: (await response.json()) as { details: { readModel: object } } };
    };
    for (const [language, words] of [
      ['en', /being made ready/],
      ['cy', /cael ei baratoi/],
    ] as const) {
      const { errors } = await system.ask(query, {}, { 'accept-language': language });
      expect(errors).toMatchObject([{ message: expect.stringMatching(words) as string, extensions: { code: 'NOT_READY' } }]);
    }
    const red = await ready();
    expect([red.status, red.body.details.readModel]).toEqual([
      503,
      expect.objectContaining({ status: 'down', message: expect.stringContaining('no longer the one on record') as string }),
    ]);

    await system.projector.close();
    const projector = await createProjector({ ...system.options, logLevel: 'silent' });
    try {
      await system.eventually(ready, ({ status }) => status === 200);
      const { data } = await system.ask(query);
      expect(JSON.stringify(data)).toContain('kept');
      expect(JSON.stringify(data)).not.toContain('lost');
    } finally {
      await projector.close();
    }
  });
});
