import { mock } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { progress } from './progress.js';

describe('a bar of progress', () => {
  let said: string;
  beforeEach(() => {
    said = '';
    mock.method(process.stderr, 'write', (text: string) => Boolean((said += text)));
  });
  afterEach(() => mock.restoreAll());

  const left = () => said.match(/\| (\S+) left/)?.[1];

  it.each([
    ['has just begun', [[0, 1_000_000]]],
    [
      'does not move',
      [
        [0, 10],
        [0, 10],
      ],
    ],
    [
      'has nothing to do',
      [
        [0, 0],
        [0, 0],
      ],
    ],
    [
      'does not move any more',
      [
        [5, 10],
        [5, 10],
      ],
    ],
  ] as const)('says no time that is left where it %s', (_how, steps) => {
    const bar = progress('Verifying');
    for (const [done, total] of steps) bar.update(done, total);
    said = '';
    bar.stop();
    expect(left()).toBe('–');
  });

  it('says the time that is left once something has been done', async () => {
    const bar = progress('Verifying');
    bar.update(0, 100);
    await sleep(20);
    bar.update(50, 100);
    said = '';
    bar.stop();
    expect(left()).toMatch(/^\d+s$/);
  });
});
