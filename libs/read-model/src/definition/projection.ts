import type { Event, Logged } from '@app/kernel';

/** A row as the engine carries it: the row class's properties and nothing else. */
export type AnyRow = Readonly<Record<string, unknown>>;

/** A TypeORM `@Entity` with an unqualified name, whose primary column `id` holds the key. */
export type RowClass<Row extends object = object> = new () => Row;

/**
 * What each event makes of a key's row: `undefined` in means that there is no row yet, `undefined` out that there is none any more.
 * Every event type is listed; `null` says that it means nothing to the table. Handlers are pure and change nothing they are given.
 */
export type Handlers<E extends Event, Row> = {
  readonly [T in E['type']]: ((row: Row | undefined, event: Logged<Extract<E, { readonly type: T }>>, key: string) => Row | undefined) | null;
};

export interface KeyedFold<E extends Event, Row> {
  /** Raised whenever the same log would give other rows. */
  readonly version: number;
  /** The rows that an event concerns, by `id`; told from the event alone. */
  readonly key: (event: Logged<E>) => string | readonly string[];
  readonly on: Handlers<E, Row>;
}

/** One read-model table, declared. */
export interface Projection {
  readonly rowClass: RowClass;
  /** `periods`: a row per key and period of days, for any `asOf`; `rows`: one row per key, as of now. */
  readonly kind: 'rows' | 'periods';
  readonly version: number;
  /** The event types that mean something to it. */
  readonly types: ReadonlySet<string>;
  /** The keys an event is a fact of, each once; none when its type means nothing here. */
  keysOf(event: Logged): readonly string[];
  /** The row after an event. */
  step(row: AnyRow | undefined, event: Logged, key: string): AnyRow | undefined;
}

/**
 * A table of one row per key, folded from the key's events in the order in which they were recorded.
 * It answers for any recorded moment (`knownAt`), and as of today only.
 */
export function projection<E extends Event, Row extends { readonly id: string }>(rowClass: RowClass<Row>, fold: KeyedFold<E, Row>): Projection {
  return declare('rows', rowClass, fold);
}

/**
 * A table of one row per key and period, folded from the key's events in the order of the days on which they hold (and, within a
 * day, in which they were recorded). The engine adds `effective_from` and `effective_until` (null: open). Periods are the longest
 * runs of days with an equal row: a fact that leaves the row equal begins no period. A fact dated ahead is a later period.
 */
export function periods<E extends Event, Row extends { readonly id: string }>(rowClass: RowClass<Row>, fold: KeyedFold<E, Row>): Projection {
  return declare('periods', rowClass, fold);
}

type ErasedHandler = (row: AnyRow | undefined, event: Logged, key: string) => AnyRow | undefined;

function declare<E extends Event, Row extends object>(kind: Projection['kind'], rowClass: RowClass<Row>, fold: KeyedFold<E, Row>): Projection {
  // The one place where the types of a feature's events and row are forgotten: a table only ever sees its own.
  const handlers = new Map((Object.entries(fold.on) as unknown as [string, ErasedHandler | null][]).flatMap(([type, on]) => (on ? [[type, on]] : [])));
  const key = fold.key as unknown as (event: Logged) => string | readonly string[];
  return {
    rowClass,
    kind,
    version: fold.version,
    types: new Set(handlers.keys()),
    keysOf(event) {
      if (!handlers.has(event.type)) return [];
      const keys = key(event);
      return typeof keys === 'string' ? [keys] : keys.length < 2 ? keys : [...new Set(keys)];
    },
    step(row, event, id) {
      const handler = handlers.get(event.type);
      return handler ? handler(row, event, id) : row;
    },
  };
}
