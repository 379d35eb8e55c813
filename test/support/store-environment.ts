import { randomUUID } from 'node:crypto';

/** What the environment says of the store, for one system: streams of its own, where `EVENTSTORE_CONNECTION_STRING` names a server. */
export function storeEnvironment(): Record<string, string> {
  const { EVENTSTORE_CONNECTION_STRING = '' } = process.env;
  return EVENTSTORE_CONNECTION_STRING === '' ? {} : { EVENTSTORE_CONNECTION_STRING, EVENTSTORE_STREAM_PREFIX: `test-${randomUUID().slice(0, 8)}.` };
}
