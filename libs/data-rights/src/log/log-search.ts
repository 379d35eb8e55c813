import { Database } from '@app/database';
import { type Log, LOG, type LoggedEvent } from '@app/event-store';
import type { Position } from '@app/kernel';
import { Inject, Injectable } from '@nestjs/common';

/** Positions looked through by one statement. */
const REACH = 20_000n;
/** Events held in memory at once. */
const BATCH = 500;

const ID = /^[0-9a-f-]{36}$/;

/** Finds events by the ids that they name: for what concerns one person, wherever in the log it stands. */
@Injectable()
export class LogSearch {
  constructor(
    private readonly database: Database,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /**
   * Every event up to a position that names any of some ids, in its data or among who recorded it, in order.
   * @param ids UUIDs
   * @throws DatabaseUnavailable
   */
  async *naming(ids: readonly string[], upTo: Position): AsyncGenerator<LoggedEvent> {
    const wrong = ids.find((id) => !ID.test(id));
    if (wrong !== undefined) throw new Error(`${wrong} is no id`);
    const patterns = ids.map((id) => `%${id}%`);
    for (let after = 0n; patterns.length > 0 && after < upTo; after += REACH) {
      const to = after + REACH < upTo ? after + REACH : upTo;
      const { rows } = await this.database.of('reading').query<{ id: string }>(
        `select event_id as id from es.events
          where position > $1 and position <= $2 and (data::text like any($3) or meta::text like any($3)) order by position`,
        [after, to, patterns],
      );
      for (let index = 0; index < rows.length; index += BATCH) {
        const wanted = rows.slice(index, index + BATCH).map(({ id }) => id);
        const found = await this.log.byId(wanted);
        for (const id of wanted) {
          const event = found.get(id);
          if (event) yield event;
        }
      }
    }
  }

  /** The last position there is. */
  head(): Promise<Position> {
    return this.log.head();
  }
}
