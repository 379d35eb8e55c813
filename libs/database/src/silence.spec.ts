import { jest } from '@jest/globals';
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

  beforeEach(() => {
    doubted = 0;
    jest.useFakeTimers();
  });
  afterEach(() => jest.useRealTimers());

  it('is doubted while connections to it are open', () => {
    silence().socket();
    jest.advanceTimersByTime(5_000);
    expect(doubted).toBe(1);
  });

  it('is left alone once all is closed that can be, whether or not it has hung up', () => {
    const over = silence();
    over.socket();
    over.rest();
    jest.advanceTimersByTime(5_000);
    expect(doubted).toBe(0);
  });
});
