import { recorded } from '@app/kernel/testing';
import type { AssignmentEvent } from './assignment.events.js';
import { assignment } from './assignment.js';
import { standsOnPost } from './stands.js';

const ref = {
  assignmentId: '11111111-1111-4111-8111-111111111111',
  leaderId: '22222222-2222-4222-8222-222222222222',
  organisationId: '33333333-3333-4333-8333-333333333333',
};
const started = { type: 'AssignmentStarted', data: { ...ref, wtePercent: 100, basis: 'BANK' }, effectiveOn: '2026-01-01' } as unknown as AssignmentEvent;
const ended = (effectiveOn: string, cause?: 'LEFT'): AssignmentEvent => ({ type: 'AssignmentEnded', data: { ...ref, ...(cause && { cause }) }, effectiveOn });

describe('the end of a post by its holder’s leaving', () => {
  it('stands on an end that was to come later, and on none that came before', () => {
    const stands = (...facts: readonly AssignmentEvent[]) => {
      const [begun, before, last] = recorded(facts);
      if (!begun || !before || !last) throw new Error('nothing is to stand');
      return standsOnPost(
        [begun, before].reduce((state, event) => assignment.evolve(state, event), assignment.initialState),
        last,
      );
    };
    expect(stands(started, ended('2026-06-01'), ended('2026-04-01', 'LEFT'))).toBe(true);
    expect(stands(started, ended('2026-04-01'), ended('2026-04-01', 'LEFT'))).toBe(false);
    expect(stands(started, ended('2026-03-01'), ended('2026-04-01', 'LEFT'))).toBe(false);
  });
});
