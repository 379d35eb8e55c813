import { type CalendarDate, derivedId, type Fold, idsOf, type Instant, unreachable } from '@app/kernel';
import type {
  ErasureCertified,
  ErasureEvent,
  ErasureGround,
  ErasureRefusal,
  ErasureRequester,
  PersonalKey,
  Remainder,
  Responsibility,
} from './erasure.events.js';

/** One erasure for each leader: what is asked for again after a refusal continues it. @param leaderId a UUID */
export const erasureIdOf = (leaderId: string): string => derivedId(leaderId, 'erasure');

export interface Asked {
  readonly erasureId: string;
  readonly leaderId: string;
  readonly requesterId: string;
  /** Every id by which whoever asked is told. */
  readonly requesterIds: readonly string[];
  readonly requestedBy: ErasureRequester;
  readonly ground: ErasureGround;
  readonly requestedAt: Instant;
  readonly since: CalendarDate;
}

interface Decided extends Asked {
  readonly deciderId: string;
  readonly decidedAt: Instant;
}

export interface Approved extends Decided {
  readonly responsibilities: readonly Responsibility[];
}

export interface Begun extends Approved {
  readonly keys: readonly PersonalKey[];
  readonly entombedAt: Instant;
  /** Other records of the person, which were merged into the one that is erased. */
  readonly records: readonly string[];
}

export interface Destroyed extends Begun {
  readonly keyEncryptionKeys: readonly string[];
  readonly destroyedAt: Instant;
}

export type Certificate = Pick<ErasureCertified['data'], 'certificate' | 'certificateHash' | 'signature' | 'publicKey'>;

/** An erasure by how far it has come: each step knows what those before it left. */
export type Erasure =
  | { readonly status: 'none' }
  | ({ readonly status: 'requested' } & Asked)
  | ({ readonly status: 'refused'; readonly reason: ErasureRefusal } & Decided)
  | ({ readonly status: 'approved' } & Approved)
  | ({ readonly status: 'begun' } & Begun)
  | ({ readonly status: 'destroyed' } & Destroyed)
  | ({ readonly status: 'certified' | 'completed' } & Destroyed & Certificate)
  | ({ readonly status: 'remaining'; readonly found: readonly Remainder[] } & Destroyed & Certificate);

export const erasure: Fold<Erasure, ErasureEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'ErasureRequested') {
      const { erasureId, leaderId, requesterId, requestedBy, ground } = event.data;
      const requesterIds = [requesterId, ...idsOf(event.meta.actor)];
      return {
        status: 'requested',
        erasureId,
        leaderId,
        requesterId,
        requesterIds,
        requestedBy,
        ground,
        requestedAt: event.recordedAt,
        since: event.effectiveOn,
      };
    }
    if (state.status === 'none') return state; // a stream begins with a request
    switch (event.type) {
      case 'ErasureRefused': {
        const { deciderId, reason } = event.data;
        return { ...state, status: 'refused', deciderId, reason, decidedAt: event.recordedAt };
      }
      case 'ErasureApproved': {
        const { deciderId, responsibilities } = event.data;
        return { ...state, status: 'approved', deciderId, responsibilities, decidedAt: event.recordedAt };
      }
      case 'ErasureBegun':
        return state.status === 'approved'
          ? { ...state, status: 'begun', keys: event.data.keys, entombedAt: event.data.entombedAt, records: event.data.records ?? [] }
          : state;
      case 'ErasureKeysDestroyed':
        return state.status === 'begun'
          ? { ...state, status: 'destroyed', keyEncryptionKeys: event.data.keyEncryptionKeys, destroyedAt: event.recordedAt }
          : state;
      case 'ErasureCertified': {
        const { certificate, certificateHash, signature, publicKey } = event.data;
        return state.status === 'destroyed' || state.status === 'remaining'
          ? { ...state, status: 'certified', certificate, certificateHash, signature, publicKey }
          : state;
      }
      case 'ErasureValuesRemain':
        return state.status === 'certified' ? { ...state, status: 'remaining', found: event.data.found } : state;
      case 'ErasureScanRequested':
        return state;
      case 'ErasureCompleted':
        return state.status === 'certified' ? { ...state, status: 'completed' } : state;
      default:
        return unreachable(event);
    }
  },
};
