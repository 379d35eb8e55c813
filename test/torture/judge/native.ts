import { EventStoreDBClient, START } from '@eventstore/db-client';
import type { Place } from '../stage/place.js';

/** More than others can have written since. */
const LOOK_BACK = 1_000;
const GENESIS = 'genesis';

/** The id of what a place recorded last, as the server has it. */
export async function newestNative({ node, prefix }: Place): Promise<string | undefined> {
  if (!node) return undefined;
  const client = EventStoreDBClient.connectionString(node.connectionString);
  try {
    for await (const { event } of client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: LOOK_BACK })) {
      if (event?.streamId.startsWith(prefix) && event.streamId !== prefix + GENESIS) return event.id;
    }
    return undefined;
  } finally {
    await client.dispose();
  }
}

/** What the EventStoreDB server itself holds of a place, in its own order: tab-separated lines of position, stream, revision, event id, type. */
export async function* nativeEvents({ node, prefix }: Place): AsyncGenerator<string> {
  if (!node) return;
  const client = EventStoreDBClient.connectionString(node.connectionString);
  try {
    let position = 0;
    for await (const { event } of client.readAll({ fromPosition: START })) {
      if (!event?.streamId.startsWith(prefix) || event.streamId === prefix + GENESIS) continue;
      yield `${[++position, event.streamId.slice(prefix.length), event.revision, event.id, event.type].join('\t')}\n`;
    }
  } finally {
    await client.dispose();
  }
}
