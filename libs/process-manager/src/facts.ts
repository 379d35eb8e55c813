import type { Database, Queryable } from '@app/database';
import type { LoggedEvent } from '@app/event-store';
import type { Position } from '@app/kernel';

type Fact = Pick<LoggedEvent, 'id' | 'position'>;

/** An event that a manager handled, with all that stood in its place before. */
export interface Handled {
  readonly key: string;
  readonly event: Fact;
  readonly before: readonly Fact[];
}

/** Keeps which events a manager handled, to be called with what it made of them. What is kept already stays. */
export async function addFacts(connection: Queryable, manager: string, handled: readonly Handled[]): Promise<void> {
  const facts = handled.flatMap(({ key, event, before }) => [...before, event].map(({ id, position }) => ({ key, id, position })));
  if (facts.length === 0) return;
  await connection.query(
    `insert into process.fact (manager, position, key, event_id)
     select $1, position, key, id from unnest($2::bigint[], $3::text[], $4::uuid[]) as f(position, key, id) on conflict do nothing`,
    [manager, facts.map(({ position }) => position), facts.map(({ key }) => key), facts.map(({ id }) => id)],
  );
}

/** Which events managers' states were made of, in PostgreSQL. */
export class Facts {
  constructor(private readonly database: Database) {}

  add(manager: string, handled: readonly Handled[]): Promise<void> {
    return addFacts(this.database, manager, handled);
  }

  /** The ids of those of a key. */
  async of(manager: string, key: string): Promise<readonly string[]> {
    const { rows } = await this.database.query<{ id: string }>('select event_id as id from process.fact where manager = $1 and key = $2', [manager, key]);
    return rows.map(({ id }) => id);
  }

  /** The keys of those at some positions. */
  async keysAt(manager: string, positions: readonly Position[]): Promise<ReadonlyMap<Position, string>> {
    if (positions.length === 0) return new Map();
    const { rows } = await this.database.query<{ position: Position; key: string }>(
      'select position, key from process.fact where manager = $1 and position = any($2::bigint[])',
      [manager, positions],
    );
    return new Map(rows.map(({ position, key }) => [position, key]));
  }

  /** All that the manager ever handled is among them. */
  async areComplete(manager: string): Promise<void> {
    await this.database.query('update process.manager set facts_after = 0 where name = $1', [manager]);
  }
}
