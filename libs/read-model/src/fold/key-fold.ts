import type { CalendarDate, Logged, Position } from '@app/kernel';
import type { AnyRow } from '../definition/projection.js';
import type { Table } from '../definition/table.js';
import { normaliseRow, sameRow } from '../definition/table.js';
import { CannotApply } from './cannot-apply.js';
import type { Entry } from './facts.js';

/** A row, the days on which it holds and the position since which that is known. */
export interface Version {
  readonly row: AnyRow;
  /** The first day; '' in a table without periods. */
  readonly from: CalendarDate;
  /** The first day on which it holds no more; null while open. */
  readonly until: CalendarDate | null;
  readonly knownFrom: Position;
}

/** Told of every version that stops being the truth, in the order of the positions at which it does. */
export type OnSuperseded = (version: Version, knownUntil: Position) => void;

interface Fact {
  readonly event: Logged;
  readonly place: Position;
  readonly date: CalendarDate;
}

/** Facts are others from this one on, and what holds from this day on. */
interface Change {
  readonly index: number;
  readonly day: CalendarDate;
}

interface Period {
  from: CalendarDate;
  until: CalendarDate | null;
  row: AnyRow;
}

/**
 * The fold of one key: takes the key's journal entries in the order of their positions, keeps the rows that hold now, and tells of
 * each version that is superseded. The live projector, the rebuild and the specifications all fold through this.
 *
 * A table without periods is one with a single period: every fact holds on the same day, ''.
 */
export class KeyFold {
  /** The versions that hold now, in the order of their days. */
  readonly current: Version[];
  /** In the order in which they are folded: by day, then by place. */
  readonly #facts: Fact[] = [];
  /** The row after each fact. */
  readonly #rows: (AnyRow | undefined)[] = [];
  /** The row before the first of the facts at hand. */
  readonly #start: AnyRow | undefined;

  /**
   * @param tail the key's last versions (all, or the last two), where its earlier facts are not at hand; then only facts that come
   *   last in the order of folding may follow
   */
  constructor(
    readonly table: Table,
    readonly key: string,
    readonly onSuperseded: OnSuperseded,
    tail: readonly Version[] = [],
  ) {
    this.current = [...tail];
    const last = this.current.at(-1);
    this.#start = last?.until === null ? last.row : undefined;
  }

  /** @throws CannotApply when a handler throws or gives a row that the table cannot hold */
  apply(entry: Entry): void {
    if (this.#comesLast(entry)) return this.#append(entry, entry.fact);
    const changes = [this.#takeOut(entry), this.#putIn(entry)].filter((change) => change !== undefined);
    if (changes.length === 0) return;
    const refold = Math.min(...changes.map(({ index }) => index));
    const since = changes.map(({ day }) => day).reduce((one, other) => (one < other ? one : other));
    this.#fold(refold, entry.position);
    this.#know(this.#periods(refold, since), since, entry.position);
  }

  #dayOf(event: Logged): CalendarDate {
    return this.table.periods ? event.effectiveOn : '';
  }

  /** Whether it is a fact that takes no other's place, and that comes after all there are, on a day of its own: as nearly all do. */
  #comesLast(entry: Entry): entry is Entry & { readonly fact: Logged } {
    if (!entry.fact || entry.place !== entry.position) return false;
    if (!this.table.periods) return true;
    const day = this.#dayOf(entry.fact);
    const last = this.current.at(-1);
    return day > (this.#facts.at(-1)?.date ?? '') && (!last || day > (last.until ?? last.from));
  }

  /** Takes one that comes last in a few steps. */
  #append({ place, position }: Entry, event: Logged): void {
    const date = this.#dayOf(event);
    const row = this.#step(this.#rows.length > 0 ? this.#rows.at(-1) : this.#start, event, position);
    this.#facts.push({ event, place, date });
    this.#rows.push(row);
    const open = this.#open();
    if (open && row && this.#same(row, open.row)) return;
    if (open) this.#end(open, date, position);
    if (row) this.current.push({ row, from: date, until: null, knownFrom: position });
  }

  /** The version that holds until further notice. */
  #open(): Version | undefined {
    const last = this.current.at(-1);
    return last?.until === null ? last : undefined;
  }

  /** The open version holds no more from a day on; in a table without periods, it never did. */
  #end(open: Version, day: CalendarDate, position: Position): void {
    this.onSuperseded(open, position);
    this.current.pop();
    if (this.table.periods) this.current.push({ row: open.row, from: open.from, until: day, knownFrom: position });
  }

  #same(row: AnyRow, other: AnyRow): boolean {
    return row === other || sameRow(this.table, row, other);
  }

  /** Takes the fact out whose place an entry takes; undefined where there is none. */
  #takeOut({ place, position }: Entry): Change | undefined {
    const index = place === position ? -1 : this.#facts.findIndex((fact) => fact.place === place);
    const [taken] = index < 0 ? [] : this.#facts.splice(index, 1);
    return taken && { index, day: taken.date };
  }

  /** Puts an entry's fact where its day and its place belong; undefined where it has none: what was there is void. */
  #putIn({ fact: event, place }: Entry): Change | undefined {
    if (!event) return undefined;
    const fact = { event, place, date: this.#dayOf(event) };
    const index = this.#indexFor(fact);
    this.#facts.splice(index, 0, fact);
    return { index, day: fact.date };
  }

  #step(row: AnyRow | undefined, event: Logged, position: Position): AnyRow | undefined {
    const { table, key } = this;
    try {
      const next = table.projection.step(row, event, key);
      return next === row ? row : next && normaliseRow(table, next, key, row);
    } catch (error) {
      throw CannotApply.of(event, table.name, error, position);
    }
  }

  #indexFor(fact: Fact): number {
    let index = this.#facts.length;
    for (let before = this.#facts[index - 1]; before; before = this.#facts[index - 1]) {
      if (before.date < fact.date || (before.date === fact.date && before.place < fact.place)) break;
      index--;
    }
    return index;
  }

  #fold(from: number, position: Position): void {
    this.#rows.length = from;
    let row = from > 0 ? this.#rows[from - 1] : this.#start;
    for (let index = from; index < this.#facts.length; index++) {
      const fact = this.#facts[index];
      if (!fact) break;
      row = this.#step(row, fact.event, position);
      this.#rows.push(row);
    }
  }

  /** The last period that begins before a day, where it lasts until that day at least: no fact before the day has changed. */
  #lastingUntil(day: CalendarDate): number {
    let index = this.current.length - 1;
    for (let version = this.current[index]; version && version.from >= day; version = this.current[index]) index--;
    const version = this.current[index];
    return version && (version.until === null || version.until >= day) ? index : -1;
  }

  /** The row at the end of each day, from a fact on. */
  *#daysFrom(first: number): Generator<{ readonly day: CalendarDate; readonly row: AnyRow | undefined }> {
    for (let index = first; index < this.#facts.length; index++) {
      const day = this.#facts[index]?.date ?? '';
      if (this.#facts[index + 1]?.date !== day) yield { day, row: this.#rows[index] };
    }
  }

  /** What now holds: the period that lasts until `since`, and all that follow from the facts of that day and later ones. */
  #periods(refolded: number, since: CalendarDate): readonly Period[] {
    const lasting = this.current[this.#lastingUntil(since)];
    let open: Period | undefined = lasting && { from: lasting.from, until: null, row: lasting.row };
    const periods: Period[] = open ? [open] : [];
    // What was taken out may have been the last of its day: the day then ends with the one before it.
    const before = this.#facts[refolded - 1];
    for (const { day, row } of this.#daysFrom(before && before.date >= since ? refolded - 1 : refolded)) {
      if (open && row && this.#same(row, open.row)) continue;
      if (open) open.until = day;
      open = row && { from: day, until: null, row };
      if (open) periods.push(open);
    }
    return periods;
  }

  /** Puts what now holds in the place of what was known: an unchanged period stays the version it was. */
  #know(periods: readonly Period[], since: CalendarDate, position: Position): void {
    const lasting = this.#lastingUntil(since);
    const start = lasting >= 0 ? lasting : this.current.findIndex(({ from }) => from >= since);
    const known = start >= 0 ? this.current.splice(start) : [];
    const still = new Map<CalendarDate, Version>();
    const now = new Map(periods.map((period) => [period.from, period]));
    for (const version of known) {
      const period = now.get(version.from);
      if (period && period.until === version.until && this.#same(version.row, period.row)) still.set(version.from, version);
      else this.onSuperseded(version, position);
    }
    for (const period of periods) this.current.push(still.get(period.from) ?? { ...period, knownFrom: position });
  }
}
