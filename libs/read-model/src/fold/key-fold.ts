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
    if (this.#appended(entry)) return;
    let since: CalendarDate | undefined;
    let refold = this.#facts.length;
    if (entry.place !== entry.position) {
      const replaced = this.#facts.findIndex(({ place }) => place === entry.place);
      if (replaced >= 0) {
        since = this.#facts[replaced]?.date;
        this.#facts.splice(replaced, 1);
        refold = replaced;
      }
    }
    if (entry.fact) {
      const fact = { event: entry.fact, place: entry.place, date: this.table.periods ? entry.fact.effectiveOn : '' };
      const index = this.#indexFor(fact);
      if (index === this.#facts.length) this.#facts.push(fact);
      else this.#facts.splice(index, 0, fact);
      refold = Math.min(refold, index);
      if (since === undefined || fact.date < since) since = fact.date;
    }
    if (since === undefined) return;
    this.#fold(refold, entry.position);
    this.#know(this.#periods(refold, since), since, entry.position);
  }

  /** Takes a fact that comes last and whose day is new, as nearly all do, in a few steps. @returns false for any other */
  #appended({ fact: event, place, position }: Entry): boolean {
    const { table, current } = this;
    const last = current.at(-1);
    const date = table.periods ? (event?.effectiveOn ?? '') : '';
    if (!event || place !== position || (table.periods && (date <= (this.#facts.at(-1)?.date ?? '') || (last && date <= (last.until ?? last.from)))))
      return false;
    const row = this.#step(this.#rows.length > 0 ? this.#rows.at(-1) : this.#start, event, position);
    this.#facts.push({ event, place, date });
    this.#rows.push(row);
    if (last && last.until === null) {
      if (row && (row === last.row || sameRow(table, row, last.row))) return true;
      this.onSuperseded(last, position);
      current.pop();
      if (table.periods) current.push({ row: last.row, from: last.from, until: date, knownFrom: position });
    }
    if (row) current.push({ row, from: date, until: null, knownFrom: position });
    return true;
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

  /** What now holds: the period that lasts until `since`, and all that follow from the facts of that day and later ones. */
  #periods(refolded: number, since: CalendarDate): Period[] {
    const lasting = this.current[this.#lastingUntil(since)];
    let open: Period | undefined = lasting && { from: lasting.from, until: null, row: lasting.row };
    const periods: Period[] = open ? [open] : [];
    const before = this.#facts[refolded - 1];
    for (let index = before && before.date >= since ? refolded - 1 : refolded; index < this.#facts.length; index++) {
      const day = this.#facts[index]?.date ?? '';
      if (this.#facts[index + 1]?.date === day) continue;
      const row = this.#rows[index];
      if (open && row && (row === open.row || sameRow(this.table, row, open.row))) continue;
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
    let index = 0;
    for (const period of periods) {
      let old = known[index];
      for (; old && old.from < period.from; old = known[index]) {
        this.onSuperseded(old, position);
        index++;
      }
      if (old?.from === period.from) {
        index++;
        if (old.until === period.until && (old.row === period.row || sameRow(this.table, old.row, period.row))) {
          this.current.push(old);
          continue;
        }
        this.onSuperseded(old, position);
      }
      this.current.push({ row: period.row, from: period.from, until: period.until, knownFrom: position });
    }
    for (; index < known.length; index++) {
      const old = known[index];
      if (old) this.onSuperseded(old, position);
    }
  }
}
