import type { CalendarDate, Position } from '@app/kernel';
import { refusals } from '@app/kernel';
import pg from 'pg';
import type { Sql } from 'sql-template-tag';
import sql, { join, raw } from 'sql-template-tag';
import type { RowClass } from '../definition/projection.js';
import type { Table } from '../definition/table.js';
import { versionColumns } from '../storage/ddl.js';
import { OPENED } from '../opened/opened-tables.js';
import type { Snapshot } from './snapshot.js';

export const refuse = refusals({
  AS_OF_NOT_KEPT: {
    en: 'This is kept as of today only, {today}, and not for {asOf}. Leave the date out, or give today’s.',
    cy: 'Dim ond ar gyfer heddiw, {today}, y cedwir hyn, ac nid ar gyfer {asOf}. Hepgorwch y dyddiad, neu rhowch ddyddiad heddiw.',
    field: 'asOf',
  },
  KNOWN_AT_NOT_REACHED: {
    en: 'Position {knownAt} has not been reached: the answers stand at {head}. Ask for that position or an earlier one.',
    cy: 'Ni chyrhaeddwyd safle {knownAt}: mae’r atebion yn sefyll ar {head}. Gofynnwch am y safle hwnnw neu un cynharach.',
    field: 'knownAt',
  },
});

const quote = (name: string): string => pg.escapeIdentifier(name);

/** What was known at a position of what held on a day. Everything is read within one snapshot. */
export class Moment {
  constructor(
    readonly snapshot: Snapshot,
    readonly asOf: CalendarDate,
    /** The position at which this moment answers. */
    readonly position: Position,
  ) {}

  /**
   * A table as of this moment, to stand after FROM or JOIN, under the table's own name. It has the row class's columns, `known_from`
   * and, in a table of periods, `effective_from` and `effective_until`. An opened table is as of now, whatever the moment.
   * @throws Refused AS_OF_NOT_KEPT when the table has no periods and the moment is not of today
   */
  from(rowClass: RowClass): Sql {
    const opened = this.snapshot.definition.openedTableOf(rowClass);
    if (opened !== undefined) return raw(`${OPENED}.${quote(opened)}`);
    const table = this.snapshot.definition.tableOf(rowClass);
    const { today, head } = this.snapshot;
    if (!table.periods && this.asOf !== today) throw refuse('AS_OF_NOT_KEPT', { asOf: this.asOf, today });
    const name = raw(quote(table.name));
    if (this.position >= head) return table.periods ? sql`(select * from ${name} where ${this.#held()}) as ${name}` : name;
    const columns = raw(
      versionColumns(table, 'current')
        .map((column) => column.name)
        .join(', '),
    );
    const onDay = table.periods ? sql` and ${this.#held()}` : raw('');
    return sql`(
      select ${columns} from ${name} where known_from <= ${this.position}${onDay}
      union all
      select ${columns} from ${raw(quote(`${table.name}_history`))} where known_from <= ${this.position} and known_until > ${this.position}${onDay}
    ) as ${name}`;
  }

  /** The rows of a query, their columns' names in camelCase. */
  query<T extends object>(query: Sql): Promise<T[]> {
    return this.snapshot.query<T>(query);
  }

  /** The columns of a row class, qualified, for a select list. */
  columns(rowClass: RowClass): Sql {
    const table: Table = this.snapshot.definition.tableOf(rowClass);
    return join(table.columns.map((column) => raw(`${quote(table.name)}.${quote(column.name)}`)));
  }

  #held(): Sql {
    return sql`effective_from <= ${this.asOf}::date and (effective_until is null or effective_until > ${this.asOf}::date)`;
  }
}
