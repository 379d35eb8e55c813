import type { Client } from 'pg';
import type { LazyEvent } from '@app/event-store';
import type { Logged, Position } from '@app/kernel';
import type { ReadModelDefinition } from '../definition/read-model-definition.js';
import { entriesOf } from '../fold/facts.js';
import { standBatch } from '../live/standings.js';
import { correctionTable, JOURNAL_COLUMNS, namesOf } from '../storage/ddl.js';
import { entryLine } from '../storage/encoding.js';
import type { EventDecoder } from '../storage/log-rows.js';
import type { Reading } from './copied-event.js';
import { copyLog } from './copied-event.js';
import { CopyIn } from './copy-in.js';

/** Whether an event can mean anything to the read model; each type is decoded once at least, so that an unknown one stops the rebuild. */
function relevance(definition: ReadModelDefinition, decoder: EventDecoder): (event: LazyEvent) => boolean {
  const known = new Set<string>();
  return (event) => {
    if (definition.types.has(event.type) || event.replaces) return true;
    const version = `${event.type} ${event.schemaVersion}`;
    if (!known.has(version)) {
      decoder.decode(event);
      known.add(version);
    }
    return false;
  };
}

export interface Staging {
  /** Writes the journals. */
  readonly client: Client;
  readonly schema: string;
  readonly definition: ReadModelDefinition;
  readonly decoder: EventDecoder;
  /** A connection to read the log by. */
  readonly reader: () => Promise<Client>;
}

/**
 * Fills the journals of a new schema from the log up to a position: every fact under its keys, in the order of the log. The journals have no
 * indices yet.
 * @returns how many entries each table's journal holds, by the table's name
 * @throws CannotApply; LogCorrupt; MetadataWanted
 */
export async function stageJournals(
  staging: Staging,
  upTo: Position,
  reading: Reading,
  onRead: (position: Position) => void,
): Promise<ReadonlyMap<string, number>> {
  const { client, schema, definition } = staging;
  await client.query(`truncate ${[correctionTable(schema), ...definition.tables.map((table) => namesOf(schema, table).journal)].join(', ')}`);
  const reader = await staging.reader();
  try {
    return await stage(staging, copyLog(reader, upTo, reading), onRead);
  } finally {
    await reader.end().catch(() => undefined);
  }
}

async function stage(
  { client, schema, definition, decoder }: Staging,
  batches: AsyncIterable<readonly LazyEvent[]>,
  onRead: (position: Position) => void,
): Promise<ReadonlyMap<string, number>> {
  const copy = new CopyIn(client);
  const columns = JOURNAL_COLUMNS.map(({ name }) => name).join(', ');
  const journals = definition.tables.map((table) => ({ table, target: copy.into(`${namesOf(schema, table).journal} (${columns})`) }));
  const corrections = copy.into(`${correctionTable(schema)} (position, place)`);
  const isRelevant = relevance(definition, decoder);
  for await (const batch of batches) {
    const events: Logged[] = [];
    for (const stored of batch) if (isRelevant(stored)) events.push(decoder.decode(stored));
    const standings = await standBatch(client, schema, events, decoder);
    for (const { position, place } of standings.corrections) corrections.add(`${position}\t${place}\n`);
    // At once, for the corrections of later batches to be placed by.
    await corrections.flush();
    for (const { table, target } of journals) {
      for (const event of events) for (const entry of entriesOf(table, event, standings.of(event))) target.add(entryLine(entry));
      if (target.full) await target.flush();
    }
    onRead(batch.at(-1)?.position ?? 0n);
  }
  for (const { target } of journals) await target.flush();
  await copy.settled();
  return new Map(journals.map(({ table, target }) => [table.name, target.rows]));
}
