import type { Streams } from '@app/event-store';
import { organisationStream } from '../events.js';
import { type Organisation, organisation } from '../domain/organisation.js';
import { MOST_LEVELS } from '../domain/parent.js';

/** An organisation, its parent, and so on upwards; no further than the tree may be deep. */
export async function lineage(streams: Streams, organisationId: string | undefined): Promise<readonly Organisation[]> {
  const line: Organisation[] = [];
  for (let above = organisationId; above && line.length < MOST_LEVELS;) {
    const state: Organisation = await streams.load(organisationStream(above), organisation);
    line.push(state);
    above = state.status === 'none' ? undefined : state.parentId;
  }
  return line;
}
