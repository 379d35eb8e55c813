import { toDatabaseError } from '@app/database';
import type { CalendarDate, Instant, Position } from '@app/kernel';
import type { PoolClient } from 'pg';
import type { Sql } from 'sql-template-tag';
import type { ReadModelDefinition } from '../definition/read-model-definition.js';
import { Moment, refuse } from './moment.js';

/** `cohort_id` → `cohortId`. */
function camelCase(name: string): string {
  return name.replace(/_([a-z\d])/g, (_match, letter: string) => letter.toUpperCase());
}

/** Where a snapshot stands. */
export interface Standpoint {
  readonly head: Position;
  /** When the event at `head` was recorded; null before the first. */
  readonly recordedAt: Instant | null;
  readonly today: CalendarDate;
}

/** One read-only transaction: whatever is asked within it is answered from one state of one read model. */
export class Snapshot {
  /** The position that the read model had reached. */
  readonly head: Position;
  readonly recordedAt: Instant | null;
  /** Today in Europe/London, the same throughout. */
  readonly today: CalendarDate;
  #released = false;

  constructor(
    readonly definition: ReadModelDefinition,
    private readonly client: PoolClient,
    standpoint: Standpoint,
  ) {
    this.head = standpoint.head;
    this.recordedAt = standpoint.recordedAt;
    this.today = standpoint.today;
  }

  /**
   * What was known at a position (now, by default) of what held, or will hold, on a day.
   * @throws Refused KNOWN_AT_NOT_REACHED for a position beyond the head
   */
  moment(at: { readonly asOf: CalendarDate; readonly knownAt?: Position | undefined }): Moment {
    const position = at.knownAt ?? this.head;
    if (position > this.head || position < 0n) throw refuse('KNOWN_AT_NOT_REACHED', { knownAt: String(position), head: String(this.head) });
    return new Moment(this, at.asOf, position);
  }

  /**
   * The rows of a query, their columns' names in camelCase.
   * @throws DatabaseUnavailable
   */
  async query<T extends object>(query: Sql): Promise<T[]> {
    try {
      const { fields, rows } = await this.client.query<unknown[]>({ text: query.text, values: query.values, rowMode: 'array' });
      const names = fields.map(({ name }) => camelCase(name));
      return rows.map((values) => {
        const row: Record<string, unknown> = {};
        for (let index = 0; index < names.length; index++) row[names[index] ?? ''] = values[index];
        return row as T;
      });
    } catch (error) {
      throw toDatabaseError(error);
    }
  }

  /** Ends the transaction and gives its connection back; a second call does nothing. */
  async release(): Promise<void> {
    if (this.#released) return;
    this.#released = true;
    try {
      await this.client.query('commit');
      this.client.release();
    } catch {
      this.client.release(true);
    }
  }
}
