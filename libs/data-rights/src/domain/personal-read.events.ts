// Stored for ever. Never rename or reinterpret; add an optional field, or a new type and an upcaster.
import type { Event, Instant } from '@app/kernel';

/** What was read alike of some people: the same fields, for the first time and for the last. */
export interface ReadAlike {
  /** Each as the event’s type and the field within it, such as `LeaderRegistered.name.legal`: the same whichever way it was read. */
  readonly fields: readonly string[];
  readonly since: Instant;
  readonly until: Instant;
  readonly leaderIds: readonly string[];
}

/**
 * Somebody read personal values of others. It says all that is known of one reader’s reads in an hour of those it names, so that what several say of one
 * person is put together: all fields, from the first read to the last.
 */
export type PersonalDataRead = Event<
  'PersonalDataRead',
  {
    readerId: string;
    /** In whose name, where it was not their own. Version 1 had it in the envelope alone. */
    onBehalfOf?: string;
    /** The roles they had towards others at the time: under one of these each read was permitted. */
    roles: readonly string[];
    /** What for, as a code of their own, where they said. */
    purpose?: string;
    /** The same for all that one reader reads in an hour, in the same roles and for the same purpose. What version 1 told stood for itself. */
    windowId?: string;
    reads: readonly ReadAlike[];
  }
>;

export type PersonalReadEvent = PersonalDataRead;
