import fc from 'fast-check';
import { Admission, type AdmissionLimits } from './admission.js';
import { RequestRefused } from './request-refused.js';

const LIMITS: AdmissionLimits = { atOnce: 2, waiting: 2, total: 3, patienceMs: 60_000 };
const settled = () => new Promise(setImmediate);

/** Actors that enter and leave, as they are told. */
class Desk {
  readonly admission: Admission;
  readonly inside: string[] = [];
  readonly order: string[] = [];
  readonly refused: [actor: string, statusCode: number, retryAfterMs: number | undefined][] = [];
  readonly #leaving: (readonly [actor: string, leave: () => void])[] = [];

  constructor(limits: Partial<AdmissionLimits> = {}, now?: () => number) {
    this.admission = new Admission({ ...LIMITS, ...limits }, now);
  }

  async enter(actor: string, signal?: AbortSignal): Promise<void> {
    try {
      const leave = await this.admission.enter(actor, signal);
      this.inside.push(actor);
      this.order.push(actor);
      this.#leaving.push([actor, leave]);
    } catch (error) {
      if (!(error instanceof RequestRefused)) throw error;
      this.refused.push([actor, error.statusCode, error.retryAfterMs]);
    }
  }

  async leave(at = 0): Promise<void> {
    const [[actor, leave] = ['', () => undefined]] = this.#leaving.splice(at % Math.max(this.#leaving.length, 1), 1);
    if (actor !== '') this.inside.splice(this.inside.indexOf(actor), 1);
    leave();
    await settled();
  }
}

describe('admission', () => {
  it('lets a few of one actor in, has some wait, and tells the rest when to come back', async () => {
    const desk = new Desk();
    for (let time = 0; time < 6; time++) void desk.enter('ann');
    await settled();
    expect(desk.inside).toEqual(['ann', 'ann']);
    expect(desk.refused).toEqual([
      ['ann', 429, 375],
      ['ann', 429, 375],
    ]);
    void desk.enter('bob');
    await settled();
    expect(desk.inside).toEqual(['ann', 'ann', 'bob']);
  });

  it('is fair: whoever waits has one go ahead in turn, however many others want', async () => {
    const desk = new Desk({ total: 1, waiting: 10 });
    for (const actor of ['ann', 'ann', 'ann', 'ann', 'bob', 'bob', 'cat']) void desk.enter(actor);
    await settled();
    for (let time = 0; time < 7; time++) await desk.leave();
    expect(desk.order.join(' ')).toBe('ann ann bob cat ann bob ann');
  });

  it('says to come back the later, the longer things take', async () => {
    let now = 0;
    const desk = new Desk({ atOnce: 1, waiting: 0 }, () => now);
    for (let time = 0; time < 50; time++) {
      await desk.enter('ann');
      now += 4_000;
      await desk.leave();
    }
    await Promise.all([desk.enter('ann'), desk.enter('ann')]);
    const [[, , retryAfterMs] = []] = desk.refused;
    expect(retryAfterMs).toBeGreaterThan(3_900);
    expect(retryAfterMs).toBeLessThanOrEqual(4_000);
  });

  it('forgets whoever hung up, and lets nobody in twice for leaving twice', async () => {
    const desk = new Desk({ total: 1 });
    const hangUp = new AbortController();
    const leave = await desk.admission.enter('ann');
    const gone = desk.enter('bob', hangUp.signal).catch((error: unknown) => error);
    void desk.enter('cat');
    void desk.enter('cat');
    hangUp.abort(new Error('hung up'));
    expect(await gone).toEqual(new Error('hung up'));
    await expect(desk.admission.enter('bob', hangUp.signal)).rejects.toThrow('hung up');
    leave();
    leave();
    await settled();
    expect(desk.order).toEqual(['cat']);
  });

  it('does not keep anybody waiting for ever', async () => {
    const desk = new Desk({ total: 1, patienceMs: 1 });
    await desk.enter('ann');
    await desk.enter('bob');
    expect(desk.refused.map(([actor, statusCode]) => [actor, statusCode])).toEqual([['bob', 503]]);
    await desk.leave();
    await desk.enter('bob');
    expect(desk.inside).toEqual(['bob']);
  });

  it('has whoever waits most make room, where no more can wait', async () => {
    const desk = new Desk({ total: 1, waiting: 1_000 });
    await desk.enter('ann');
    for (let time = 0; time < 499; time++) void desk.enter('ann');
    for (const actor of ['bob', 'cat', 'cat']) void desk.enter(actor);
    await settled();
    expect(desk.refused.map(([actor, statusCode]) => [actor, statusCode])).toEqual([
      ['ann', 503],
      ['ann', 503],
    ]);
    // Nobody else has to for whoever waits most.
    void desk.enter('ann');
    await settled();
    expect(desk.refused.map(([actor]) => actor)).toEqual(['ann', 'ann', 'ann']);
    for (let time = 0; time < 5; time++) await desk.leave();
    expect(desk.order).toEqual(['ann', 'ann', 'bob', 'cat', 'ann', 'cat']);
  });

  it('says whether anybody waits beside whoever asks', async () => {
    const desk = new Desk({ total: 1 });
    for (const actor of ['ann', 'ann']) void desk.enter(actor);
    expect([desk.admission.isAwaitedBeside('ann'), desk.admission.isAwaitedBeside('bob')]).toEqual([false, true]);
    void desk.enter('cat');
    expect(desk.admission.isAwaitedBeside('ann')).toBe(true);
  });

  it('keeps to its limits, leaves no place empty that somebody waits for, and lets nobody overtake twice', async () => {
    const step = fc.oneof(
      fc.constantFrom('ann', 'bob', 'cat', 'dan').map((actor) => ({ actor })),
      fc.nat(9).map((at) => ({ at })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const desk = new Desk({ waiting: 100 });
        const waiting: string[] = [];
        const overtaken = new Map<string, string[]>();
        for (const one of steps) {
          const before = desk.order.length;
          if ('actor' in one) {
            waiting.push(one.actor);
            void desk.enter(one.actor);
            await settled();
          } else await desk.leave(one.at);
          for (const actor of desk.order.slice(before)) {
            waiting.splice(waiting.indexOf(actor), 1);
            overtaken.delete(actor);
            for (const other of new Set(waiting)) if (other !== actor) overtaken.set(other, [...(overtaken.get(other) ?? []), actor]);
          }
          const inside = (actor: string) => desk.inside.filter((one) => one === actor).length;
          for (const actor of ['ann', 'bob', 'cat', 'dan']) {
            expect(inside(actor)).toBeLessThanOrEqual(2);
            // Who is at their own limit is not overtaken: it is not their turn.
            if (inside(actor) === 2) overtaken.delete(actor);
            else if (waiting.includes(actor)) {
              expect(desk.inside).toHaveLength(3);
              const by = overtaken.get(actor) ?? [];
              expect(new Set(by).size).toBe(by.length);
            }
          }
          expect(desk.inside.length).toBeLessThanOrEqual(3);
        }
      }),
    );
  });
});
