import { processManager, reaction } from '@app/process-manager';
import { ApplyRetention } from '../domain/apply-retention.js';
import type { RetentionOrdered } from '../domain/retention.events.js';

/** Carries out the retention rules that somebody applied. A process that ends on the way is followed by another. */
export const retentions = processManager<RetentionOrdered, object>({
  name: 'retentions',
  startsAt: 'beginning',
  reads: ['RetentionOrdered'],
  timed: [],
  initialState: {},
  // One after the other, and apart from no erasure by more than the database's own lock: each changes the keys that all others are wrapped by.
  key: () => 'retentions',
  evolve: (state) => state,
  react: (_state, { data: { runId }, effectiveOn }) => ({
    reactions: [
      reaction(ApplyRetention, { step: 'apply', input: { runId }, effectiveOn, refused: {}, undo: { nothing: 'keys that were destroyed do not come back' } }),
    ],
  }),
});
