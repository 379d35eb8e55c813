import { Logger } from '@nestjs/common';
import { starting } from './starting.js';

it('a process that has started outlives what fails and nobody waited for, and says so', () => {
  Logger.overrideLogger(false);
  const [before, ends] = [process.listeners('unhandledRejection'), process.listenerCount('uncaughtException')];
  const started = starting();
  expect(process.listenerCount('uncaughtException')).toBe(ends + 1);
  started();
  expect(process.listenerCount('uncaughtException')).toBe(ends);
  const [outlives] = process.listeners('unhandledRejection').filter((listener) => !before.includes(listener));
  expect(() => outlives?.(new Error('in a branch'), Promise.resolve())).not.toThrow();
  if (outlives) process.off('unhandledRejection', outlives);
  expect(outlives).toBeDefined();
});
