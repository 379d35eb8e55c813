import { setTimeout as sleep } from 'node:timers/promises';
import { NotAsMirrored, StoreUnavailable } from '../errors.js';
import { Availability } from './availability.js';

describe('whoever asks a store', () => {
  let isAway: boolean;
  let looks: number;
  let asked: number;
  let availability: Availability;
  const answer = async () => {
    asked++;
    if (isAway) throw new StoreUnavailable(new Error('away'));
    return 'answer';
  };
  beforeEach(() => {
    [isAway, looks, asked] = [false, 0, 0];
    availability = new Availability(async () => {
      looks++;
      if (isAway) throw new StoreUnavailable(new Error('still away'));
    });
  });
  afterEach(() => availability.close());

  it('is answered, also where it comes back within their patience', async () => {
    isAway = true;
    setTimeout(() => (isAway = false), 50);
    expect(await availability.ask(answer, 2_000)).toBe('answer');
    expect(availability.failure).toBeUndefined();
  });

  it('is told without asking again once it has been away for as long, while one looks for all until it is back', async () => {
    isAway = true;
    await expect(availability.ask(answer, 100)).rejects.toThrow(StoreUnavailable);
    await sleep(100);
    asked = 0;
    await Promise.all(Array.from({ length: 50 }, () => expect(availability.ask(answer, 100)).rejects.toThrow(StoreUnavailable)));
    expect(asked).toBe(0);
    while (looks === 0) await sleep(10);
    expect(availability.failure?.cause).toMatchObject({ message: 'still away' });
    isAway = false;
    while (availability.failure) await sleep(10);
    expect(await availability.ask(answer, 0)).toBe('answer');
  });

  it('waits for no answer for longer than they are patient', async () => {
    await expect(availability.ask(() => new Promise(() => undefined), 50)).rejects.toThrow(StoreUnavailable);
    expect(availability.failure).toBeDefined();
  });

  it('is told at once what no waiting mends, and what is no outage', async () => {
    isAway = true;
    await expect(availability.ask(answer, 60_000, () => false)).rejects.toThrow(StoreUnavailable);
    const wrong = new NotAsMirrored('another');
    await expect(availability.ask(() => Promise.reject(wrong), 60_000)).rejects.toBe(wrong);
    expect(availability.failure).toBeUndefined();
  });
});
