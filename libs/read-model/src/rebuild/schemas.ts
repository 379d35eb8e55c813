import { ADVISORY_LOCKS } from '@app/database';
import type { Database } from '@app/database';
import type { ClientBase } from 'pg';
import pg from 'pg';

/** Readers hold this shared lock on their schema's number while their snapshot lasts; whoever drops the schema must have it alone. */
export const SCHEMA_LOCK = ADVISORY_LOCKS.schema;

/** Held, by session, by whoever rebuilds. */
export const REBUILD_LOCK = ADVISORY_LOCKS.rebuild;

/** The number in `rm_<n>`, as SQL over a schema's name. */
export const numberOf = (schema: string): string => `substr(${schema}, 4)::integer`;

/** Long enough that whoever had just read the pointer has taken its lock. */
const GRACE_SECONDS = 60;

async function drop(client: ClientBase, schema: string): Promise<void> {
  await client.query(
    `begin; drop schema if exists ${pg.escapeIdentifier(schema)} cascade; delete from projection.read_model where schema = ${pg.escapeLiteral(schema)}; commit`,
  );
}

/** A number for a read model of this version, with a row that says it is being built: its schema's name. */
export async function createSchema(client: ClientBase, version: string): Promise<string> {
  const { rows } = await client.query<{ schema: string }>("insert into projection.read_model (version, status) values ($1, 'building') returning schema", [
    version,
  ]);
  return rows[0]?.schema ?? '';
}

/** Leaves nothing in a schema, where a rebuild begins again. */
export async function emptySchema(client: ClientBase, schema: string): Promise<void> {
  const own = pg.escapeIdentifier(schema);
  await client.query(`begin; drop schema if exists ${own} cascade; create schema ${own}; commit`);
}

/** Drops what interrupted rebuilds left. Only for whoever holds the lock of rebuilds. */
export async function dropUnfinished(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ schema: string }>("select schema from projection.read_model where status = 'building'");
  for (const { schema } of rows) await drop(client, schema);
}

/** Drops the schemas that have been retired for a while and that no snapshot reads any more. */
export async function dropRetired(database: Database, graceSeconds = GRACE_SECONDS): Promise<readonly string[]> {
  const client = await database.connect('read-model cleaner');
  const dropped: string[] = [];
  try {
    const { rows } = await client.query<{ schema: string }>(
      "select schema from projection.read_model where status = 'retired' and since < clock_timestamp() - make_interval(secs => $1)",
      [graceSeconds],
    );
    for (const { schema } of rows) {
      const lock = await client.query<{ free: boolean }>(`select pg_try_advisory_lock(${SCHEMA_LOCK}, ${numberOf('$1')}) as free`, [schema]);
      if (!lock.rows[0]?.free) continue;
      await drop(client, schema);
      dropped.push(schema);
    }
    return dropped;
  } finally {
    await client.end().catch(() => undefined);
  }
}
