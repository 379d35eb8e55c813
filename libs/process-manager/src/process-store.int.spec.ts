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
});
