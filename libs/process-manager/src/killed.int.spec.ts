import { Logger } from '@nestjs/common';
import { Database } from '@app/database';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { AnyProcessManager } from './definition.js';
import type { ProcessRunner } from './process-runner.js';
import { doorkeeper, Doors, EVENING, LetThemIn } from './testing/specimen.js';

const KEEPERS = [doorkeeper('keeper')] as const;

const inOtherWords = ({ reactions = [] }: ReturnType<AnyProcessManager['react']>) => ({
  reactions: reactions.map((reaction) => ({ ...reaction, input: { ...reaction.input, asNumber: 0 } })),
});

class Killed extends Error {}

/** Dies at one of its steps: before or after any statement, transaction or command. */
class Doomed extends Database {
  private left: number;
  constructor(url: string, steps: number) {
    super({ url, connections: { machinery: 4 } });
    this.left = steps;
  }
  get survived(): boolean {
    return this.left >= 0;
  }
  override query<Row extends pg.QueryResultRow>(query: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult<Row>> {
    return this.step(() => super.query<Row>(query, values));
  }
  override transaction<T>(work: (client: pg.ClientBase) => Promise<T>, begin?: string): Promise<T> {
    return this.step(() => super.transaction(work, begin));
  }
  async step<T>(work: () => Promise<T>): Promise<T> {
    this.spend();
    const result = await work();
    this.spend();
    return result;
  }
  private spend(): void {
    if (--this.left < 0) throw new Killed();
  }
}

describe('a process manager that is killed', () => {
  let doors: Doors;
  beforeAll(() => Logger.overrideLogger(false));
  afterAll(() => Logger.overrideLogger(true));
  beforeEach(async () => {
    doors = await Doors.create();
  });
  afterEach(() => doors.close());

  function start(runner: ProcessRunner) {
    const end = new AbortController();
    const ended = runner.run(end.signal);
    return async () => {
      end.abort();
      await ended;
    };
  }
  async function eventually(holds: () => Promise<boolean>): Promise<void> {
    for (const deadline = Date.now() + 10_000; !(await holds()); await sleep(10)) if (Date.now() > deadline) throw new Error('not within ten seconds');
  }

  it('between any two steps repeats nothing and forgets nothing', async () => {
    let survived = false;
    let steps = 0;
    for (; !survived; steps++) {
      const door = `d${steps}x`;
      for (const who of ['ann', 'nobody', 'one too many', 'bob', 'late cat']) await doors.knock(door, who);
      const database = new Doomed(doors.test.url, steps);
      const doomed = doors.runner(KEEPERS, { database, execute: (command) => database.step(() => doors.execute(command)) });
      doors.clock.time = EVENING;
      const work = async () => {
        await doomed.settle();
        await doomed.sendDueTimers();
      };
      await work().catch((error: unknown) => {
        if (database.survived) throw error;
      });
      survived = database.survived;
      await database.close();

      const next = doors.runner(KEEPERS);
      await next.settle();
      await next.sendDueTimers();
      await next.settle();
      expect([steps, await doors.answered(door)]).toEqual([steps, ['in: ann (1)', 'away: one too many', 'in: bob (4)', 'in: late cat (5)']]);
      expect(await next.status()).toMatchObject([{ stopped: null, timers: 0, refusedTimers: 0, position: await doors.log.head() }]);
    }
    expect(steps).toBeGreaterThan(20);
  }, 600_000);

  it('between any two steps undoes nothing twice, and what it began to undo is undone', async () => {
    let survived = false;
    let steps = 0;
    for (; !survived; steps++) {
      const door = `d${steps}x`;
      doors.clock.time = '2026-03-02T09:00:00.000Z';
      const ids = [];
      for (const who of ['ann', 'one too many', 'late bob']) ids.push(await doors.knock(door, who));
      await doors.runner(KEEPERS).settle();
      for (const id of ids.slice(0, 2)) await doors.void(id);
      const database = new Doomed(doors.test.url, steps);
      const doomed = doors.runner(KEEPERS, { database, execute: (command) => database.step(() => doors.execute(command)) });
      await doomed.settle().catch((error: unknown) => {
        if (database.survived) throw error;
      });
      survived = database.survived;
      await database.close();

      const next = doors.runner(KEEPERS);
      await next.settle();
      doors.clock.time = EVENING;
      await next.sendDueTimers();
      await next.settle();
      const expected = [
        ...['in: ann (1)', 'away: one too many'],
        ...['back: one too many', 'not in: ann (1)', 'away: one too many'],
        ...['back: one too many', 'in: late bob (1)'],
      ];
      expect([steps, await doors.answered(door)]).toEqual([steps, expected]);
      expect(await next.status()).toMatchObject([{ stopped: null, timers: 0, refusedTimers: 0, position: await doors.log.head() }]);
    }
    expect(steps).toBeGreaterThan(20);
  }, 600_000);

  it('after it answered a refusal keeps to that answer, whatever the command would be told by now', async () => {
    doors.hall.full = true;
    await doors.knock('oak', 'ann');
    let sent = 0;
    const doomed = doors.runner(KEEPERS, {
      execute: async (command) => {
        await doors.execute(command);
        sent++;
        throw new Killed();
      },
    });
    await expect(doomed.settle()).rejects.toThrow();
    expect([sent, await doors.answered()]).toEqual([1, ['away: ann']]);
    doors.hall.full = false;
    await doors.runner(KEEPERS).settle();
    expect(await doors.answered()).toEqual(['away: ann']);
    expect((await doors.test.database.query('select from process.refusal')).rowCount).toBe(0);
  });

  it('is followed by a release that would have put it in other words, which records nothing twice', async () => {
    await doors.knock('oak', 'ann');
    const doomed = doors.runner(KEEPERS, {
      execute: async (command) => {
        await doors.execute(command);
        throw new Killed();
      },
    });
    await expect(doomed.settle()).rejects.toThrow();
    const [keeper] = KEEPERS;
    const reworded = { ...keeper, react: (state: object, event: never) => inOtherWords(keeper.react(state, event)) };
    await doors.runner([reworded]).settle();
    expect(await doors.answered()).toEqual(['in: ann (1)']);
  });

  it('keeps to the answers that it gave after an event that it cannot handle yet', async () => {
    doors.hall.full = true;
    await doors.knock('oak', 'ann');
    await doors.knock('elm', 'a stranger');
    await doors.knock('oak', 'bob');
    await expect(doors.runner(KEEPERS).settle()).rejects.toThrow('UNKNOWN');
    expect(await doors.answered()).toEqual(['away: ann', 'away: bob']);
    doors.hall.full = false;
    await doors
      .runner(KEEPERS, { execute: (command) => (command instanceof LetThemIn && command.input.door === 'elm' ? Promise.resolve() : doors.execute(command)) })
      .settle();
    expect(await doors.answered()).toEqual(['away: ann', 'away: bob']);
  });

  it('writes timers with the checkpoint or not at all', async () => {
    await doors.knock('oak', 'late ann');
    await doors.tamper(`create function process.no() returns trigger language plpgsql as $$ begin raise exception 'not now'; end $$;
      create trigger no before insert on process.timer execute function process.no()`);
    await expect(doors.runner(KEEPERS).settle()).rejects.toThrow('not now');
    expect(await doors.runner(KEEPERS).status()).toMatchObject([{ position: 0n, timers: 0, stopped: 'not now' }]);
    await doors.tamper('drop trigger no on process.timer');
    await doors.runner(KEEPERS).settle();
    expect(await doors.runner(KEEPERS).status()).toMatchObject([{ position: 1n, timers: 1, stopped: null }]);
  });

  it('while it is aborted between batches goes on where it stopped', async () => {
    for (let number = 1; number <= 450; number++) await doors.knock(`d${number % 50}`, `n${number}`);
    const runner = doors.runner(KEEPERS);
    for (let answered = 0; answered < 450;) {
      const stop = start(runner);
      await eventually(async () => (await doors.answered()).length > answered);
      await stop();
      answered = (await doors.answered()).length;
    }
    expect(new Set(await doors.answered()).size).toBe(450);
    expect((await doors.answered()).length).toBe(450);
  });

  it('is followed by the one that stood by, though it does not know yet that it has lost', async () => {
    const stops = [start(doors.runner(KEEPERS)), start(doors.runner(KEEPERS))];
    const terminate =
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tracker process-managers' and datname = current_database()";
    for (let number = 1; number <= 60; number++) {
      await doors.knock(`d${number % 5}`, `n${number}`);
      if (number % 20 === 0) await doors.tamper(terminate);
    }
    await eventually(async () => (await doors.answered()).length >= 60);
    await doors.runner(KEEPERS).settle();
    expect((await doors.answered()).length).toBe(60);
    for (const stop of stops) await stop();
    expect(await doors.runner(KEEPERS).status()).toMatchObject([{ stopped: null }]);
  });

  it('has its place taken', async () => {
    const first = start(doors.runner(KEEPERS));
    await doors.knock('oak', 'ann');
    await eventually(async () => (await doors.answered()).length === 1);
    const second = start(doors.runner(KEEPERS));
    await sleep(100);
    await first();
    await doors.knock('oak', 'bob');
    await eventually(async () => (await doors.answered()).length === 2);
    await second();
  });
});
