import { mock } from 'node:test';
import { Room } from './room.js';
import { toDatabaseError } from './unavailable.js';

const refusedBy = (code: string) => toDatabaseError(Object.assign(new Error('could not extend file'), { code }));

describe('the room that a database has', () => {
  let room: Room;
  let now: number;
  beforeEach(() => {
    [room, now] = [new Room(), 0];
    mock.method(performance, 'now', () => now);
  });
  afterEach(() => mock.restoreAll());

  it('is none where the disk was full for what was written last', () => {
    room.refused(refusedBy('53100'));
    expect(room.whyNone).toContain('disk of the database is full');
    room.written();
    expect(room.whyNone).toBeUndefined();
  });

  it('is not known any more where nobody has written for a while', () => {
    room.refused(refusedBy('53100'));
    now = 6_000;
    expect(room.whyNone).toBeDefined();
    now = 8_000;
    expect(room.whyNone).toBeUndefined();
  });

  it.each(['ECONNREFUSED', '53200', '23505'])('is nothing that %s speaks of', (code) => {
    room.refused(refusedBy(code));
    expect(room.whyNone).toBeUndefined();
  });
});
