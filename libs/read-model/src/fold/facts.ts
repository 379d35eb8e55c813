import { type CalendarDate, type Logged, type Position, replacedBy } from '@app/kernel';
import type { Table } from '../definition/table.js';
import { keysIn } from '../definition/table.js';
import { isBlank } from './blank.js';
import { CannotApply } from './cannot-apply.js';

/**
 * One line of a table's journal: from `position` on, this is what stands at `place` in the fold of `key`. A fact's place is its own
 * position; a correction has that of what it replaces, so what is known at P is, per place, the last entry up to P.
 */
export interface Entry {
  readonly key: string;
  readonly place: Position;
  readonly position: Position;
  /** Absent where nothing holds at the place any more. */
  readonly fact: Logged | undefined;
}

/** Where an event stands, and which events stood there before it. */
export interface Standing {
  readonly place: Position;
  readonly before: readonly Logged[];
}

function keysOf(table: Table, event: Logged): readonly string[] {
  try {
    return keysIn(table, event);
  } catch (error) {
    throw CannotApply.of(event, table.name, error);
  }
}

/** An event that voids another is no fact of its own, whatever its type: it only empties a place. */
function factKeys(table: Table, event: Logged): readonly string[] {
  return event.voids === undefined ? keysOf(table, event) : [];
}

/**
 * The journal entries that an event makes in a table: itself under each of its keys, and nothing under each key that only those it
 * replaces had.
 * None are made by an event that is passed over.
 * @param standing where the event stands, if it replaces another; an event without one is a fact as it is
 */
export function entriesOf(table: Table, event: Logged, standing: Standing | undefined): readonly Entry[] {
  const { position } = event;
  if (isBlank(event)) return [];
  if (!standing) return keysOf(table, event).map((key) => ({ key, place: position, position, fact: event }));
  const { place, before } = standing;
  const keys = factKeys(table, event);
  const left = new Set(before.flatMap((earlier) => factKeys(table, earlier)).filter((key) => !keys.includes(key)));
  return [...keys.map((key) => ({ key, place, position, fact: event })), ...[...left].map((key) => ({ key, place, position, fact: undefined }))];
}

/** The day on which an entry's fact holds. */
export function effectiveOn(entry: Entry): CalendarDate | null {
  return entry.fact?.effectiveOn ?? null;
}

/** Finds the places of corrections. It must have learned what a correction names, or have stood it before. */
export class Places {
  readonly #places = new Map<string, Position>();
  readonly #standing = new Map<Position, Logged[]>();

  /** An event known to stand at a place; those of one place in the order of their positions. */
  learn(event: Logged, place: Position): void {
    this.#places.set(event.id, place);
    const there = this.#standing.get(place);
    if (there) there.push(event);
    else this.#standing.set(place, [event]);
  }

  has(eventId: string): boolean {
    return this.#places.has(eventId);
  }

  /** Where the log's next event stands; undefined for an event that replaces none. */
  stand(event: Logged): Standing | undefined {
    const replaced = replacedBy(event);
    const place = replaced === undefined ? undefined : this.#places.get(replaced);
    if (place === undefined || place >= event.position) {
      // What is passed over may be so for the very reason that it replaces nothing.
      if (replaced !== undefined && !isBlank(event))
        throw CannotApply.of(event, 'its place', new Error(`it replaces event ${replaced}, which is not before it in the log`));
      this.learn(event, event.position);
      return undefined;
    }
    const before = [...(this.#standing.get(place) ?? [])];
    this.learn(event, place);
    return { place, before };
  }
}
