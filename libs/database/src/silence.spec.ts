import { mock } from 'node:test';
import { Silence } from './silence.js';

describe('a server that owes an answer and says nothing', () => {
  let doubted: number;
  const silence = (): Silence =>
    new Silence({
      isAsked: () => true,
      letsIn: () => {
        doubted += 1;
        return Promise.resolve(true);
      },
    });

  let now: number;
  const pass = (ms: number): void => {
    for (const end = now + ms; now < end; mock.timers.tick(100)) now += 100;
  };

  beforeEach(() => {
    [doubted, now] = [0, 0];
    mock.timers.enable({ apis: ['setInterval'] });
    mock.method(performance, 'now', () => now);
  });
  afterEach(() => {
    mock.timers.reset();
    mock.restoreAll();
  });

  it('is doubted while connections to it are open', () => {
    silence().socket();
    pass(5_000);
    expect(doubted).toBe(1);
  });

  it('is left alone once all is closed that can be, whether or not it has hung up', () => {
    const over = silence();
    over.socket();
    over.rest();
    pass(5_000);
    expect(doubted).toBe(0);
  });
});
