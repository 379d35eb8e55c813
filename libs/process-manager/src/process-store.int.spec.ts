import { Facts } from './facts.js';
import { LeadershipLost } from './passing.js';
import { ProcessStore } from './process-store.js';
import { Doors } from './testing/specimen.js';

describe('checkpoints of process managers', () => {
  let doors: Doors;
  let store: ProcessStore;
  beforeEach(async () => {
    doors = await Doors.create();
    store = new ProcessStore(doors.test.database);
    for (const name of ['one', 'other', 'third']) await store.checkpoint(name, 10n);
  });
  afterEach(() => doors.close());

  it('pass events of which nothing follows, together and each from where it stands', async () => {
    await Promise.all([store.pass('one', 10n, 12n), store.pass('other', 10n, 11n)]);
    expect([await store.position('one'), await store.position('other'), await store.position('third')]).toEqual([12n, 11n, 10n]);
  });

  it('stay where another worker has put them, and hold no other back', async () => {
    await store.pass('one', 10n, 12n);
    const passed = await Promise.allSettled([store.pass('one', 10n, 13n), store.pass('other', 10n, 13n)]);
    expect(passed.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(passed[0]).toMatchObject({ reason: expect.any(LeadershipLost) as unknown });
    expect([await store.position('one'), await store.position('other')]).toEqual([12n, 13n]);
  });

  it('are forgotten with all that was made of the log', async () => {
    const facts = new Facts(doors.test.database);
    const event = { id: '11111111-1111-4111-8111-111111111111', position: 11n };
    await facts.add('one', [{ key: 'oak', event, before: [] }]);
    await facts.add('other', [{ key: 'oak', event, before: [] }]);
    await store.forget('one');
    expect([await facts.of('one', 'oak'), await facts.of('other', 'oak')]).toEqual([[], [event.id]]);
    expect(await store.checkpoint('one', 10n)).toEqual({ position: 0n, factsAfter: 0n });
  });
});
