import { commit } from '@app/database';
import type { LazyEvent } from '@app/event-store';
import type { Logged, Position } from '@app/kernel';
import type { Client } from 'pg';
import type { ReadModelDefinition } from '../definition/read-model-definition.js';
import { entriesOf } from '../fold/facts.js';
import { standBatch } from '../live/standings.js';
import { correctionTable, createCorrections, createJournal, JOURNAL_COLUMNS, namesOf } from '../storage/ddl.js';
import { writeEntry } from '../storage/encoding.js';
import type { EventDecoder } from '../storage/log-rows.js';
import type { CopiedEvents, Reading } from './copied-event.js';
import { copyLog } from './copied-event.js';
import { CopyIn } from './copy-in.js';
import type { StagedFacts } from './staged-facts.js';

/** Whether an event can mean anything to the read model; each type is decoded once at least, so that an unknown one stops the rebuild. */
function relevance(definition: ReadModelDefinition, decoder: EventDecoder): (event: LazyEvent) => boolean {
  const known = new Set<string>();
  return (event) => {
    if (definition.types.has(event.type) || event.replaces) return true;
    const version = `${event.type} ${event.schemaVersion}`;
    if (!known.has(version)) {
      // Where this one alone is passed over, nothing is known of its type.
      if (decoder.decode(event).type === event.type) known.add(version);
    }
    return false;
  };
}

export interface Staging {
  /** Writes the journals. */
  readonly client: Client;
  /** Reads the log. */
  readonly reader: Client;
  readonly schema: string;
  readonly definition: ReadModelDefinition;
  readonly decoder: EventDecoder;
  readonly facts: StagedFacts;
}

/**
 * Reads the log up to a position, once: fills the journals of a new schema, and puts every fact aside under its keys, to be folded. The
 * journals have no indices yet.
 * @throws CannotApply; LogCorrupt; LeftOut
 */
export async function stageFacts(staging: Staging, upTo: Position, reading: Reading, onRead: (position: Position) => void): Promise<void> {
  const { client, reader, schema, definition } = staging;
  await client.query(`begin; ${[createCorrections(schema), ...definition.tables.map((table) => createJournal(schema, table))].join(';')}`);
  try {
    await stage(staging, copyLog(reader, upTo, reading), onRead);
    await commit(client);
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function stage(
  { client, schema, definition, decoder, facts }: Staging,
  batches: AsyncIterable<CopiedEvents>,
  onRead: (position: Position) => void,
): Promise<void> {
  const copy = new CopyIn(client);
  const journals = definition.tables.map((table) => ({ table, target: copy.into(namesOf(schema, table).journal, JOURNAL_COLUMNS) }));
  const concerned = new Map([...definition.types].map((type) => [type, journals.filter(({ table }) => table.projection.types.has(type))]));
  const corrections = copy.into(correctionTable(schema), [{ name: 'position' }, { name: 'place' }]);
  const isRelevant = relevance(definition, decoder);
  for await (const { rows, events: read } of batches) {
    const events: Logged[] = [];
    const numbers: number[] = [];
    for (const [number, event] of read.entries()) {
      if (!isRelevant(event)) continue;
      events.push(decoder.decode(event));
      numbers.push(number);
    }
    const standings = await standBatch(client, schema, events, decoder);
    for (const { position, place } of standings.corrections) {
      corrections.rows.width(2);
      corrections.rows.int64(position);
      corrections.rows.int64(place);
    }
    // At once, for the corrections of later batches to be placed by.
    await corrections.flush();
    for (const [index, event] of events.entries()) {
      const standing = standings.of(event);
      const number = numbers[index] ?? 0;
      const row = { rows, start: rows.bounds[number] ?? 0, end: rows.bounds[number + 1] ?? 0 };
      // What an event replaces may have been of any type.
      for (const { table, target } of standing ? journals : (concerned.get(event.type) ?? [])) {
        const entries = entriesOf(table, event, standing);
        for (const entry of entries) writeEntry(target.rows, entry);
        facts.add(table, entries, row);
      }
    }
    for (const { target } of journals) if (target.full) await target.flush();
    await facts.settle();
    onRead(read.at(-1)?.position ?? 0n);
  }
  for (const { target } of journals) await target.flush();
  await copy.settled();
}
