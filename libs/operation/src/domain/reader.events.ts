// Stored for ever. Never rename or reinterpret; add an optional field, or a new type and an upcaster.
import type { Event } from '@app/kernel';

/** Why a reader passes over an event: it is at fault itself; the event should not be there; another product wrote it; it cannot be read. */
export const PASS_OVER_REASONS = ['READER_AT_FAULT', 'RECORDED_BY_MISTAKE', 'FOREIGN', 'DAMAGED'] as const;
export type PassOverReason = (typeof PASS_OVER_REASONS)[number];

/**
 * A reader of the log that stopped at an event passes it over, and goes on behind it. It reads the event as if nothing stood at its place, whenever it reads
 * the log anew; decisions go on folding it, unless it is voided.
 */
export type EventPassedOver = Event<
  'EventPassedOver',
  {
    /** Its name: `read-model`, `directory`, `mirror`, or `process:` and a process manager's. */
    reader: string;
    eventId: string;
    eventType: string;
    /** In the log; absent where it has no place there. */
    position?: string;
    /** Of an event in an EventStoreDB that the mirror passes over: the native stream, and the server's own revision in it. */
    stream?: string;
    revision?: string;
    reason: PassOverReason;
    /** Who had it passed over: the id of their account, as the command told it; `command-line` where nobody was asked. */
    passedOverBy: string;
  }
>;
export type ReaderEvent = EventPassedOver;
