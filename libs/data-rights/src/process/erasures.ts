import { type Event, type Logged, unreachable } from '@app/kernel';
import { EraseLeader } from '@app/leader/commands';
import type { LeaderErased, LeaderMergeUndone } from '@app/leader/events';
import { processManager, reaction, type Reaction } from '@app/process-manager';
import { BeginErasure, CertifyErasure, CompleteErasure, DestroyKeys } from '../domain/carry-out.js';
import type { ErasureApproved, ErasureBegun, ErasureCertified, ErasureKeysDestroyed, ErasureScanRequested } from '../domain/erasure.events.js';
import type { HoldLifted } from '../domain/retention.events.js';

type Read = ErasureApproved | ErasureBegun | ErasureKeysDestroyed | ErasureScanRequested | ErasureCertified | LeaderErased | HoldLifted | LeaderMergeUndone;

interface State {
  /** Erasures that were approved and have not begun: those of whom a record is under a hold wait until it no longer is. */
  readonly waiting?: readonly string[];
}

/**
 * Carries out what was approved, step by step: each step is an event, and the next follows from it. A process that ends on the way is
 * followed by another, which takes up the step that is not on record.
 */
export const erasures = processManager<Read, State>({
  name: 'erasures',
  startsAt: 'beginning',
  reads: [
    'ErasureApproved',
    'ErasureBegun',
    'ErasureKeysDestroyed',
    'ErasureScanRequested',
    'ErasureCertified',
    'LeaderErased',
    'HoldLifted',
    'LeaderMergeUndone',
  ],
  timed: [],
  initialState: {},
  // One after the other: each changes the keys that all others are wrapped by.
  key: () => 'erasures',
  evolve({ waiting = [] }, { type, data }) {
    if (type === 'ErasureApproved') return { waiting: [...waiting, data.erasureId] };
    return { waiting: type === 'ErasureBegun' ? waiting.filter((id) => id !== data.erasureId) : waiting };
  },
  react({ waiting = [] }, event) {
    switch (event.type) {
      case 'ErasureApproved':
        return { reactions: [begin(event, 'begin', event.data.erasureId)] };
      // Either may have been what one of them waited for: of a record of theirs, or one that is not theirs any more.
      case 'HoldLifted':
      case 'LeaderMergeUndone':
        return { reactions: waiting.map((erasureId) => begin(event, `begin/${erasureId}`, erasureId)) };
      case 'ErasureBegun':
        return { reactions: [reaction(DestroyKeys, { step: 'destroy-keys', ...following(event) })] };
      case 'ErasureKeysDestroyed':
      case 'ErasureScanRequested':
        return { reactions: [reaction(CertifyErasure, { step: 'certify', ...following(event) })] };
      case 'ErasureCertified':
        return { reactions: [event.data.leaderId, ...(event.data.records ?? [])].map((id) => eraseRecord(event, id)) };
      case 'LeaderErased':
        return { reactions: [reaction(CompleteErasure, { step: 'complete', ...following(event) })] };
      default:
        return unreachable(event);
    }
  },
});

const FINAL = { nothing: 'keys that were destroyed do not come back' };

/** Nothing happens while a record of theirs is under a hold; others go on. */
function begin({ effectiveOn }: Logged<Event>, step: string, erasureId: string): Reaction {
  return reaction(BeginErasure, { step, input: { erasureId }, effectiveOn, refused: { ERASURE_HELD: [] }, undo: FINAL });
}

const following = ({ data: { erasureId }, effectiveOn }: Logged<Extract<Read, { data: { erasureId: string } }>>) => ({
  input: { erasureId },
  effectiveOn,
  refused: {},
  undo: FINAL,
});

/** The stream of every record of theirs says that they were erased. */
function eraseRecord({ data, effectiveOn }: Logged<ErasureCertified>, leaderId: string): Reaction {
  const { erasureId, certificateHash } = data;
  const step = leaderId === data.leaderId ? 'erase-leader' : `erase-leader/${leaderId}`;
  return reaction(EraseLeader, { step, input: { leaderId, erasureId, certificateHash }, effectiveOn, refused: {}, undo: FINAL });
}
