import type { CalendarDate, Logged } from '@app/kernel';
import type { AnyRow, Projection } from '../definition/projection.js';

interface Fact {
  readonly event: Logged;
  readonly place: bigint;
}

/** The facts known at a position: for each place the last event that stands there and is not passed over, unless that one voids. As naive as can be. */
function factsKnownAt(events: readonly Logged[], position: bigint, passedOver: ReadonlySet<bigint>): Fact[] {
  const places = new Map<string, bigint>();
  const standing = new Map<bigint, Logged>();
  for (const event of events.filter((one) => one.position <= position)) {
    const place = places.get(event.voids ?? event.corrects ?? '') ?? event.position;
    places.set(event.id, place);
    if (!passedOver.has(event.position)) standing.set(place, event);
  }
  return [...standing].filter(([, event]) => event.voids === undefined).map(([place, event]) => ({ event, place }));
}

/**
 * The law of the two times, word for word: what held on a day as known at a position is the fold of exactly the facts known then and
 * holding by then, in order. Without a day, as tables without periods have it: all facts, in the order of their places.
 */
export function oracle(
  projection: Projection,
  events: readonly Logged[],
  position: bigint,
  asOf: CalendarDate | undefined,
  passedOver: ReadonlySet<bigint> = new Set(),
): AnyRow[] {
  const known = factsKnownAt(events, position, passedOver).filter(({ event }) => asOf === undefined || event.effectiveOn <= asOf);
  const day = ({ event }: Fact): string => (asOf === undefined ? '' : event.effectiveOn);
  known.sort((left, right) => day(left).localeCompare(day(right)) || Number(left.place - right.place));
  const rows = new Map<string, AnyRow>();
  for (const { event } of known) {
    for (const key of projection.keysOf(event)) {
      const row = projection.step(rows.get(key), event, key);
      if (row) rows.set(key, row);
      else rows.delete(key);
    }
  }
  return [...rows.values()].sort((left, right) => String(left.id).localeCompare(String(right.id)));
}
