// Stored for ever. Never rename or reinterpret; add an optional field, or a new type and an upcaster.
import type { Event, Provenance } from '@app/kernel';

/** What a reason is called. It is published, so it tells of nobody. */
export interface ReasonName {
  readonly en: string;
  readonly cy: string;
}

interface OfCode {
  /** Follows from the code, so that no two can have the same. */
  readonly reasonCodeId: string;
  /** As it is given with a command, such as `RELOCATION`. */
  readonly code: string;
}

/** From then on it may be given as a reason. A code that was retired may be registered again. */
export type ReasonCodeRegistered = Event<'ReasonCodeRegistered', OfCode & { name: ReasonName; provenance?: Provenance }>;
export type ReasonCodeRenamed = Event<'ReasonCodeRenamed', OfCode & { name: ReasonName }>;
/** It is given no more. What was recorded with it keeps its name. Those that come with the product may be retired too. */
export type ReasonCodeRetired = Event<'ReasonCodeRetired', OfCode>;

export type ReasonCodeEvent = ReasonCodeRegistered | ReasonCodeRenamed | ReasonCodeRetired;
