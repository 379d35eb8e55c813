import type { Queryable } from '@app/database';
import type { Position } from '@app/kernel';
import type pg from 'pg';
import { lostHistory } from './confirmed-store.js';
import type { MirrorSource } from './mirror-source.js';
import type { NativePosition } from './native-event.js';

/** The last event that is mirrored. */
export interface LastMirrored {
  readonly id: string;
  readonly stream: string;
  readonly revision: bigint;
  readonly position: Position;
}

export interface Standing {
  /** Everything of ours up to here is mirrored. */
  readonly native: NativePosition;
  /** Undefined where nothing is. */
  readonly last: LastMirrored | undefined;
}

const STANDING = (schema: string) => `
  select s.commit_position as commit, s.prepare_position as prepare, h.position, e.event_id as id, e.stream, e.revision
  from ${schema}.store s cross join ${schema}.log_head h left join ${schema}.events e on e.position = h.position`;

/** Where the mirror stands that a schema holds. */
export async function standing(client: pg.ClientBase, schema = 'es'): Promise<Standing> {
  const { rows } = await client.query<NativePosition & { [Key in keyof LastMirrored]: LastMirrored[Key] | null }>(STANDING(schema));
  if (!rows[0]) throw new Error('the database does not say which store it belongs to');
  const { commit, prepare, position, id, stream, revision } = rows[0];
  const last = position !== null && id !== null && stream !== null && revision !== null ? { id, stream, revision, position } : undefined;
  return { native: { commit, prepare }, last };
}

/** The last revision that is mirrored of a stream; undefined where none is. */
export async function lastOf(client: Pick<Queryable, 'query'>, stream: string, schema = 'es'): Promise<bigint | undefined> {
  const { rows } = await client.query<{ revision: bigint }>(`select revision from ${schema}.streams where stream = $1`, [stream]);
  return rows[0]?.revision;
}

/**
 * From where in $all to go on. A server that was restored from an older backup begins again where that one ended: it would never show what
 * it is given at positions that were seen before.
 * @throws NotAsMirrored where the server lost what is mirrored; StoreUnavailable
 */
export async function whereToGoOn(
  source: Pick<MirrorSource, 'page' | 'newest' | 'nativeStream'>,
  genesis: NativePosition,
  { native, last }: Standing,
): Promise<NativePosition> {
  const [found] = last ? await source.page(source.nativeStream(last.stream), last.revision, 1) : [];
  if (last && found?.event?.id !== last.id) throw lostHistory(last);
  const [newest] = await source.newest(1);
  const end = newest?.event?.position;
  if (end && end.commit >= native.commit) return native;
  return found?.event?.position ?? genesis;
}
