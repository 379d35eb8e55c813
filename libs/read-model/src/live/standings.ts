import type { ClientBase } from 'pg';
import { type Logged, type Position, replacedBy } from '@app/kernel';
import type { Standing } from '../fold/facts.js';
import { Places } from '../fold/facts.js';
import { correctionTable } from '../storage/ddl.js';
import type { EventDecoder } from '../storage/log-rows.js';
import { LOG_COLUMNS, readLogRows } from '../storage/log-rows.js';

/** What a batch's corrections replace. */
export interface Standings {
  readonly of: (event: Logged) => Standing | undefined;
  /** The corrections of the batch, to be remembered with it. */
  readonly corrections: readonly { readonly position: Position; readonly place: Position }[];
}

const NONE: Standings = { of: () => undefined, corrections: [] };

/**
 * Finds the places of a batch's corrections, from the corrections remembered before it and from the log. Costs nothing where the batch
 * holds none.
 * @param events in the order of the log; all corrections among them, and of the other events those that mean something: what is corrected may
 *   be any, also one that was left out from between them
 */
export async function standBatch(client: ClientBase, schema: string, events: readonly Logged[], decoder: EventDecoder): Promise<Standings> {
  const replacing = events.filter((event) => replacedBy(event) !== undefined);
  if (replacing.length === 0) return NONE;
  const places = new Places();
  const inBatch = new Set(events.map(({ id }) => id));
  const earlier = replacing.flatMap((event) => replacedBy(event) ?? []).filter((id) => !inBatch.has(id));
  if (earlier.length > 0) for (const { event, place } of await standingAt(client, schema, earlier, decoder)) places.learn(event, place);
  const standings = new Map<Position, Standing>();
  for (const event of events) {
    const standing = places.stand(event);
    if (standing) standings.set(event.position, standing);
  }
  return { of: ({ position }) => standings.get(position), corrections: [...standings].map(([position, { place }]) => ({ position, place })) };
}

/** The named events and all that are known to stand where they do, in the order of the log. */
function standingAt(client: ClientBase, schema: string, ids: readonly string[], decoder: EventDecoder) {
  const correction = correctionTable(schema);
  const text = `
    with place as (
      select distinct coalesce(c.place, e.position) as place from es.events e left join ${correction} c using (position) where e.event_id = any($1::uuid[])
    ), standing as (
      select place, place as position from place union select c.place, c.position from ${correction} c join place using (place)
    )
    select s.place, ${LOG_COLUMNS} from standing s join es.events e using (position) order by e.position`;
  return readLogRows<{ place: Position }>(client, { text, values: [ids] }, decoder);
}
