import type { Queryable } from '@app/database';
import type { EventMeta } from '@app/kernel';
import type { Json, StoredEvent } from '../port.js';
import { textArray } from './text-array.js';

interface Wanted {
  readonly stream: string;
  readonly from: bigint;
  readonly limit: number;
  readonly resolve: (page: StreamPage) => void;
  readonly reject: (error: unknown) => void;
}

export interface StreamPage {
  readonly events: readonly StoredEvent[];
  /** Whether the history was recorded here when it was read. */
  readonly isOfRecord: boolean;
}

/** Without names, and without what readers of a stream have no use for. */
type Row = [
  n: number,
  isOfRecord: boolean,
  revision: bigint | null,
  id: string,
  type: string,
  schemaVersion: number,
  effectiveOn: string,
  recordedAt: string,
  meta: EventMeta,
  data: Json,
];

const PAGES = {
  name: 'read_streams',
  text: `select r.n::integer, s.kind = 'postgresql', e.revision, e.event_id, e.type, e.schema_version, e.effective_on, e.recorded_at, e.meta, e.data
    from unnest($1::text[], $2::bigint[], $3::integer[]) with ordinality r(stream, "from", count, n) cross join es.store s
    left join lateral (select * from es.events where stream = r.stream and revision >= r."from" order by revision limit r.count) e on true order by r.n, e.revision`,
  rowMode: 'array' as const,
};

const MOST_TOGETHER = 100;
/** One query under way and the next being collected; more would only split what could travel together. */
const MOST_AT_ONCE = 2;

/** Reads pages of streams; those that are asked for at the same time come with one query. */
export class StreamReader {
  readonly #waiting: Wanted[] = [];
  #underWay = 0;
  #scheduled = false;

  constructor(private readonly database: Queryable) {}

  /** At most `limit` events of a stream, from a revision on, in order. @throws DatabaseUnavailable */
  page(stream: string, from: bigint, limit: number): Promise<StreamPage> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ stream, from, limit, resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled || this.#underWay >= MOST_AT_ONCE || this.#waiting.length === 0) return;
    this.#scheduled = true;
    // After everything that this turn of the event loop still asks for.
    setImmediate(() => {
      this.#scheduled = false;
      void this.#read(this.#waiting.splice(0, MOST_TOGETHER));
      this.#schedule();
    });
  }

  async #read(wanted: readonly Wanted[]): Promise<void> {
    this.#underWay++;
    try {
      const numbers = (items: readonly (number | bigint)[]) => `{${items.join()}}`;
      const values = [textArray(wanted.map(({ stream }) => stream)), numbers(wanted.map(({ from }) => from)), numbers(wanted.map(({ limit }) => limit))];
      const { rows } = await this.database.query<Row>({ ...PAGES, values });
      const pages = wanted.map((): StoredEvent[] => []);
      for (const [n, , revision, id, type, schemaVersion, effectiveOn, recordedAt, meta, data] of rows) {
        if (revision === null) continue; // nothing from there on
        const { stream } = wanted[n - 1] ?? { stream: '' };
        pages[n - 1]?.push({ id, stream, revision, type, schemaVersion, effectiveOn, recordedAt, meta, data });
      }
      const isOfRecord = rows[0]?.[1] ?? false;
      wanted.forEach(({ resolve }, index) => resolve({ events: pages[index] ?? [], isOfRecord }));
    } catch (error) {
      for (const { reject } of wanted) reject(error);
    } finally {
      this.#underWay--;
      this.#schedule();
    }
  }
}
