import type { EventMeta, Instant } from '@app/kernel';
import type { Json, LoggedEvent, StoredEvent } from '../port.js';

/** A row of es.events as `EVENT_COLUMNS` selects it. */
export interface EventRow {
  position: bigint;
  stream: string;
  revision: bigint;
  event_id: string;
  type: string;
  schema_version: number;
  effective_on: string;
  recorded_at: Instant;
  meta: EventMeta;
  data: Json;
  leaf: Buffer;
}

export const EVENT_COLUMNS = 'e.position, e.stream, e.revision, e.event_id, e.type, e.schema_version, e.effective_on, e.recorded_at, e.meta, e.data, e.leaf';

function storedEvent(row: Omit<EventRow, 'position' | 'leaf'>): StoredEvent {
  return {
    id: row.event_id,
    stream: row.stream,
    revision: row.revision,
    type: row.type,
    schemaVersion: row.schema_version,
    effectiveOn: row.effective_on,
    recordedAt: row.recorded_at,
    meta: row.meta,
    data: row.data,
  };
}

export function loggedEvent(row: EventRow): LoggedEvent {
  return { ...storedEvent(row), position: row.position, leaf: row.leaf };
}
