import 'reflect-metadata';
import { remaining } from './remaining.js';

const asked = { attendanceMinutes: 3_300, reflectionMinutes: 1_200 };
const recorded = { status: 'IN_PROGRESS', attendanceMinutes: 300, reflectionMinutes: 1_260 } as const;

describe('what remains of somebody’s hours', () => {
  it('is what completion asks for, without what is recorded, and never less than nothing', () =>
    expect(remaining(recorded, asked)).toEqual({ attendanceMinutes: 3_000, reflectionMinutes: 0 }));

  it.each(['ENROLLED', 'INTERRUPTED'] as const)('is told of who is %s', (status) =>
    expect(remaining({ ...recorded, status }, asked)).toEqual({ attendanceMinutes: 3_000, reflectionMinutes: 0 }),
  );

  it.each(['ACCEPTED', 'COMPLETED', 'WITHDRAWN', 'TRANSFERRED'] as const)('is told of nobody who takes no part: %s', (status) =>
    expect(remaining({ ...recorded, status }, asked)).toBeNull(),
  );

  it('is told to nobody who is not told what was recorded, and not where no rule is known', () => {
    expect(remaining({ ...recorded, attendanceMinutes: null }, asked)).toBeNull();
    expect(remaining({ ...recorded, reflectionMinutes: null }, asked)).toBeNull();
    expect(remaining(recorded, null)).toBeNull();
    expect(remaining(recorded, { ...asked, attendanceMinutes: null })).toBeNull();
  });
});
