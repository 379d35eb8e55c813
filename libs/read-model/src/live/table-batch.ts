import type { ClientBase } from 'pg';
import type { CalendarDate, Position } from '@app/kernel';
import type { Table } from '../definition/table.js';
import type { Entry } from '../fold/facts.js';
import type { Version } from '../fold/key-fold.js';
import { KeyFold } from '../fold/key-fold.js';
import type { EventDecoder } from '../storage/log-rows.js';
import type { TableChanges, TableStatements, Tail } from './table-statements.js';

/** Whether a key's new facts all come last in its order of folding, so that its last versions suffice to go on from. */
function comeLast(table: Table, entries: readonly Entry[], tail: Tail): boolean {
  if (!table.periods) return true;
  let last: CalendarDate = tail.lastOn ?? '';
  for (const { fact } of entries) {
    if (!fact || fact.effectiveOn < last) return false;
    last = fact.effectiveOn;
  }
  return true;
}

/**
 * Folds a batch's entries into one table. Where they all come last, each key goes on from its last versions; a key with a late fact, a
 * correction or a void is folded again from its journal.
 * @param entries of this table, in the order of the log
 * @param first the batch's first position
 */
export async function foldBatch(
  client: ClientBase,
  statements: TableStatements,
  entries: readonly Entry[],
  first: Position,
  decoder: EventDecoder,
): Promise<TableChanges> {
  const { table } = statements;
  const byKey = new Map<string, Entry[]>();
  const again = new Set<string>();
  for (const entry of entries) {
    const ofKey = byKey.get(entry.key);
    if (ofKey) ofKey.push(entry);
    else byKey.set(entry.key, [entry]);
    if (entry.place !== entry.position) again.add(entry.key);
  }

  const tails = await statements.tails(
    client,
    [...byKey.keys()].filter((key) => !again.has(key)),
  );
  for (const [key, tail] of tails) if (!comeLast(table, byKey.get(key) ?? [], tail)) again.add(key);

  const superseded: { version: Version; knownUntil: Position }[] = [];
  // What journals held before the batch was superseded then, and is in the history.
  const onSuperseded = (version: Version, knownUntil: Position): void => {
    if (knownUntil >= first) superseded.push({ version, knownUntil });
  };
  const folds = new Map<string, KeyFold>();
  for (const key of byKey.keys()) folds.set(key, new KeyFold(table, key, onSuperseded, again.has(key) ? [] : tails.get(key)?.versions));
  if (again.size > 0) for (const entry of await statements.journals(client, [...again], decoder)) folds.get(entry.key)?.apply(entry);

  const before = new Map([...folds].map(([key, { current }]) => [key, current.map(({ from }) => from)]));
  for (const entry of entries) folds.get(entry.key)?.apply(entry);

  const written: Version[] = [];
  const removed: { key: string; from: CalendarDate }[] = [];
  for (const [key, { current }] of folds) {
    for (const version of current) if (version.knownFrom >= first) written.push(version);
    for (const from of before.get(key) ?? []) if (!current.some((version) => version.from === from)) removed.push({ key, from });
  }
  return { entries, superseded, written, removed };
}
