// Stored for ever. Never rename or reinterpret; add an optional field, or a new type and an upcaster.
import type { Event, VoidedFact } from '@app/kernel';

/** A fact never held: the event has its id as `voids`, stands in its stream, and is no fact of its own. */
export type FactVoided = Event<'FactVoided', VoidedFact>;
