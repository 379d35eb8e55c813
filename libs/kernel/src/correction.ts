import { Command } from './command.js';
import type { Event, Instant, Recorded } from './event.js';

/** What `FactVoided` says: which fact never held. */
export interface VoidedFact {
  readonly eventId: string;
  readonly eventType: string;
  /** Every aggregate that the fact concerned, by the names that they have in it. */
  readonly concerns: Readonly<Record<string, string>>;
}

/** Declares that a fact never held; why, is its reason code. */
export class VoidFact extends Command<{ readonly eventId: string }> {}

/** What stands at one place of a history. */
export interface InForce<E extends Recorded = Recorded> {
  /** The event that was recorded there first. */
  readonly first: E;
  /** What holds there now: the same, or what it was corrected to, as if that had been recorded there and then. */
  readonly fact: E & { readonly recordedAt: Instant; readonly revision: bigint };
}

/** The id of the event whose place this one takes: to say something else there, or nothing. */
export function replacedBy({ corrects, voids }: Pick<Event, 'corrects' | 'voids'>): string | undefined {
  return voids ?? corrects;
}

/**
 * The facts that hold after a history, in the order of the places where they were first recorded: a correction stands where what it corrects stood, and
 * where something was voided nothing stands any more. What replaces something that is not of this history is none of it.
 * @param events of a stream, or of a key, in the order of their positions
 */
export function inForce<E extends Recorded>(events: Iterable<E>): readonly InForce<E>[] {
  const standing = new Map<string, InForce<E> | undefined>();
  const places = new Map<string, E>();
  for (const event of events) {
    const replaced = replacedBy(event);
    const first = replaced === undefined ? event : places.get(replaced);
    if (!first) continue;
    places.set(event.id, first);
    const { recordedAt, revision } = first;
    standing.set(first.id, event.voids === undefined ? { first, fact: first === event ? event : { ...event, recordedAt, revision } } : undefined);
  }
  return [...standing.values()].filter((place) => place !== undefined);
}
