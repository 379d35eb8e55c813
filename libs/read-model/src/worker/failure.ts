import type { ClientBase } from 'pg';
import { CannotApply } from '../fold/cannot-apply.js';

/** Rows that folded well and that the database refuses to build a table of, such as a text too long for its index. */
export class CannotBuild extends Error {
  constructor(
    readonly table: string,
    cause: unknown,
  ) {
    super(`${table} cannot be built: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'CannotBuild';
  }
}

/** What a projector or a rebuild stopped at, as it is stored and told. */
export interface Failure {
  /** The event that cannot be applied; absent where a rebuild's table is all that is known. */
  readonly event?: { readonly id: string; readonly type: string; readonly position: string };
  readonly table: string;
  readonly message: string;
}

/** Whether trying again would end the same. */
export function isFinal(error: unknown): error is CannotApply | CannotBuild {
  return error instanceof CannotApply || error instanceof CannotBuild;
}

/** Classes of SQLSTATE that a row itself is to blame for: data, integrity, limits, and what the tables do not have. */
const OF_THE_DATA = /^(22|23|42|54)/;

/** Whether the database refuses what it was given, rather than being unable to serve. */
export function isOfTheData(error: unknown): boolean {
  return error instanceof Error && (!('code' in error) || (typeof error.code === 'string' && OF_THE_DATA.test(error.code)));
}

/** Leaves word of it with the schema's checkpoint, until that moves again. */
export async function recordFailure(client: ClientBase, schema: string, error: CannotApply | CannotBuild): Promise<void> {
  const { table, message } = error;
  const event = error instanceof CannotApply ? { id: error.event.id, type: error.event.type, position: String(error.event.position) } : undefined;
  await client.query('update projection.read_model set failure = $2 where schema = $1', [
    schema,
    JSON.stringify({ event, table, message } satisfies Record<keyof Failure, unknown>),
  ]);
}
