import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseUnavailable } from '@app/database';
import { stops } from '@app/event-store';
import { setBack } from '@app/event-store/testing';
import { derivedId } from '@app/kernel';
import { metaFor } from '@app/kernel/testing';
import { doorkeeper, Doors, EVENING, forgetful, Knock } from './testing/specimen.js';

describe('the runner of process managers', () => {
  let doors: Doors;
  beforeAll(() => Logger.overrideLogger(false));
  afterAll(() => Logger.overrideLogger(true));
  beforeEach(async () => {
    doors = await Doors.create();
  });
  afterEach(() => doors.close());

  /** Runs until what is asked for holds. */
  async function running(runner: { run(signal: AbortSignal): Promise<void> }, until: () => Promise<boolean>): Promise<void> {
    const end = new AbortController();
    const ended = runner.run(end.signal);
    try {
      for (const deadline = Date.now() + 10_000; Date.now() < deadline && !(await until());) await sleep(20);
    } finally {
      end.abort();
      await ended;
    }
  }

  it('handles the events of a key in the order of the log, in as many batches as it takes', async () => {
    for (let number = 1; number <= 230; number++) await doors.knock(number % 2 === 0 ? 'even' : 'odd', `n${number}`);
    await doors.runner([doorkeeper('keeper')]).settle();
    const inOrder = (first: number) => Array.from({ length: 115 }, (_, index) => `in: n${first + 2 * index} (${index + 1})`);
    expect(await doors.answered('odd')).toEqual(inOrder(1));
    expect(await doors.answered('even')).toEqual(inOrder(2));
  });

  it('follows the log while it runs', async () => {
    const runner = doors.runner([doorkeeper('keeper')]);
    await running(runner, async () => {
      await doors.knock('oak', 'ann');
      return (await doors.answered()).length === 1;
    });
    expect(await doors.answered()).toEqual(['in: ann (1)']);
  });

  it('sends commands as a named system actor, under ids that follow from the event and the step, and says what caused them', async () => {
    const eventId = await doors.knock('oak', 'ann');
    await doors.runner([doorkeeper('keeper')]).settle();
    const { meta, effectiveOn } = (await doors.lastAnswer()) ?? {};
    expect(meta).toMatchObject({
      actor: { kind: 'system', id: 'keeper', role: 'process-manager' },
      commandId: derivedId(eventId, 'keeper/let-in'),
      causationId: eventId,
      correlationId: meta?.correlationId,
      commandName: 'LetThemIn',
    });
    expect(effectiveOn).toBe('2026-03-02');
  });

  it('does what follows although somebody who foresaw the id of its command used it first, and once', async () => {
    const knock = '6d3c2f4e-7c0f-4a59-9a44-7f1d5f8c1a01';
    const foreseen = derivedId(derivedId(derivedId(knock, 'oak ann'), 'door-oak#0'), 'keeper/let-in');
    await doors.execute(new Knock(metaFor({ commandId: foreseen }), { door: 'elm', who: 'squatter' }));
    expect(derivedId(await doors.knock('oak', 'ann'), 'keeper/let-in')).toBe(foreseen);
    await doors.runner([doorkeeper('keeper')]).settle();
    expect(await doors.answered('oak')).toEqual(['in: ann (1)']);
    // Read anew from the beginning, it repeats nothing.
    await doors.test.database.query('update process.manager set position = 0, hash = es.hash_at(0)');
    await doors.test.database.query('delete from process.state');
    await doors.runner([doorkeeper('keeper')]).settle();
    expect(await doors.answered('oak')).toEqual(['in: ann (1)']);
  });

  it('keeps a checkpoint for each manager: one that stops holds no other up', async () => {
    await doors.knock('oak', 'a stranger');
    const runner = doors.runner([{ ...doorkeeper('strict') }, { ...doorkeeper('idle'), react: () => ({}) }]);
    await running(
      runner,
      async () =>
        (await runner.status()).some(({ name, position, stopped }) => name === 'idle' && position === 1n && !stopped) &&
        (await runner.status()).some(({ stopped }) => stopped),
    );
    expect(await runner.status()).toMatchObject([
      { name: 'idle', position: 1n, stopped: null },
      { name: 'strict', position: 0n, stopped: expect.stringContaining('UNKNOWN') as string },
    ]);
  });

  it('says what passes in a sentence, once for as long as it stays the same, and what does not with where it happened', async () => {
    await doors.knock('oak', 'ann');
    const said: unknown[][] = [];
    const told =
      (level: string) =>
      (...parts: unknown[]) =>
        void said.push([level, ...parts.slice(0, -1)]);
    Logger.overrideLogger({ log: told('log'), warn: told('warn'), error: told('error') });
    const away = new DatabaseUnavailable(Object.assign(new Error('not this password'), { code: '28P01', severity: 'FATAL' }));
    const reasons = [away, away, away, new TypeError('the floor has given way'), away];
    let attempts = 0;
    try {
      const execute = () => Promise.reject(reasons[attempts++] ?? away);
      await running(doors.runner([doorkeeper('keeper')], { execute }), () => Promise.resolve(attempts > reasons.length));
    } finally {
      Logger.overrideLogger(false);
    }
    const sentence = `process managers try again: ${away.message}`;
    expect(said).toEqual([
      ['warn', sentence],
      ['error', expect.stringContaining('the floor has given way'), expect.stringMatching(/\n +at /)],
      ['warn', sentence],
    ]);
  });

  it('begins with all of history, or with what comes after its first start', async () => {
    await doors.knock('oak', 'ann');
    const runner = doors.runner([doorkeeper('from-now', { startsAt: 'now' })]);
    await runner.settle();
    await doors.knock('oak', 'bob');
    await runner.settle();
    expect(await doors.answered()).toEqual(['in: bob (1)']);
    await doors.runner([doorkeeper('from-now', { startsAt: 'now' }), doorkeeper('from-the-beginning')]).settle();
    expect(await doors.answered()).toEqual(['in: bob (1)', 'in: ann (1)', 'in: bob (2)']);
  });

  describe('whose log was set back', () => {
    const keepers = [doorkeeper('keeper')];
    it.each([0, 1, 2])('reads it anew, also where it has gone on since, by %i knocks: nothing is missed, nothing is answered twice', async (since) => {
      await doors.knock('oak', 'ann');
      await doors.runner(keepers).settle();
      const backup = await doors.log.head();
      await doors.knock('oak', 'bob');
      await doors.runner(keepers).settle();
      await setBack(doors.test.ownerUrl, backup);
      for (const who of ['cat', 'dan'].slice(0, since)) await doors.knock('oak', who);
      const runner = doors.runner(keepers);
      await runner.settle();
      expect(await doors.answered()).toEqual(['in: ann (1)', 'in: cat (2)', 'in: dan (3)'].slice(0, since + 1));
      expect(await runner.status()).toMatchObject([{ position: await doors.log.head(), stopped: null }]);
    });

    it('stops where it began in the middle, and so does not know what it may repeat', async () => {
      const late = [doorkeeper('late', { startsAt: 'now' })];
      await doors.knock('oak', 'ann');
      await doors.runner(late).settle();
      await setBack(doors.test.ownerUrl, 0n);
      await expect(doors.runner(late).settle()).rejects.toThrow('restore both from the same backup');
    });

    it('goes on from where an earlier release left it, which knew nothing of that', async () => {
      await doors.knock('oak', 'ann');
      await doors.runner(keepers).settle();
      await doors.test.database.query('update process.manager set hash = null');
      await doors.knock('oak', 'bob');
      await doors.runner(keepers).settle();
      expect(await doors.answered()).toEqual(['in: ann (1)', 'in: bob (2)']);
    });
  });

  describe('a refusal', () => {
    it('is answered as the manager says', async () => {
      doors.hall.full = true;
      await doors.knock('oak', 'ann');
      await doors.knock('oak', 'nobody');
      const runner = doors.runner([doorkeeper('keeper')]);
      await runner.settle();
      expect(await doors.answered()).toEqual(['away: ann']);
      expect(await runner.status()).toMatchObject([{ position: 3n, stopped: null }]);
    });

    it('that nothing answers stops the manager at that event, all before it handled, and it goes on once it can', async () => {
      await doors.knock('oak', 'ann');
      await doors.knock('elm', 'a stranger');
      await doors.knock('oak', 'bob');
      const runner = doors.runner([doorkeeper('keeper')]);
      await expect(runner.settle()).rejects.toThrow(
        /^keeper cannot handle event .* \(Knocked, position 2\): let-in was refused with UNKNOWN, which nothing answers$/,
      );
      expect(await runner.status()).toMatchObject([{ position: 1n, stopped: expect.stringContaining('position 2') as string }]);

      const answering = { ...doorkeeper('keeper'), key: () => 'all', react: () => ({}) };
      const mended = doors.runner([answering]);
      await mended.settle();
      expect(await mended.status()).toMatchObject([{ stopped: null }]);
    });

    it('tells whoever waits for another worker to settle', async () => {
      await doors.knock('oak', 'a stranger');
      const [leading, waiting] = [doors.runner([doorkeeper('keeper')]), doors.runner([doorkeeper('keeper')])];
      let waited: unknown;
      await running(leading, async () => {
        if (!(await leading.status()).some(({ stopped }) => stopped)) return false;
        waited = await waiting.settle().catch((error: unknown) => error);
        return true;
      });
      expect(waited).toMatchObject({ message: expect.stringContaining('UNKNOWN') as string });
    });
  });

  describe('a failure', () => {
    it('that is no refusal stops the manager with its message, and is tried again', async () => {
      await doors.knock('oak', 'ann');
      doors.hall.broken = true;
      const runner = doors.runner([doorkeeper('keeper')]);
      await running(runner, async () => {
        const [keeper] = await runner.status();
        if (keeper?.stopped) doors.hall.broken = false;
        return keeper?.position === 2n;
      });
      expect(await doors.answered()).toEqual(['in: ann (1)']);
      expect(await runner.status()).toMatchObject([{ stopped: null }]);
    });

    it('to read an event names it', async () => {
      await doors.knock('oak', 'ann');
      const owner = 'update es.events set schema_version = 9 where position = 1';
      await doors.tamper(owner);
      await expect(doors.runner([doorkeeper('keeper')]).settle()).rejects.toThrow(/position 1\): no feature declares the event Knocked at version 9/);
    });
  });

  describe('a timer', () => {
    it('sends its command once it is due, and once', async () => {
      await doors.knock('oak', 'late ann');
      const runner = doors.runner([doorkeeper('keeper')]);
      await runner.settle();
      expect(await runner.sendDueTimers()).toBe(0);
      expect(await runner.status()).toMatchObject([{ timers: 1, refusedTimers: 0 }]);
      doors.clock.time = EVENING;
      expect(await runner.sendDueTimers()).toBe(1);
      expect(await runner.sendDueTimers()).toBe(0);
      expect(await doors.answered()).toEqual(['in: late ann (1)']);
      expect(await runner.status()).toMatchObject([{ timers: 0 }]);
    });

    it('is sent by whoever runs', async () => {
      await doors.knock('oak', 'late ann');
      doors.clock.time = EVENING;
      await running(doors.runner([doorkeeper('keeper')]), async () => (await doors.answered()).length === 1);
      expect(await doors.answered()).toEqual(['in: late ann (1)']);
    });

    it('whose command is refused is kept for the operator', async () => {
      await doors.knock('oak', 'late ann');
      const runner = doors.runner([doorkeeper('keeper')]);
      await runner.settle();
      doors.clock.time = EVENING;
      doors.hall.full = true;
      await runner.sendDueTimers();
      expect(await runner.sendDueTimers()).toBe(0);
      expect(await runner.status()).toMatchObject([{ stopped: null, timers: 0, refusedTimers: 1 }]);
      const { rows } = await doors.test.database.query('select refused from process.timer');
      expect(rows).toEqual([{ refused: 'FULL' }]);
    });

    it('that fails says so, is tried again, and holds no other up', async () => {
      await doors.knock('oak', 'late ann');
      const both = [doorkeeper('keeper'), forgetful('forgetful')];
      const runner = doors.runner(both);
      await runner.settle();
      doors.clock.time = EVENING;
      await expect(runner.sendDueTimers()).rejects.toThrow('no command Unheard is registered for the timers of forgetful');
      expect(await doors.answered()).toEqual(['in: late ann (1)']);
      expect(await runner.status()).toMatchObject([
        { name: 'forgetful', stopped: expect.stringMatching(/^timer .*\(Unheard, due 2026-03-02 18:00/) as string, timers: 1 },
        { name: 'keeper', stopped: null },
      ]);
      expect(await stops(doors.test.database)).toMatchObject([
        { reader: 'timers:forgetful', event: null, reason: expect.stringContaining('(Unheard)') as string },
      ]);
      await doors.test.database.query("delete from process.timer where manager = 'forgetful'");
      await runner.sendDueTimers();
      expect(await stops(doors.test.database)).toEqual([]);
    });

    it('are sent while a manager has stopped, its own too', async () => {
      await doors.knock('oak', 'late ann');
      const runner = doors.runner([doorkeeper('keeper'), doorkeeper('other')]);
      await runner.settle();
      await doors.knock('oak', 'a stranger');
      doors.clock.time = EVENING;
      const sent = async () => (await runner.status()).every(({ timers, stopped }) => timers === 0 && stopped);
      await running(runner, sent);
      expect(await sent()).toBe(true);
    });
  });

  describe('an event that is passed over', () => {
    it('was never there for the manager that stopped at it, which goes on by itself; for others it was', async () => {
      const stranger = await doors.knock('oak', 'a stranger');
      await doors.knock('oak', 'ann');
      const runner = doors.runner([doorkeeper('keeper'), { ...doorkeeper('idle'), react: () => ({}) }]);
      const isStopped = async () => (await stops(doors.test.database)).length > 0;
      await running(runner, async () => {
        if ((await isStopped()) && (await runner.status()).some(({ name, position }) => name === 'idle' && position === 2n))
          await doors.passOver('process:keeper', stranger);
        return (await doors.answered()).length > 0 && !(await isStopped());
      });
      expect(await doors.answered()).toEqual(['in: ann (1)']);
      const { rows } = await doors.test.database.query("select manager, state from process.state where key = 'oak' order by 1");
      expect(rows).toEqual([
        { manager: 'idle', state: { knocks: 2 } },
        { manager: 'keeper', state: { knocks: 1 } },
      ]);
    });
  });
});
