import type { Database } from '@app/database';
import type { CommandMeta, Instant, Position } from '@app/kernel';
import { addFacts, type Handled } from './facts.js';
import { LeadershipLost } from './passing.js';

/** A manager's name among the readers of the log. */
export const readerOf = (manager: string): string => `process:${manager}`;
/** The same of what it left for later. */
export const timersOf = (manager: string): string => `timers:${manager}`;

/** A timer as it is stored. */
export interface StoredTimer {
  readonly commandId: string;
  readonly manager: string;
  readonly dueAt: Instant;
  readonly command: string;
  readonly payload: { readonly input: object; readonly meta: Pick<CommandMeta, 'effectiveOn' | 'correlationId'> & { readonly causationId: string } };
}

/** A refusal that other commands were sent in answer to. */
export interface Answered {
  readonly code: string;
  /** Of the event that the command followed from. */
  readonly position: Position;
}

export interface ManagerStatus {
  readonly name: string;
  /** Everything up to here has been handled. */
  readonly position: Position;
  /** Why it cannot go on: the event that it cannot handle, or the timer whose command fails; null while it can. */
  readonly stopped: string | null;
  /** Timers that wait for their day. */
  readonly timers: number;
  /** Timers whose command was refused: kept for the operator. */
  readonly refusedTimers: number;
}

/** Where a manager stands. */
interface Standing {
  readonly position: Position;
  /** All that it handled after this position is among its facts. */
  readonly factsAfter: Position;
}

/** What a batch amounts to. */
interface Outcome {
  readonly states: ReadonlyMap<string, object>;
  readonly facts: readonly Handled[];
  /** By command id; undefined for one that is to be deleted. */
  readonly timers: ReadonlyMap<string, StoredTimer | undefined>;
}

interface Passing {
  readonly name: string;
  readonly from: Position;
  readonly to: Position;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** `set_config` in a statement holds for its own transaction. */
const PASS = `with amounts as materialized (select at, es.hash_at(at) as hash from (select distinct unnest($3::bigint[]) as at) d)
  update process.manager m set position = p."to", hash = a.hash, updated_at = now()
  from unnest($1::text[], $2::bigint[], $3::bigint[]) p(name, "from", "to") join amounts a on a.at = p."to" where m.name = p.name and m.position = p."from"
  returning m.name, set_config('synchronous_commit', 'off', true)`;

/** Checkpoints, states and timers in PostgreSQL. */
export class ProcessStore {
  readonly #passing: Passing[] = [];

  constructor(private readonly database: Database) {}

  /**
   * The manager's checkpoint, made at `start` the first time; undefined where it has read another log than the one at hand, such as one that was set back since.
   */
  async checkpoint(name: string, start: Position): Promise<Standing | undefined> {
    await this.database.query('insert into process.manager (name, position) values ($1, $2) on conflict do nothing', [name, start]);
    const { rows } = await this.database.query<Standing>(
      `update process.manager set hash = es.hash_at(position), facts_after = coalesce(facts_after, position)
       where name = $1 and coalesce(hash, es.hash_at(position)) = es.hash_at(position) returning position, facts_after as "factsAfter"`,
      [name],
    );
    return rows[0];
  }

  /** Forgets all that a manager made of a log, and where it stood in it. */
  async forget(name: string): Promise<void> {
    await this.database.transaction(async (client) => {
      for (const table of ['refusal', 'timer', 'state', 'fact']) await client.query(`delete from process.${table} where manager = $1`, [name]);
      await client.query('update process.manager set position = 0, hash = es.hash_at(0), facts_after = 0, updated_at = now() where name = $1', [name]);
    });
  }

  /** The manager's checkpoint, if it has one yet. */
  async position(name: string): Promise<Position | undefined> {
    const { rows } = await this.database.query<{ position: Position }>('select position from process.manager where name = $1', [name]);
    return rows[0]?.position;
  }

  /** The checkpoints of those that have one. */
  async positions(names: readonly string[]): Promise<ReadonlyMap<string, Position>> {
    const { rows } = await this.database.query<{ name: string; position: Position }>('select name, position from process.manager where name = any($1)', [
      names,
    ]);
    return new Map(rows.map(({ name, position }) => [name, position]));
  }

  /** Whether what was recorded under a command id is this manager's; undefined where the log shows nothing under it. */
  async isOwn(name: string, commandId: string): Promise<boolean | undefined> {
    const { rows } = await this.database.query<{ own: boolean }>(
      `select meta->'actor'->>'kind' = 'system' and meta->'actor'->>'id' = $2 as own from es.events where command_id = $1 limit 1`,
      [commandId, name],
    );
    return rows[0]?.own;
  }

  /** What a manager recorded under some command ids: the ids of those events, the last first. */
  async recordedUnder(name: string, commandIds: readonly string[]): Promise<readonly string[]> {
    const { rows } = await this.database.query<{ id: string }>(
      `select event_id as id from es.events where command_id = any($1::uuid[]) and meta->'actor'->>'kind' = 'system' and meta->'actor'->>'id' = $2
       order by position desc`,
      [commandIds, name],
    );
    return rows.map(({ id }) => id);
  }

  async states(name: string, keys: readonly string[]): Promise<Map<string, object>> {
    const { rows } = await this.database.query<{ key: string; state: object }>('select key, state from process.state where manager = $1 and key = any($2)', [
      name,
      keys,
    ]);
    return new Map(rows.map(({ key, state }) => [key, state]));
  }

  /** Refusals that were answered after events that the checkpoint is not past, by command id. */
  async refusals(name: string): Promise<Map<string, Answered>> {
    const { rows } = await this.database.query<Answered & { commandId: string }>(
      'select command_id as "commandId", code, position from process.refusal where manager = $1',
      [name],
    );
    return new Map(rows.map(({ commandId, ...answered }) => [commandId, answered]));
  }

  /** Before a refusal is answered: a crash from here on answers it again, whatever the command would be told by then. */
  async refused(name: string, commandId: string, { code, position }: Answered): Promise<void> {
    await this.database.query('insert into process.refusal (command_id, manager, position, code) values ($1, $2, $3, $4) on conflict do nothing', [
      commandId,
      name,
      position,
      code,
    ]);
  }

  /**
   * States, facts, timers and the checkpoint in one transaction: a crash before it repeats commands under the same ids, which changes nothing. A timer that is
   * there already is given another chance, should its command have been refused.
   */
  async advance(name: string, from: Position, to: Position, { states, facts, timers }: Outcome): Promise<void> {
    await this.database.transaction(async (client) => {
      await client.query('set local synchronous_commit = off');
      const moved = await client.query(
        'update process.manager set position = $3, hash = es.hash_at($3), updated_at = now() where name = $1 and position = $2',
        [name, from, to],
      );
      if (moved.rowCount !== 1) throw notAt(name, from);
      await client.query('delete from process.refusal where manager = $1 and position <= $2', [name, to]);
      if (states.size > 0) {
        await client.query(
          `insert into process.state (manager, key, state) select $1, key, state from unnest($2::text[], $3::json[]) as s(key, state)
           on conflict (manager, key) do update set state = excluded.state`,
          [name, [...states.keys()], [...states.values()].map((state) => JSON.stringify(state))],
        );
      }
      await addFacts(client, name, facts);
      const deleted = [...timers].flatMap(([commandId, timer]) => (timer ? [] : [commandId]));
      if (deleted.length > 0) await client.query('delete from process.timer where command_id = any($1::uuid[])', [deleted]);
      const put = [...timers.values()].filter((timer) => timer !== undefined);
      if (put.length > 0) {
        await client.query(
          `insert into process.timer (command_id, manager, due_at, command, payload)
           select id, $1, due, command, payload from unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::json[]) as t(id, due, command, payload)
           on conflict (command_id) do update set refused = null`,
          [name, put.map((t) => t.commandId), put.map((t) => t.dueAt), put.map((t) => t.command), put.map((t) => JSON.stringify(t.payload))],
        );
      }
    });
  }

  /**
   * Moves a checkpoint past events from which nothing follows. Most events mean something to a manager or two, and all look at each: those that pass in
   * the same turn of the event loop do so with one statement.
   * @throws LeadershipLost; DatabaseUnavailable
   */
  pass(name: string, from: Position, to: Position): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#passing.push({ name, from, to, resolve, reject });
      if (this.#passing.length === 1) setImmediate(() => void this.#passTogether(this.#passing.splice(0)));
    });
  }

  async #passTogether(passing: readonly Passing[]): Promise<void> {
    try {
      const values = [passing.map(({ name }) => name), passing.map(({ from }) => from), passing.map(({ to }) => to)];
      const { rows } = await this.database.query<{ name: string }>({ name: 'pass', text: PASS, values });
      const moved = new Set(rows.map(({ name }) => name));
      for (const { name, from, resolve, reject } of passing) {
        if (moved.has(name)) resolve();
        else reject(notAt(name, from));
      }
    } catch (error) {
      for (const { reject } of passing) reject(error);
    }
  }

  /** Those that failed come last, so that they hold no other up. What follows from another log than the one at hand waits until its manager has begun anew. */
  async dueTimers(now: Instant, limit: number): Promise<StoredTimer[]> {
    const { rows } = await this.database.query<StoredTimer>(
      `select command_id as "commandId", manager, due_at as "dueAt", command, payload from process.timer
       where due_at <= $1 and refused is null
         and manager in (select m.name from process.manager m where coalesce(m.hash, es.hash_at(m.position)) = es.hash_at(m.position))
       order by failed is not null, due_at, command_id limit $2`,
      [now, limit],
    );
    return rows;
  }

  async timerDone(commandId: string): Promise<void> {
    await this.database.query('delete from process.timer where command_id = $1', [commandId]);
  }

  async timerRefused(commandId: string, code: string): Promise<void> {
    await this.database.query('update process.timer set refused = $2 where command_id = $1', [commandId, code]);
  }

  async timerFailed(commandId: string, why: string): Promise<void> {
    await this.database.query('update process.timer set failed = $2 where command_id = $1', [commandId, why]);
  }

  async status(): Promise<ManagerStatus[]> {
    const { rows } = await this.database.query<ManagerStatus>(
      `select m.name, m.position, coalesce(s.reason, t.failed) as stopped, t.waiting as timers, t.refused as "refusedTimers"
       from process.manager m left join reader.stop s on s.reader = '${readerOf('')}' || m.name cross join lateral (
         select count(*) filter (where refused is null)::int as waiting, count(refused)::int as refused,
           min('timer ' || command_id || ' (' || command || ', due ' || due_at || '): ' || failed) filter (where refused is null) as failed
         from process.timer where manager = m.name
       ) t order by m.name`,
    );
    return rows;
  }
}

const notAt = (name: string, from: Position): LeadershipLost => new LeadershipLost(`${name} is no longer at ${from}`);
