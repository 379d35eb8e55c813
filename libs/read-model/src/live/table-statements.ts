import type { ClientBase } from 'pg';
import pg from 'pg';
import type { CalendarDate, Position } from '@app/kernel';
import type { AnyRow } from '../definition/projection.js';
import type { Table } from '../definition/table.js';
import type { Entry } from '../fold/facts.js';
import type { Version } from '../fold/key-fold.js';
import { currentKey, JOURNAL_COLUMNS, namesOf, versionColumns } from '../storage/ddl.js';
import type { SqlColumns } from '../storage/statements.js';
import { insertion, journalOf, readJournal } from '../storage/statements.js';
import { entryTexts, transposed, versionTexts } from '../storage/encoding.js';
import type { EventDecoder } from '../storage/log-rows.js';

/** What a batch changes in one table. */
export interface TableChanges {
  readonly entries: readonly Entry[];
  readonly superseded: readonly { readonly version: Version; readonly knownUntil: Position }[];
  readonly written: readonly Version[];
  readonly removed: readonly { readonly key: string; readonly from: CalendarDate }[];
}

/** A key's last two versions and the last day on which a fact of it holds. */
export interface Tail {
  readonly versions: readonly Version[];
  readonly lastOn: CalendarDate | null;
}

interface TailRow extends AnyRow {
  $key: string;
  $lastOn: CalendarDate | null;
  $from: CalendarDate;
  $until: CalendarDate | null;
  /** null: the key has no row. */
  $knownFrom: Position | null;
}

/** The statements that read and write one table of one schema; prepared once per connection. */
export class TableStatements {
  readonly #journal: SqlColumns = JOURNAL_COLUMNS;
  readonly #history: SqlColumns;
  readonly #current: SqlColumns;
  readonly #texts: { readonly tails: string; readonly facts: string; readonly write: string; readonly remove: string };

  constructor(
    readonly schema: string,
    readonly table: Table,
    readonly number: number,
  ) {
    this.#history = versionColumns(table, 'history');
    this.#current = versionColumns(table, 'current');
    this.#texts = { tails: this.#tailsText(), facts: this.#factsText(), write: this.#writeText(), remove: this.#removeText() };
  }

  /** The tails of keys, each in the order of its days; every key has one. */
  async tails(client: ClientBase, keys: readonly string[]): Promise<ReadonlyMap<string, Tail>> {
    if (keys.length === 0) return new Map();
    const { rows } = await client.query<TailRow>({ name: this.#name('tails'), text: this.#texts.tails, values: [keys] });
    const tails = new Map<string, { versions: Version[]; lastOn: CalendarDate | null }>(keys.map((key) => [key, { versions: [], lastOn: null }]));
    for (const row of rows) {
      const tail = tails.get(row.$key);
      if (!tail) continue;
      tail.lastOn = row.$lastOn;
      if (row.$knownFrom !== null) tail.versions.unshift({ row: this.#plain(row), from: row.$from, until: row.$until, knownFrom: row.$knownFrom });
    }
    return tails;
  }

  /** The whole journal of keys, in the order of positions. */
  journals(client: ClientBase, keys: readonly string[], decoder: EventDecoder): Promise<readonly Entry[]> {
    return readJournal(client, { name: this.#name('facts'), text: this.#texts.facts, values: [keys] }, decoder);
  }

  async write(client: ClientBase, changes: TableChanges): Promise<void> {
    const { entries, superseded, written, removed } = changes;
    if (removed.length > 0) {
      const values = [removed.map(({ key }) => key), ...(this.table.periods ? [removed.map(({ from }) => from)] : [])];
      await client.query({ name: this.#name('remove'), text: this.#texts.remove, values });
    }
    if (entries.length === 0) return;
    const values = [
      ...transposed(entries.map(entryTexts), this.#journal.length),
      ...transposed(
        superseded.map(({ version, knownUntil }) => versionTexts(this.table, version, knownUntil)),
        this.#history.length,
      ),
      ...transposed(
        written.map((version) => versionTexts(this.table, version)),
        this.#current.length,
      ),
    ];
    await client.query({ name: this.#name('write'), text: this.#texts.write, values });
  }

  #name(statement: string): string {
    return `${this.schema} ${this.number} ${statement}`;
  }

  /** The row as handlers know it. */
  #plain(loaded: AnyRow): AnyRow {
    const row: Record<string, unknown> = {};
    for (const { property } of this.table.columns) row[property] = loaded[property];
    return row;
  }

  #tailsText(): string {
    const { table, schema } = this;
    const { current, journal } = namesOf(schema, table);
    const columns = table.columns.map(({ name, property }) => `t.${pg.escapeIdentifier(name)} as ${pg.escapeIdentifier(property)}`).join(', ');
    const { sqlType } = table.id;
    if (!table.periods) {
      return `select t.id::text as "$key", null as "$lastOn", '' as "$from", null as "$until", t.known_from as "$knownFrom", ${columns}
        from ${current} t where t.id = any($1::${sqlType}[])`;
    }
    return `select k.key as "$key", j.last_on as "$lastOn", t.effective_from as "$from", t.effective_until as "$until", t.known_from as "$knownFrom", ${columns}
      from unnest($1::text[]) k(key)
      cross join lateral (select max(j.effective_on) as last_on from ${journal} j where j.key = k.key) j
      left join lateral (select * from ${current} c where c.id = k.key::${sqlType} order by c.effective_from desc limit 2) t on true`;
  }

  #factsText(): string {
    return journalOf(this.schema, this.table);
  }

  #writeText(): string {
    const { current, history, journal } = namesOf(this.schema, this.table);
    const afterJournal = 1 + this.#journal.length;
    const key = currentKey(this.table);
    const rest = this.#current.filter(({ name }) => !key.includes(name) && name !== '"id"');
    return `with journaled as (${insertion(journal, this.#journal, 1)}), superseded as (${insertion(history, this.#history, afterJournal)})
      ${insertion(current, this.#current, afterJournal + this.#history.length)}
      on conflict (${key.join(', ')}) do update set ${rest.map(({ name }) => `${name} = excluded.${name}`).join(', ')}`;
  }

  #removeText(): string {
    const { current } = namesOf(this.schema, this.table);
    const id = this.table.id.sqlType;
    if (!this.table.periods) return `delete from ${current} where id = any($1::${id}[])`;
    return `delete from ${current} t using unnest($1::text[], $2::date[]) g(id, effective_from) where t.id = g.id::${id} and t.effective_from = g.effective_from`;
  }
}
