// Stored for ever. Never rename or reinterpret; add an optional field, or a new type and an upcaster.
import type { Event, Sealed } from '@app/kernel';

/**
 * What somebody says of themselves, of their own accord, in a stream of its own. Both values are sealed under the person's key
 * `equality`: the answers by question, and the categories that they are counted under, by characteristic.
 */
export type EqualityAnswersRecorded = Event<
  'EqualityAnswersRecorded',
  { leaderId: string; questionSetId: string; answers: Sealed<Record<string, string>>; countedAs: Sealed<Record<string, string>> }
>;
export type EqualityAnswersWithdrawn = Event<'EqualityAnswersWithdrawn', { leaderId: string }>;

export type EqualityEvent = EqualityAnswersRecorded | EqualityAnswersWithdrawn;
