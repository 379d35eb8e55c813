import type { Lent, Queryable } from '@app/database';
import { type CalendarDate, type Instant, LAST_POSITION, type Position } from '@app/kernel';
import pg from 'pg';
import type { Sql } from 'sql-template-tag';
import sql, { join, raw } from 'sql-template-tag';
import type { RowClass } from '../definition/projection.js';
import type { ReadModelDefinition } from '../definition/read-model-definition.js';
import { OPENED } from '../opened/opened-tables.js';
import type { Table } from '../definition/table.js';
import { HELD_UNTIL, versionColumns } from '../storage/ddl.js';
import type { Mask, Reading } from './reading.js';
import { refuse } from './refusals.js';

/** `cohort_id` → `cohortId`. */
function camelCase(name: string): string {
  return name.replace(/_([a-z\d])/g, (_match, letter: string) => letter.toUpperCase());
}

/** A statement whose text was seen before: each connection parses and plans it once, and its columns' names are known. */
interface Known {
  readonly name: string;
  properties?: readonly string[];
}

const MOST_KNOWN = 500;
const statements = new Map<string, Known>();

/** Whoever makes up ever new texts does not fill the memory with them. */
function known(text: string): Known | undefined {
  let statement = statements.get(text);
  if (!statement && statements.size < MOST_KNOWN) statements.set(text, (statement = { name: `read_${statements.size}` }));
  return statement;
}

/** Why nothing more is read: the operation has its answer or nobody waits for it any more, or it took too long. */
export type WhyOver = 'over' | 'time';

/** Something was asked of a snapshot that was given back. */
export class SnapshotOver extends Error {
  constructor(readonly why: WhyOver) {
    super(why === 'time' ? 'the operation took too long' : 'the operation is over');
    this.name = 'SnapshotOver';
  }
}

/** Where a snapshot stands. */
export interface Standpoint {
  readonly head: Position;
  /** When the event at `head` was recorded; null before the first. */
  readonly recordedAt: Instant | null;
  readonly today: CalendarDate;
  /** The server process that answers. */
  readonly pid: number;
}

/** Whoever reads sees no more than this, wherever they read. */
export interface Restriction {
  /**
   * @param present the same snapshot as of now: rights are of now, whatever moment is read
   * @throws Error for a table that nothing is said of: nobody reads it
   */
  reading(rowClass: RowClass, present: Moment): Reading;
}

/** One read-only transaction: whatever is asked within it is answered from one state of one read model. */
export class Snapshot {
  /** The position that the read model had reached. */
  readonly head: Position;
  readonly recordedAt: Instant | null;
  /** Today in Europe/London, the same throughout. */
  readonly today: CalendarDate;
  /** What holds the transaction: for what else is to be read from the same state, such as the log. */
  readonly connection: Queryable;
  #restriction: Restriction | undefined;
  #present: Moment | undefined;

  constructor(
    readonly definition: ReadModelDefinition,
    private readonly lent: Lent,
    private readonly standpoint: Standpoint,
  ) {
    this.connection = lent;
    this.head = standpoint.head;
    this.recordedAt = standpoint.recordedAt;
    this.today = standpoint.today;
  }

  /** What whoever reads is restricted to; undefined where nobody is: the machinery itself. */
  get restriction(): Restriction | undefined {
    return this.#restriction;
  }

  /** Restricts what moments of this snapshot answer from here on. Once, and for good. */
  restrict(restriction: Restriction): void {
    if (this.#restriction) throw new Error('the snapshot is restricted already');
    this.#restriction = restriction;
  }

  /**
   * What was known at a position (now, by default) of what held, or will hold, on a day.
   * @throws Refused KNOWN_AT_NOT_REACHED for a position beyond the head
   */
  moment(at: { readonly asOf: CalendarDate; readonly knownAt?: Position | undefined }): Moment {
    const position = at.knownAt ?? this.head;
    if (position > this.head || position < 0n) throw refuse('KNOWN_AT_NOT_REACHED', { knownAt: String(position), head: String(this.head) });
    return new Moment(this, at.asOf, position);
  }

  /** What is known now of what holds today. */
  get present(): Moment {
    this.#present ??= this.moment({ asOf: this.today });
    return this.#present;
  }

  /**
   * The rows of a query, their columns' names in camelCase.
   * @param beside what every row has besides
   * @throws DatabaseUnavailable; SnapshotOver once it was released
   */
  async query<T extends object>(query: Sql, beside?: object): Promise<T[]> {
    const { text, values } = query;
    const statement = known(text);
    const asked = { text, values, rowMode: 'array' as const, ...(statement && { name: statement.name }) };
    const { fields, rows } = await this.lent.query<unknown[]>(asked);
    const properties = statement?.properties ?? fields.map(({ name }) => camelCase(name));
    if (statement) statement.properties = properties;
    // All rows start as copies of one, so that they share a shape and their properties are found at once.
    const blank: Readonly<Record<string, unknown>> = { ...Object.fromEntries(properties.map((property) => [property, null])), ...beside };
    return rows.map((columns) => {
      const row = { ...blank };
      for (const [index, property] of properties.entries()) row[property] = columns[index];
      return row as T;
    });
  }

  /**
   * Ends the transaction and gives its connection back. What is still being asked is cancelled, what waits is not asked any more, and whoever asks
   * from here on is refused: the connection is somebody else's then. A second call waits for the first.
   */
  release(why: WhyOver = 'over'): Promise<void> {
    return this.lent.giveBack(new SnapshotOver(why), this.standpoint.pid);
  }
}

/** A table as far as it may be seen, and what else is told of its rows. */
interface Restricted {
  readonly from: Sql;
  readonly flags: readonly string[];
}

/** Opened tables that are ahead of the log were filled from one that is gone: there is nothing in them until they are filled again. */
const OPENED_NOT_AHEAD = `(select c.position <= h.position from ${OPENED}.checkpoint c cross join es.log_head h)`;

/** A day behind all that anything is recorded of. */
export const LAST_DAY = raw("date '9999-12-31'");

/** What is known now has no end yet. */
const LAST = raw(String(LAST_POSITION));

const quote = (name: string): string => pg.escapeIdentifier(name);

/** What was known at a position of what held on a day. Everything is read within one snapshot. */
export class Moment {
  /** Made once for each table: a page reads the same ones over and over. */
  readonly #restricted = new Map<RowClass, Restricted>();

  constructor(
    readonly snapshot: Snapshot,
    readonly asOf: CalendarDate,
    /** The position at which this moment answers. */
    readonly position: Position,
  ) {}

  /**
   * A table as of this moment and as far as the snapshot's restriction lets it be seen, to stand after FROM or JOIN, under the table's
   * own name. It has the row class's columns, `known_from` and, in a table of periods, `effective_from` and `effective_until`. An opened
   * table is as of now, whatever the moment.
   * @throws Refused AS_OF_NOT_KEPT when the table has no periods and the moment is not of today
   */
  from(rowClass: RowClass): Sql {
    const { restriction } = this.snapshot;
    return restriction ? this.#restrictedTo(rowClass, restriction).from : this.everyone(rowClass);
  }

  /**
   * The same for a table of periods, each row as whatever is on record leaves it, days ahead included: what a decision goes by, and so what is still to be done.
   * That it holds by now is for whoever asks to say.
   */
  last(rowClass: RowClass): Sql {
    return this.within(rowClass, this.everyone(rowClass, LAST_DAY));
  }

  /**
   * The same table without the restriction: for aggregates behind disclosure control, and for deciding who sees what. Whatever is
   * answered from it has been thought about; `test/access/everyone.spec.ts` lists who does.
   * @param day another day than the moment's, for a table of periods: such as a column of what it is joined to
   * @throws Refused AS_OF_NOT_KEPT
   */
  everyone(rowClass: RowClass, day = sql`${this.asOf}`): Sql {
    const opened = this.snapshot.definition.openedTableOf(rowClass);
    if (opened !== undefined) return raw(`(select * from ${OPENED}.${quote(opened.name)} where ${OPENED_NOT_AHEAD}) as ${quote(opened.name)}`);
    const table = this.snapshot.definition.tableOf(rowClass);
    const { today, head } = this.snapshot;
    if (!table.periods && this.asOf !== today) throw refuse('AS_OF_NOT_KEPT', { asOf: this.asOf, today });
    const name = raw(quote(table.name));
    if (this.position >= head) return table.periods ? sql`(select * from ${name} where ${held(day)}) as ${name}` : sql`${name} as ${name}`;
    const columns = raw(
      versionColumns(table, 'current')
        .map((column) => column.name)
        .join(', '),
    );
    const onDay = table.periods ? sql` and ${held(day)}` : raw('');
    // The conditions stand outside the union, where the planner hands them on to both of its parts; within, each would be a query of its own,
    // whose rows come in no order.
    return sql`(
      select ${columns} from (
        select ${columns}, ${LAST}::bigint as known_until from ${name} union all select ${columns}, known_until from ${raw(quote(`${table.name}_history`))}
      ) as ${name} where known_from <= ${this.position} and known_until > ${this.position}${onDay}
    ) as ${name}`;
  }

  /**
   * Rows of a table that come from elsewhere, such as those on their way into it, as far as the snapshot's restriction lets the table's own be seen.
   * @param source stands after FROM under the table's own name, with its columns
   */
  within(rowClass: RowClass, source: Sql): Sql {
    const { restriction } = this.snapshot;
    return restriction ? this.#read(rowClass, restriction.reading(rowClass, this.snapshot.present), source) : source;
  }

  /** Whether the snapshot's restriction has nobody's row of a table be seen, whatever is recorded: an empty answer then tells nothing of what there is. */
  seesNone(rowClass: RowClass): boolean {
    return this.snapshot.restriction?.reading(rowClass, this.snapshot.present).none ?? false;
  }

  /** A table's own name, under which its columns are found in whatever `from` answers. */
  nameOf(rowClass: RowClass): Sql {
    const { definition } = this.snapshot;
    return raw(quote((definition.openedTableOf(rowClass) ?? definition.tableOf(rowClass)).name));
  }

  /** The rows of a query, their columns' names in camelCase. @param beside what every row has besides */
  query<T extends object>(query: Sql, beside?: object): Promise<T[]> {
    return this.snapshot.query<T>(query, beside);
  }

  /** The properties of a row class that are columns. */
  properties(rowClass: RowClass): ReadonlySet<string> {
    return this.snapshot.definition.tableOf(rowClass).properties;
  }

  /**
   * What to select of a table that `from` answers with: these properties and `id`, or all of it; and what the restriction says of every row.
   */
  select(rowClass: RowClass, properties?: readonly string[]): Sql {
    const name = this.nameOf(rowClass);
    if (!properties) return sql`${name}.*`;
    const { columns } = this.snapshot.definition.tableOf(rowClass);
    const wanted = columns.filter(({ name: column, property }) => column === 'id' || properties.includes(property)).map((column) => column.name);
    const { restriction } = this.snapshot;
    const flags = restriction ? this.#restrictedTo(rowClass, restriction).flags : [];
    return join([...wanted, ...flags].map((column) => sql`${name}.${raw(quote(column))}`));
  }

  /** The columns of a row class, qualified, for a select list. */
  columns(rowClass: RowClass): Sql {
    const table = this.snapshot.definition.tableOf(rowClass);
    return join(table.columns.map((column) => raw(`${quote(table.name)}.${quote(column.name)}`)));
  }

  #restrictedTo(rowClass: RowClass, restriction: Restriction): Restricted {
    const made = this.#restricted.get(rowClass);
    if (made) return made;
    const reading = restriction.reading(rowClass, this.snapshot.present);
    const restricted = { from: this.#read(rowClass, reading), flags: reading.flags?.map(([flag]) => flag) ?? [] };
    this.#restricted.set(rowClass, restricted);
    return restricted;
  }

  #read(rowClass: RowClass, { where, masks = [], flags = [] }: Reading, source = this.everyone(rowClass)): Sql {
    if (!where && masks.length === 0 && flags.length === 0) return source;
    const { definition } = this.snapshot;
    const opened = definition.openedTableOf(rowClass);
    const table = opened ?? definition.tableOf(rowClass);
    const name = this.nameOf(rowClass);
    const columns = masks.length === 0 ? [sql`${name}.*`] : unmasked(table, opened === undefined, masks);
    const flagged = flags.map(([flag, holds]) => sql`${holds} as ${raw(quote(flag))}`);
    return sql`(select ${join([...columns, ...flagged])} from ${source} where ${where ?? raw('true')}) as ${name}`;
  }
}

/** That a period holds on a day. */
const held = (day: Sql): Sql => sql`effective_from <= ${day}::date and ${raw(HELD_UNTIL)} > ${day}::date`;

/** A table's columns, with what a reader does not see of them left out. */
function unmasked(table: Table, versioned: boolean, masks: readonly Mask[]): Sql[] {
  const byProperty = new Map(masks.map((mask) => [mask.property, mask]));
  const columns = table.columns.map(({ name, property, sqlType }) => {
    const column = raw(`${quote(table.name)}.${quote(name)}`);
    const mask = byProperty.get(property);
    byProperty.delete(property);
    if (!mask) return column;
    const otherwise = mask.otherwise ?? raw(`null::${sqlType}`);
    const seen = mask.seenWhere ? sql`case when ${mask.seenWhere} then ${column} else ${otherwise} end` : otherwise;
    return sql`${seen} as ${raw(quote(name))}`;
  });
  const [unknown] = byProperty.keys();
  if (unknown !== undefined) throw new Error(`${table.name} has no column for ${unknown}, which is to be masked`);
  const own = versioned ? ['known_from', ...(table.periods ? ['effective_from', 'effective_until'] : [])] : [];
  return [...columns, ...own.map((name) => raw(`${quote(table.name)}.${name}`))];
}
