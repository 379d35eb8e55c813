import { EventStoreDBClient, START } from '@eventstore/db-client';
import type { Place } from '../stage/place.js';

/** What the EventStoreDB server itself holds of a place, in its own order: tab-separated lines of position, stream, revision, event id, type. */
export async function* nativeEvents({ node, prefix }: Place): AsyncGenerator<string> {
  if (!node) return;
  const client = EventStoreDBClient.connectionString(node.connectionString);
  try {
    let position = 0;
    for await (const { event } of client.readAll({ fromPosition: START })) {
      if (!event?.streamId.startsWith(prefix) || event.streamId === `${prefix}genesis`) continue;
      yield `${[++position, event.streamId.slice(prefix.length), event.revision, event.id, event.type].join('\t')}\n`;
    }
  } finally {
    await client.dispose();
  }
}
