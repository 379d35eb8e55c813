import type { Viewer } from '@app/identity';
import type { Refused, SealedValue } from '@app/kernel';
import type { Moment, Snapshot } from '@app/read-model';

/** The personal values that one operation opened and answered, of whomever. */
export interface NotedReads {
  readonly viewer: Viewer;
  /** What for, where the caller said: a code of their own. */
  readonly purpose?: string;
  /** As they are stored: the key says of whom, the place to which they are bound which field of which event. */
  readonly values: ReadonlySet<SealedValue<unknown>>;
}

/** Records who read personal values, off the path of those who read. */
export abstract class ReadAudit {
  /**
   * To be asked before a personal value is opened: what of others cannot be recorded is not answered.
   * @returns READS_UNRECORDED while reads cannot be recorded; else undefined
   */
  abstract refusal(): Refused | undefined;
  /** Which of some values are of whoever reads, so that their reading is on no record. @throws DatabaseUnavailable */
  abstract own<Value extends SealedValue<unknown>>(viewer: Viewer, values: readonly Value[]): Promise<ReadonlySet<Value>>;
  /** Takes over what an operation read, at once; it is written soon. */
  abstract take(reads: NotedReads): void;
  /** Writes what was taken over and is not written yet. To be called once nothing is answered any more. */
  abstract drain(): Promise<void>;
}

const noted = new WeakMap<Snapshot, Set<SealedValue<unknown>>>();

/** Notes that a personal value is answered. */
export function noteRead({ snapshot }: Moment, value: SealedValue<unknown>): void {
  const known = noted.get(snapshot);
  if (known) known.add(value);
  else noted.set(snapshot, new Set([value]));
}

/** What was noted in a snapshot; undefined where nothing was. */
export function readsNoted(snapshot: Snapshot): ReadonlySet<SealedValue<unknown>> | undefined {
  return noted.get(snapshot);
}
