import type { ClientBase } from 'pg';
import type { Logged, Position } from '@app/kernel';
import type { LoggedEvent } from '@app/event-store';
import { LazyEvent } from '@app/event-store';
import { blank } from '../fold/blank.js';
import { CannotApply } from '../fold/cannot-apply.js';

/** Turns a stored event into what a fold is given: upcast to its current version. `Codec` is one. */
export interface EventDecoder {
  /** @throws when no feature declares the event's type */
  decode(event: LoggedEvent): Logged;
}

/** The columns of `es.events e` that `readLogRows` takes. */
export const LOG_COLUMNS =
  'e.position, e.stream, e.revision, e.event_id as id, e.type, e.schema_version as "schemaVersion", e.effective_on as "effectiveOn", e.recorded_at as "recordedAt", e.meta, e.data, e.leaf';

/** Rows of a query over `es.events e` that selects `LOG_COLUMNS` and perhaps more, each with its event decoded. */
export async function readLogRows<More extends object>(
  client: ClientBase,
  query: { text: string; values: unknown[] },
  decoder: EventDecoder,
): Promise<(More & { readonly event: Logged })[]> {
  const { rows } = await client.query<LoggedEvent & More>(query);
  return rows.map((row) => ({ ...row, event: decoder.decode(row) }));
}

/** The same, but what it throws names the event. */
export function naming(decoder: EventDecoder): EventDecoder {
  return {
    decode(event) {
      try {
        return decoder.decode(event);
      } catch (error) {
        throw new CannotApply(event, 'the read model', event.position, error);
      }
    },
  };
}

/** The same, but events at these positions are blanks, whatever is in them. */
export function passingOver(decoder: EventDecoder, positions: ReadonlySet<Position>): EventDecoder {
  if (positions.size === 0) return decoder;
  return { decode: (event) => (positions.has(event.position) ? blank(event, replacedBy(event)) : decoder.decode(event)) };
}

/** Many are read without their metadata, which then replace nothing. */
function replacedBy(event: LoggedEvent): Pick<Logged, 'corrects' | 'voids'> {
  if (event instanceof LazyEvent && !event.replaces) return {};
  const { corrects, voids } = event.meta;
  return { ...(corrects !== undefined && { corrects }), ...(voids !== undefined && { voids }) };
}
