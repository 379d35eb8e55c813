import type { Database } from '@app/database';
import type { CommandMeta, Instant, Position } from '@app/kernel';

/** A timer as it is stored. */
export interface StoredTimer {
  readonly commandId: string;
  readonly manager: string;
  readonly dueAt: Instant;
  readonly command: string;
  readonly payload: { readonly input: object; readonly meta: Pick<CommandMeta, 'effectiveOn' | 'correlationId'> & { readonly causationId: string } };
}

export interface ManagerStatus {
  readonly name: string;
  readonly position: Position;
  readonly stopped: string | null;
  readonly timers: number;
}

/** Another worker moved this manager's checkpoint: this one no longer leads. */
export class LeadershipLost extends Error {}

/** Checkpoints, states and timers in PostgreSQL. */
export class ProcessStore {
  constructor(private readonly database: Database) {}

  /** The manager's checkpoint, made at `start` the first time. */
  async checkpoint(name: string, start: Position): Promise<Position> {
    const { pool } = this.database;
    await pool.query('insert into process.manager (name, position) values ($1, $2) on conflict do nothing', [name, start]);
    const { rows } = await pool.query<{ position: bigint }>('select position from process.manager where name = $1', [name]);
    return rows[0]?.position ?? start;
  }

  async states(name: string, keys: readonly string[]): Promise<Map<string, object>> {
    const { rows } = await this.database.pool.query<{ key: string; state: object }>(
      'select key, state from process.state where manager = $1 and key = any($2)',
      [name, keys],
    );
    return new Map(rows.map(({ key, state }) => [key, state]));
  }

  /** States, timers and the checkpoint in one transaction: a crash before it repeats commands under the same ids, which changes nothing. */
  async advance(name: string, from: Position, to: Position, states: ReadonlyMap<string, object>, timers: readonly StoredTimer[]): Promise<void> {
    await this.database.transaction(async (client) => {
      await client.query('set local synchronous_commit = off');
      const moved = await client.query('update process.manager set position = $3, stopped = null, updated_at = now() where name = $1 and position = $2', [name, from, to]);
      if (moved.rowCount !== 1) throw new LeadershipLost(`${name} is no longer at ${from}`);
      if (states.size > 0) {
        await client.query(
          `insert into process.state (manager, key, state) select $1, key, state from unnest($2::text[], $3::json[]) as s(key, state)
           on conflict (manager, key) do update set state = excluded.state`,
          [name, [...states.keys()], [...states.values()].map((state) => JSON.stringify(state))],
        );
      }
      if (timers.length > 0) {
        await client.query(
          `insert into process.timer (command_id, manager, due_at, command, payload)
           select id, $1, due, command, payload from unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::json[]) as t(id, due, command, payload)
           on conflict do nothing`,
          [name, timers.map((t) => t.commandId), timers.map((t) => t.dueAt), timers.map((t) => t.command), timers.map((t) => JSON.stringify(t.payload))],
        );
      }
    });
  }

  async stopped(name: string, why: string): Promise<void> {
    await this.database.pool.query('update process.manager set stopped = $2, updated_at = now() where name = $1', [name, why]);
  }

  async dueTimers(now: Instant, limit: number): Promise<StoredTimer[]> {
    const { rows } = await this.database.pool.query<StoredTimer>(
      `select command_id as "commandId", manager, due_at as "dueAt", command, payload from process.timer
       where due_at <= $1 and refused is null order by due_at, command_id limit $2`,
      [now, limit],
    );
    return rows;
  }

  async timerDone(commandId: string): Promise<void> {
    await this.database.pool.query('delete from process.timer where command_id = $1', [commandId]);
  }

  async timerRefused(commandId: string, code: string): Promise<void> {
    await this.database.pool.query('update process.timer set refused = $2 where command_id = $1', [commandId, code]);
  }

  async status(): Promise<ManagerStatus[]> {
    const { rows } = await this.database.pool.query<ManagerStatus>(
      `select name, position, stopped, (select count(*)::int from process.timer t where t.manager = m.name and refused is null) as timers
       from process.manager m order by name`,
    );
    return rows;
  }
}
