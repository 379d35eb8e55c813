import { Logger } from '@nestjs/common';
import { StoreUnavailable } from '@app/event-store';
import { Refused } from '@app/kernel';
import { doorkeeper, Doors, EVENING } from './testing/specimen.js';

describe('a fact that is corrected or voided', () => {
  let doors: Doors;
  beforeAll(() => Logger.overrideLogger(false));
  afterAll(() => Logger.overrideLogger(true));
  beforeEach(async () => {
    doors = await Doors.create();
  });
  afterEach(() => doors.close());

  const keepers = [doorkeeper('keeper')];
  const settle = (managers = keepers) => doors.runner(managers).settle();
  const stateOf = async (key: string) =>
    (await doors.test.database.query<{ state: object }>('select state from process.state where key = $1', [key])).rows[0]?.state;

  it('has what followed from it voided, and what now follows otherwise said anew', async () => {
    const ann = await doors.knock('oak', 'ann');
    await doors.knock('oak', 'bob');
    await doors.knock('elm', 'cat');
    await settle();
    await doors.void(ann);
    await settle();
    expect(await doors.answered('oak')).toEqual(['in: ann (1)', 'in: bob (2)', 'not in: bob (2)', 'not in: ann (1)', 'in: bob (1)']);
    expect(await doors.answered('elm')).toEqual(['in: cat (1)']);
    expect(await stateOf('oak')).toEqual({ knocks: 1 });
    expect((await doors.lastAnswer())?.meta).toMatchObject({ actor: { id: 'keeper' }, commandName: 'LetThemIn' });
  });

  it('has what was sent in answer to a refusal taken back by the command that does so, once, as its cause says', async () => {
    doors.hall.full = true;
    const bob = await doors.knock('oak', 'bob');
    await settle();
    const voided = await doors.void(bob);
    await settle();
    expect(await doors.answered()).toEqual(['away: bob', 'back: bob']);
    expect((await doors.lastAnswer())?.meta).toMatchObject({ causationId: voided, commandName: 'CallBack' });
  });

  it('may be of a type that means nothing, and be corrected to one that does, and back, as often as anybody likes', async () => {
    const ann = await doors.pass('oak', 'ann');
    await doors.knock('oak', 'bob');
    const knocked = await doors.correct('oak', ann, 'ann');
    await settle();
    expect(await doors.answered()).toEqual(['in: bob (1)', 'not in: bob (1)', 'in: ann (1)', 'in: bob (2)']);
    const passed = await doors.correct('oak', knocked, 'ann', 'Passed');
    await settle();
    expect((await doors.answered()).slice(4)).toEqual(['not in: bob (2)', 'not in: ann (1)', 'in: bob (1)']);
    await doors.correct('oak', passed, 'ann');
    await settle();
    expect((await doors.answered()).slice(7)).toEqual(['not in: bob (1)', 'in: ann (1)', 'in: bob (2)']);
    await doors.void(ann);
    await settle();
    expect((await doors.answered()).slice(10)).toEqual(['not in: bob (2)', 'not in: ann (1)', 'in: bob (1)']);
    expect(await stateOf('oak')).toEqual({ knocks: 1 });
  });

  it('means nothing where none of what stood in its place does', async () => {
    await doors.void(await doors.pass('oak', 'ann'));
    await settle();
    expect(await doors.answered()).toEqual([]);
    expect((await doors.test.database.query('select from process.fact')).rowCount).toBe(0);
  });

  it('leaves standing what later facts rest on, and what nothing undoes, and the manager goes on', async () => {
    const knocks = [await doors.knock('oak', 'ann'), await doors.knock('elm', 'bob')];
    const [keeper = doorkeeper('keeper')] = keepers;
    const lasting = {
      ...doorkeeper('lasting'),
      react(state: object, event: never) {
        const { reactions = [] } = keeper.react(state, event);
        return { reactions: reactions.map((reaction) => ({ ...reaction, undo: { nothing: 'nobody is put out' } })) };
      },
    };
    await settle([...keepers, lasting]);
    const before = await doors.answered();
    doors.hall.shut = true;
    for (const knock of knocks) await doors.void(knock);
    await settle([...keepers, lasting]);
    expect(await doors.answered()).toEqual(before);
    expect(await doors.runner(keepers).status()).toMatchObject([{ stopped: null }, { stopped: null }]);
  });

  it('stops the manager where what takes it back fails, and is tried again', async () => {
    const ann = await doors.knock('oak', 'ann');
    await settle();
    await doors.void(ann);
    doors.hall.broken = true;
    await expect(settle()).rejects.toThrow(/cannot handle event .* \(FactVoided, position 3\): the floor has given way/);
    doors.hall.broken = false;
    await settle();
    expect(await doors.answered()).toEqual(['in: ann (1)', 'not in: ann (1)']);
  });

  it('waits for a log that does not show everything which was recorded, and is to blame for nothing', async () => {
    const ann = await doors.knock('oak', 'ann');
    await settle();
    await doors.void(ann);
    const shows = doors.log.recordedSoFar.bind(doors.log);
    let asked = 0;
    doors.log.recordedSoFar = (timeoutMs) => (asked++ === 0 ? shows(timeoutMs) : Promise.reject(new Refused('TOKEN_NOT_REACHED', {}, { en: '', cy: '' })));
    await expect(settle()).rejects.toThrow(StoreUnavailable);
    expect(await doors.runner(keepers).status()).toMatchObject([{ stopped: null, position: 2n }]);
    expect(await doors.answered()).toEqual(['in: ann (1)']);
    doors.log.recordedSoFar = shows;
    await settle();
    expect(await doors.answered()).toEqual(['in: ann (1)', 'not in: ann (1)']);
  });

  it('has its timer deleted; one that follows after all waits', async () => {
    const late = await doors.knock('oak', 'late ann');
    const early = await doors.knock('elm', 'bob');
    const runner = doors.runner(keepers);
    await runner.settle();
    await doors.void(late);
    await doors.correct('elm', early, 'late bob');
    await runner.settle();
    expect(await runner.status()).toMatchObject([{ timers: 1 }]);
    doors.clock.time = EVENING;
    await runner.sendDueTimers();
    expect(await doors.answered()).toEqual(['in: bob (1)', 'not in: bob (1)', 'in: late bob (1)']);
  });

  it('gives a timer whose command was refused another chance, and one that did its work none', async () => {
    for (const who of ['late ann', 'bob']) await doors.knock('oak', who);
    await doors.knock('elm', 'late cat');
    const runner = doors.runner(keepers);
    const elm = await doors.knock('elm', 'dan');
    await runner.settle();
    doors.clock.time = EVENING;
    await runner.sendDueTimers();
    doors.hall.full = true;
    await doors.knock('oak', 'late eve');
    await runner.settle();
    await runner.sendDueTimers();
    expect(await runner.status()).toMatchObject([{ refusedTimers: 1 }]);
    doors.hall.full = false;
    await doors.correct('elm', elm, 'fay');
    await doors.void(await doors.knock('oak', 'gus'));
    await runner.settle();
    expect(await runner.sendDueTimers()).toBe(3);
    const inTheEvening = (await doors.answered()).filter((answer) => answer.includes('late'));
    expect(inTheEvening.sort()).toEqual(['in: late ann (1)', 'in: late cat (1)', 'in: late eve (3)']);
    expect(await runner.status()).toMatchObject([{ timers: 0, refusedTimers: 0 }]);
  });

  it('is found among what an earlier release had handled, which kept no account of it', async () => {
    const ann = await doors.knock('oak', 'ann');
    const late = await doors.knock('oak', 'late bob');
    for (let number = 1; number <= 5; number++) await doors.knock('elm', `n${number}`);
    await settle();
    await doors.test.database.query('delete from process.fact');
    await doors.test.database.query('update process.manager set facts_after = null');
    await doors.knock('oak', 'cat');
    await settle();
    expect((await doors.test.database.query('select from process.fact')).rowCount).toBe(1);
    await doors.void(ann);
    await doors.void(late);
    await settle();
    expect((await doors.answered('oak')).at(-1)).toBe('in: cat (1)');
    expect(await stateOf('oak')).toEqual({ knocks: 1 });
    const { rows } = await doors.test.database.query('select facts_after, (select count(*)::int from process.fact) as facts from process.manager');
    expect(rows).toEqual([{ facts_after: 0n, facts: 10 }]);
  });

  it('is nothing to a manager that began after it, as long as it does', async () => {
    const ann = await doors.knock('oak', 'ann');
    const fromNow = [doorkeeper('from-now', { startsAt: 'now' })];
    await settle(fromNow);
    const bob = await doors.knock('oak', 'bob');
    await doors.correct('oak', ann, 'nan');
    await doors.correct('oak', bob, 'rob');
    await settle(fromNow);
    expect(await doors.answered()).toEqual(['in: bob (1)', 'not in: bob (1)', 'in: rob (1)']);
  });

  it('is handled by whoever stopped at it once it says what can be handled', async () => {
    const stranger = await doors.knock('oak', 'a stranger');
    await expect(settle()).rejects.toThrow('UNKNOWN');
    await doors.passOver('process:keeper', stranger);
    await doors.knock('oak', 'bob');
    await doors.correct('oak', stranger, 'ann');
    await settle();
    expect(await doors.answered()).toEqual(['in: bob (1)', 'not in: bob (1)', 'in: ann (1)', 'in: bob (2)']);
  });

  it('is taken back under ids by which nothing is taken back twice, also when the log is read anew from its beginning', async () => {
    const ann = await doors.knock('oak', 'ann');
    await settle();
    await doors.void(ann);
    await settle();
    for (const change of ['update process.manager set position = 0, hash = es.hash_at(0)', 'delete from process.state', 'delete from process.fact'])
      await doors.test.database.query(change);
    await settle();
    expect(await doors.answered()).toEqual(['in: ann (1)', 'not in: ann (1)']);
  });
});
