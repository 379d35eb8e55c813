import { commit } from '@app/database';
import type { Position } from '@app/kernel';
import type { Client } from 'pg';
import type { Table } from '../definition/table.js';
import type { Version } from '../fold/key-fold.js';
import { KeyFold } from '../fold/key-fold.js';
import { createRows, namesOf, versionColumns } from '../storage/ddl.js';
import { VersionWriter } from '../storage/encoding.js';
import type { EventDecoder } from '../storage/log-rows.js';
import { CopyIn } from './copy-in.js';
import type { StagedFacts } from './staged-facts.js';

/**
 * Makes one table and its history from its facts: each key is folded to its end with all its versions, every row is written once. There
 * are no keys and indices yet.
 * @param onFolded told how many entries more have been folded
 * @throws CannotApply; LeftOut
 */
export async function foldTable(
  client: Client,
  schema: string,
  table: Table,
  facts: StagedFacts,
  decoder: EventDecoder,
  onFolded: (entries: number) => void,
): Promise<void> {
  await client.query(`begin; ${createRows(schema, table)}`);
  const copy = new CopyIn(client);
  const names = namesOf(schema, table);
  const current = copy.into(names.current, versionColumns(table, 'current'));
  const history = copy.into(names.history, versionColumns(table, 'history'));
  const writer = new VersionWriter(table);
  const onSuperseded = (version: Version, knownUntil: Position): void => writer.write(history.rows, version, knownUntil);
  for await (const portion of facts.portionsOf(table)) {
    for (const [key, records] of portion.keys) {
      const fold = new KeyFold(table, key, onSuperseded);
      for (const at of records) fold.apply(portion.entry(key, at, decoder));
      for (const version of fold.current) writer.write(current.rows, version);
      writer.forget();
      if (current.full) await current.flush();
      if (history.full) await history.flush();
      onFolded(records.length);
    }
  }
  await current.flush();
  await history.flush();
  await copy.settled();
  await commit(client);
}
