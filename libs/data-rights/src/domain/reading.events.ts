// Stored for ever. Never rename or reinterpret; add an optional field, or a new type and an upcaster.
import type { Event, Instant } from '@app/kernel';

/** What was read of one person. */
export interface ReadOfOne {
  readonly leaderId: string;
  /** Each as the event’s type and the field within it, such as `LeaderRegistered.name.legal`: the same whichever way it was read. */
  readonly fields: readonly string[];
}

/** Somebody read personal values of others, between two moments. Who did is in the envelope, too. */
export type PersonalDataRead = Event<
  'PersonalDataRead',
  {
    readerId: string;
    /** The roles they had towards others at the time: under one of these each read was permitted. */
    roles: readonly string[];
    /** What for, as a code of their own, where they said. */
    purpose?: string;
    since: Instant;
    until: Instant;
    reads: readonly ReadOfOne[];
  }
>;

export type ReadingEvent = PersonalDataRead;
