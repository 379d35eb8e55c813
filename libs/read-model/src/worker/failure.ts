import type { ClientBase } from 'pg';
import type { CannotApply } from '../fold/cannot-apply.js';

/** What a projector or a rebuild stopped at, as it is stored and told. */
export interface Failure {
  readonly eventId: string;
  readonly type: string;
  readonly position: string;
  readonly table: string;
  readonly message: string;
}

/** Leaves word of it with the schema's checkpoint, until that moves again. */
export async function recordFailure(client: ClientBase, schema: string, { event, table, message }: CannotApply): Promise<void> {
  const failure: Failure = { eventId: event.id, type: event.type, position: String(event.position), table, message };
  await client.query('update projection.read_model set failure = $2 where schema = $1', [schema, JSON.stringify(failure)]);
}
