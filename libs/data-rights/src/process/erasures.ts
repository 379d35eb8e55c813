import { type Event, type Logged, unreachable } from '@app/kernel';
import { EraseLeader } from '@app/leader/commands';
import type { LeaderErased } from '@app/leader/events';
import { type CommandClass, processManager, type Reaction } from '@app/process-manager';
import { BeginErasure, CertifyErasure, CompleteErasure, DestroyKeys } from '../domain/carry-out.js';
import type { ErasureApproved, ErasureBegun, ErasureCertified, ErasureKeysDestroyed, ErasureScanRequested } from '../domain/erasure.events.js';

type Read = ErasureApproved | ErasureBegun | ErasureKeysDestroyed | ErasureScanRequested | ErasureCertified | LeaderErased;

/**
 * Carries out what was approved, step by step: each step is an event, and the next follows from it. A process that ends on the way is
 * followed by another, which takes up the step that is not on record.
 */
export const erasures = processManager<Read, object>({
  name: 'erasures',
  startsAt: 'beginning',
  reads: ['ErasureApproved', 'ErasureBegun', 'ErasureKeysDestroyed', 'ErasureScanRequested', 'ErasureCertified', 'LeaderErased'],
  timed: [],
  initialState: {},
  // One after the other: each changes the keys that all others are wrapped by.
  key: () => 'erasures',
  evolve: (state) => state,
  react(_state, event) {
    const { erasureId, leaderId } = event.data;
    switch (event.type) {
      case 'ErasureApproved':
        return { reactions: [next(event, 'begin', BeginErasure, { erasureId })] };
      case 'ErasureBegun':
        return { reactions: [next(event, 'destroy-keys', DestroyKeys, { erasureId })] };
      case 'ErasureKeysDestroyed':
      case 'ErasureScanRequested':
        return { reactions: [next(event, 'certify', CertifyErasure, { erasureId })] };
      case 'ErasureCertified':
        return { reactions: [leaderId, ...(event.data.records ?? [])].map((id) => eraseRecord(event, id)) };
      case 'LeaderErased':
        return { reactions: [next(event, 'complete', CompleteErasure, { erasureId })] };
      default:
        return unreachable(event);
    }
  },
});

/** The stream of every record of theirs says that they were erased. */
function eraseRecord(event: Logged<ErasureCertified>, leaderId: string): Reaction {
  const { erasureId, certificateHash, leaderId: survivor } = event.data;
  return next(event, leaderId === survivor ? 'erase-leader' : `erase-leader/${leaderId}`, EraseLeader, { leaderId, erasureId, certificateHash });
}

function next(event: Logged<Event>, step: string, command: CommandClass, input: object): Reaction {
  return { step, command, input, effectiveOn: event.effectiveOn, refused: {} };
}
