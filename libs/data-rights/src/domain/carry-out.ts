import { Command, type Instant, present } from '@app/kernel';
import type { ErasureEvent, PersonalKey, Remainder } from './erasure.events.js';
import type { Certificate, Erasure } from './erasure.js';
import type { Refusal } from './refusals.js';

// The steps of an erasure that was approved. Each is sent when the one before it is on record; sent again, it records nothing.

interface Step {
  readonly erasureId: string;
}

/** Has nothing sealed for the person any more, and says which keys they have. */
export class BeginErasure extends Command<Step, Refusal<'ERASURE_HELD'>> {}
/** Destroys those keys, and whatever could bring them back. */
export class DestroyKeys extends Command<Step> {}
/** Looks for what may be left, and says in writing what was done. */
export class CertifyErasure extends Command<Step> {}
/** Closes it, once the leader's own stream says that they were erased. */
export class CompleteErasure extends Command<Step> {}

export function begin(
  _command: BeginErasure,
  state: Erasure,
  found: { readonly keys: readonly PersonalKey[]; readonly since: Instant; readonly records: readonly string[] },
): readonly ErasureEvent[] {
  if (state.status !== 'approved') return [];
  return [{ type: 'ErasureBegun', data: { ...refOf(state), keys: found.keys, entombedAt: found.since, ...others(found) } }];
}

export function destroyed(_command: DestroyKeys, state: Erasure, keyEncryptionKeys: readonly string[]): readonly ErasureEvent[] {
  if (state.status !== 'begun') return [];
  return [{ type: 'ErasureKeysDestroyed', data: { ...refOf(state), keyEncryptionKeys } }];
}

/** What a search came to: where something stands still, how many values were looked for, and the certificate that says so. */
export interface Searched {
  readonly certificate: Certificate;
  readonly found: readonly Remainder[];
  readonly values: number | undefined;
}

/**
 * What stands still after a search: what it found, and what was found before that it cannot have seen gone. Without the values nobody can tell of
 * anything whether it is; and nothing goes from the log, whatever is looked for.
 */
export function standing(now: readonly Remainder[], before: readonly Remainder[], valuesKnown: boolean): readonly Remainder[] {
  const again = ({ table, column }: Remainder) => now.some((one) => one.table === table && one.column === column);
  return [...now, ...before.filter((one) => !again(one) && (!valuesKnown || one.table === 'es.events'))];
}

/** A search after the first closes the erasure where it finds nothing: the leader's own stream said long ago that they were erased. */
export function certified(_command: CertifyErasure, state: Erasure, { certificate, found, values }: Searched): readonly ErasureEvent[] {
  if (state.status !== 'destroyed' && state.status !== 'remaining') return [];
  const ref = refOf(state);
  const outcome: ErasureEvent[] = found.length > 0 ? [{ type: 'ErasureValuesRemain', data: present({ ...ref, found, values }) }] : [];
  if (state.status === 'remaining' && outcome.length === 0)
    outcome.push({ type: 'ErasureCompleted', data: { ...ref, certificateHash: certificate.certificateHash } });
  return [{ type: 'ErasureCertified', data: { ...ref, ...certificate, ...others(state) } }, ...outcome];
}

export function complete(_command: CompleteErasure, state: Erasure): readonly ErasureEvent[] {
  if (state.status !== 'certified') return [];
  return [{ type: 'ErasureCompleted', data: { ...refOf(state), certificateHash: state.certificateHash } }];
}

const refOf = ({ erasureId, leaderId }: Exclude<Erasure, { readonly status: 'none' }>) => ({ erasureId, leaderId });
/** The person's other records, where there are any. */
const others = ({ records }: { readonly records: readonly string[] }) => (records.length > 0 ? { records } : {});
