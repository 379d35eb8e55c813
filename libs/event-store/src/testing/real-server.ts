import { randomUUID } from 'node:crypto';
import type { Database } from '@app/database';
import { parseConnectionString } from '../eventstoredb/connection-string.js';
import { EventStoreDb } from '../eventstoredb/connection.js';
import { type Line, lineTo } from './line.js';

/** A part of the EventStoreDB at `EVENTSTORE_CONNECTION_STRING` that nobody has used, and a way there that can break. */
export interface RealServer {
  readonly connectionString: string;
  readonly prefix: string;
  readonly line: Line;
  /** Another process's, as it were. */
  open(prefix?: string, mirror?: Database): EventStoreDb;
  close(): Promise<void>;
}

/** A prefix that no installation and no other run has. */
export const aPrefix = (): string => `test-${randomUUID().slice(0, 8)}.`;

/**
 * One node in the clear is reached over a line that can break. To a cluster, or over TLS, the client goes by itself, and the line breaks nothing.
 * @throws Error without `EVENTSTORE_CONNECTION_STRING`
 */
export async function realServer(): Promise<RealServer> {
  const given = process.env['EVENTSTORE_CONNECTION_STRING'] ?? '';
  const { endpoints, cluster, tls } = parseConnectionString(given);
  const line = await lineTo(endpoints[0]);
  const connectionString = cluster || tls ? given : given.replace(/^(esdb:\/\/(?:[^@]*@)?)[^/?]*/, `$1127.0.0.1:${line.port}`);
  const prefix = aPrefix();
  const opened: EventStoreDb[] = [];
  return {
    connectionString,
    prefix,
    line,
    open(other = prefix, mirror?: Database) {
      const db = new EventStoreDb({ connectionString, prefix: other }, mirror);
      opened.push(db);
      return db;
    },
    async close() {
      await Promise.all(opened.map((db) => db.onApplicationShutdown()));
      await line.close();
    },
  };
}
