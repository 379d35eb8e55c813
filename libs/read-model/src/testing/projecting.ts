import assert from 'node:assert/strict';
import type { CalendarDate, Event, EventMeta, Logged } from '@app/kernel';
import { derivedId } from '@app/kernel';
import type { AnyRow, Projection } from '../definition/projection.js';
import { tablesOf } from '../definition/table.js';
import { entriesOf, Places } from '../fold/facts.js';
import type { Version } from '../fold/key-fold.js';
import { KeyFold } from '../fold/key-fold.js';

const NAMESPACE = '3b0ab1c5-86d4-4c9c-9d0a-5a3d4e1f7c21';

/** What a specification may say of an event besides its type and data. */
export type Given<E extends Event = Event> = E & {
  readonly id?: string;
  readonly stream?: string;
  readonly recordedAt?: string;
  readonly meta?: Partial<EventMeta>;
};

/**
 * Events as the log would give them: positions 1, 2, 3…, ids (`specifiedId(position)` where none is given), and what else a
 * specification does not care about.
 * @param first the position of the first
 */
export function logged<E extends Event>(events: readonly Given<E>[], first = 1): Logged<E>[] {
  return events.map(({ meta, ...event }, index) => {
    const { corrects, voids } = event;
    const position = BigInt(first + index);
    return {
      id: specifiedId(position),
      stream: 'specified-stream',
      revision: BigInt(index),
      schemaVersion: 1,
      effectiveOn: '2026-03-01',
      recordedAt: '2026-03-01T09:00:00.000Z',
      ...event,
      position,
      meta: {
        actor: { kind: 'person', id: derivedId(NAMESPACE, 'actor'), role: 'administrator' },
        commandId: derivedId(NAMESPACE, `command ${position}`),
        commandName: 'Specified',
        inputHash: '',
        correlationId: derivedId(NAMESPACE, 'correlation'),
        ...(corrects === undefined ? {} : { corrects }),
        ...(voids === undefined ? {} : { voids }),
        ...meta,
      },
    };
  }) as unknown as Logged<E>[];
}

/** The id of a specification's nth event, counted from 1, for corrections to name. */
export function specifiedId(position: number | bigint): string {
  return derivedId(NAMESPACE, `event ${position}`);
}

/** A version of a row, with the days and positions between which it is the truth. */
export interface KnownVersion extends Version {
  readonly key: string;
  /** null: to this day. */
  readonly knownUntil: bigint | null;
}

/** Every version of every row that a projection makes of a log, by the very fold that the projector and the rebuild use. */
export function versionsOf(projection: Projection, events: readonly Logged[]): KnownVersion[] {
  const [table] = tablesOf([projection]);
  assert(table);
  const versions: KnownVersion[] = [];
  const folds = new Map<string, KeyFold>();
  const places = new Places();
  for (const event of events) {
    for (const entry of entriesOf(table, event, places.stand(event))) {
      const { key } = entry;
      let fold = folds.get(key);
      if (!fold) folds.set(key, (fold = new KeyFold(table, key, (version, knownUntil) => versions.push({ ...version, key, knownUntil }))));
      fold.apply(entry);
    }
  }
  for (const [key, { current }] of folds) for (const version of current) versions.push({ ...version, key, knownUntil: null });
  return versions;
}

/** The moment that a specification asks about: today and now where it does not say. */
export interface Asked {
  /** For a table of periods: the day; without it, every period is given. */
  readonly asOf?: CalendarDate;
  /** How many of the events are known. */
  readonly knownAt?: number | bigint;
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
}

/**
 * Given/then for a projection, in memory. `given(...events).thenRows([...])` compares the rows at a moment, in the order of their ids and
 * days; in a table of periods asked without `asOf`, each row carries `effectiveFrom` and `effectiveUntil`.
 * The events are frozen, so that a handler that changes what it is given fails.
 */
export function projecting<E extends Event, Row extends object = AnyRow>(projection: Projection) {
  return {
    given(...events: readonly Given<E>[]) {
      const versions = versionsOf(projection, freeze(logged(events)) as unknown as Logged[]);
      const rows = ({ asOf, knownAt = events.length }: Asked = {}): Row[] => {
        const at = BigInt(knownAt);
        const known = versions.filter(({ knownFrom, knownUntil }) => knownFrom <= at && (knownUntil === null || knownUntil > at));
        const held = asOf === undefined ? known : known.filter(({ from, until }) => from <= asOf && (until === null || until > asOf));
        held.sort((left, right) => compare(left.key, right.key) || compare(left.from, right.from));
        const withDays = projection.kind === 'periods' && asOf === undefined;
        return held.map(({ row, from, until }) => (withDays ? { ...row, effectiveFrom: from, effectiveUntil: until } : { ...row }) as unknown as Row);
      };
      return {
        rows,
        row: (id: string, asked?: Asked): Row | undefined => rows(asked).find((row) => 'id' in row && row.id === id),
        thenRows(expected: readonly object[], asked?: Asked): void {
          assert.deepStrictEqual(rows(asked), expected);
        },
      };
    },
  };
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
