import { once } from 'node:events';
import type { Database } from '@app/database';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

const CHUNK_BYTES = 1024 * 1024;
/** As many connections as a rebuild folds tables on. */
const LANES = 2;
/** What a rebuild sets for itself. */
const SETTINGS = "set work_mem = '96MB'; set maintenance_work_mem = '128MB'; set synchronous_commit = off; set jit = off";
/** Empty tables of the same kind, since rebuilds drop what was there before them. */
const SHAPES = 'shapes';
const SCHEMA = 'copied';

interface Table {
  readonly name: string;
  /** Its rows in COPY's text format. */
  readonly chunks: readonly Buffer[];
  readonly bytes: number;
  readonly rows: number;
  /** Keys and indices, to be built over the rows. */
  readonly indices: readonly string[];
}

const quote = (name: string): string => pg.escapeIdentifier(name);

/** A read model's rows in memory, to be copied into tables of the same kind with nothing decided on the way. */
export class Copied {
  private constructor(
    private readonly database: Database,
    private readonly tables: readonly Table[],
  ) {}

  /** Takes down every table of a schema, journals and history included. */
  static async of(database: Database, schema: string): Promise<Copied> {
    const { rows } = await database.query<{ name: string; indices: string[] }>(
      `select c.relname as name, coalesce((select array_agg(pg_get_indexdef(i.indexrelid)) from pg_index i where i.indrelid = c.oid), '{}') as indices
        from pg_class c where c.relnamespace = $1::regnamespace and c.relkind = 'r'`,
      [schema],
    );
    const client = await database.connect('bench copy out');
    try {
      await client.query(`create schema ${SHAPES}`);
      const tables: Table[] = [];
      for (const { name, indices } of rows) {
        const source = `${quote(schema)}.${quote(name)}`;
        await client.query(`create table ${SHAPES}.${quote(name)} (like ${source})`);
        tables.push({ name, ...(await rowsOf(client, source)), indices: indices.map((index) => index.replace(` ON ${schema}.`, ` ON ${SCHEMA}.`)) });
      }
      return new Copied(database, tables);
    } finally {
      await client.end();
    }
  }

  get size(): { readonly rows: number; readonly bytes: number } {
    return this.tables.reduce((sum, { rows, bytes }) => ({ rows: sum.rows + rows, bytes: sum.bytes + bytes }), { rows: 0, bytes: 0 });
  }

  /** An empty schema to copy into. */
  async prepare(): Promise<void> {
    await this.database.query(`drop schema if exists ${SCHEMA} cascade; create schema ${SCHEMA}`);
  }

  /** Makes the tables, fills them, and builds their keys and indices. */
  async copyIn(): Promise<void> {
    const waiting = [...this.tables].sort((one, other) => other.bytes - one.bytes);
    const lane = async (): Promise<void> => {
      const client = await this.database.connect('bench copy in');
      try {
        await client.query(SETTINGS);
        for (let table = waiting.shift(); table; table = waiting.shift()) await fill(client, table);
      } finally {
        await client.end();
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }

  /** @throws when the copies do not hold as many rows as what they were copied from */
  async verify(): Promise<void> {
    for (const { name, rows } of this.tables) {
      const { rows: counted } = await this.database.query<{ count: bigint }>(`select count(*) from ${SCHEMA}.${quote(name)}`);
      if (Number(counted[0]?.count) !== rows) throw new Error(`${name} was not copied whole`);
    }
  }
}

async function rowsOf(client: pg.Client, table: string): Promise<Pick<Table, 'chunks' | 'bytes' | 'rows'>> {
  const stream = client.query(copyTo(`copy ${table} to stdout`));
  const chunks: Buffer[] = [];
  let gathered: Buffer[] = [];
  let bytes = 0;
  let size = 0;
  const close = (): void => {
    chunks.push(Buffer.concat(gathered));
    gathered = [];
    size = 0;
  };
  for await (const part of stream as AsyncIterable<Buffer>) {
    gathered.push(part);
    bytes += part.length;
    size += part.length;
    if (size >= CHUNK_BYTES) close();
  }
  if (size > 0) close();
  return { chunks, bytes, rows: stream.rowCount };
}

/** Frozen, as a rebuild writes its rows: the table is made in the same transaction. */
async function fill(client: pg.Client, { name, chunks, indices }: Table): Promise<void> {
  const table = `${SCHEMA}.${quote(name)}`;
  await client.query(`begin; create table ${table} (like ${SHAPES}.${quote(name)})`);
  const stream = client.query(copyFrom(`copy ${table} from stdin with (freeze)`));
  for (const chunk of chunks) if (!stream.write(chunk)) await once(stream, 'drain');
  stream.end();
  await once(stream, 'finish');
  await client.query('commit');
  for (const index of indices) await client.query(index);
}
