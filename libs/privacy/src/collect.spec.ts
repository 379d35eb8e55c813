import { setTimeout as sleep } from 'node:timers/promises';
import { collectSoon } from './collect.js';

it('what nothing holds any more is collected soon, without any need of room', async () => {
  const held = new WeakRef({ name: 'of somebody' });
  await sleep(10);
  collectSoon();
  for (let turn = 0; held.deref() && turn < 100; turn++) await sleep(100);
  expect(held.deref()).toBeUndefined();
});
