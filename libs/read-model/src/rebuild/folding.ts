import type { Database } from '@app/database';
import { DatabaseUnavailable, toDatabaseError } from '@app/database';
import type { Json, LoggedEvent } from '@app/event-store';
import type { EventMeta, Position } from '@app/kernel';
import type { Table } from '../definition/table.js';
import type { Entry } from '../fold/facts.js';
import type { Version } from '../fold/key-fold.js';
import { KeyFold } from '../fold/key-fold.js';
import { analyse, createRows, indexJournal, indexRows, namesOf, versionColumns } from '../storage/ddl.js';
import { copyLine, versionTexts } from '../storage/encoding.js';
import type { EventDecoder } from '../storage/log-rows.js';
import { CannotBuild, isFinal, isOfTheData } from '../worker/failure.js';
import { CopyIn } from './copy-in.js';
import { copyLines, unescaped } from './copy-out.js';

/** Sorting and index building stay within this, whatever the log's size; what is more goes to disk. */
const MEMORY = "set work_mem = '96MB'; set maintenance_work_mem = '128MB'; set synchronous_commit = off; set jit = off; set TimeZone = 'UTC'";

const facts = (schema: string, table: Table): string => `
  select j.key, j.place, j.voided, j.position, e.stream, e.revision, e.event_id, e.type, e.schema_version, e.effective_on, e.recorded_at, e.meta, e.data
  from ${namesOf(schema, table).journal} j join es.events e using (position) order by j.key, j.position`;

/** A fact as the journal joined to the log gives it; what is costly to parse is parsed when it is asked for. */
class JournaledEvent implements LoggedEvent {
  readonly replaces: boolean;
  readonly leaf = new Uint8Array();

  constructor(
    readonly position: Position,
    private readonly fields: readonly string[],
  ) {
    const meta = this.#field(11);
    this.replaces = meta.includes('"corrects":') || meta.includes('"voids":');
  }

  get stream(): string {
    return this.#field(4);
  }
  get revision(): bigint {
    return BigInt(this.#field(5));
  }
  get id(): string {
    return this.#field(6);
  }
  get type(): string {
    return this.#field(7);
  }
  get schemaVersion(): number {
    return Number(this.#field(8));
  }
  get effectiveOn(): string {
    return this.#field(9);
  }
  get recordedAt(): string {
    return new Date(this.#field(10)).toISOString();
  }
  get meta(): EventMeta {
    return JSON.parse(unescaped(this.#field(11))) as EventMeta;
  }
  get data(): Json {
    return JSON.parse(unescaped(this.#field(12))) as Json;
  }

  #field(index: number): string {
    return this.fields[index] ?? '';
  }
}

function entryIn(line: string, decoder: EventDecoder): Entry {
  const fields = line.split('\t');
  const [key = '', place = '', voided = '', at = ''] = fields;
  const position = BigInt(at);
  return {
    key: unescaped(key),
    place: place === at ? position : BigInt(place),
    position,
    fact: voided === 't' ? undefined : decoder.decode(new JournaledEvent(position, fields)),
  };
}

/**
 * Fills one table from its journal: each key is folded to its end with all its versions, every row is written once, and keys and
 * indices are built over the finished tables. Holds one key's facts in memory at a time.
 * @param onFolded told how many entries more have been folded
 * @throws CannotApply, CannotBuild, DatabaseUnavailable
 */
export async function foldTable(database: Database, schema: string, table: Table, decoder: EventDecoder, onFolded: (entries: number) => void): Promise<void> {
  const reader = await database.connect('rebuild reader');
  const writer = await database.connect('rebuild writer');
  try {
    await reader.query(`${MEMORY}; analyze ${namesOf(schema, table).journal}`);
    await writer.query(`${MEMORY}; begin; ${createRows(schema, table)}`);
    const copy = new CopyIn(writer);
    const target = (kind: 'current' | 'history') =>
      copy.into(
        `${namesOf(schema, table)[kind]} (${versionColumns(table, kind)
          .map(({ name }) => name)
          .join(', ')})`,
        ' with (freeze)',
      );
    const current = target('current');
    const history = target('history');
    const onSuperseded = (version: Version, knownUntil: Position): void => history.add(copyLine(versionTexts(table, version, knownUntil)));
    const finish = (fold: KeyFold | undefined): void => fold?.current.forEach((version) => current.add(copyLine(versionTexts(table, version))));

    let fold: KeyFold | undefined;
    for await (const lines of copyLines(reader, facts(schema, table))) {
      for (const line of lines) {
        const entry = entryIn(line, decoder);
        if (fold?.key !== entry.key) {
          finish(fold);
          fold = new KeyFold(table, entry.key, onSuperseded);
        }
        fold.apply(entry);
      }
      if (current.full) await current.flush();
      if (history.full) await history.flush();
      onFolded(lines.length);
    }
    finish(fold);
    await current.flush();
    await history.flush();
    await copy.settled();
    await writer.query('commit');
    for (const statement of [indexJournal(schema, table), ...indexRows(schema, table), analyse(schema, table)]) await writer.query(statement);
  } catch (thrown) {
    const error = toDatabaseError(thrown);
    throw !isFinal(error) && !(error instanceof DatabaseUnavailable) && isOfTheData(error) ? new CannotBuild(table.name, error) : error;
  } finally {
    await Promise.allSettled([reader.end(), writer.end()]);
  }
}
