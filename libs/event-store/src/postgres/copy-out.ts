import type { Database } from '@app/database';
import { toDatabaseError } from '@app/database';
import type { EventMeta, Instant, Position } from '@app/kernel';
import { to as copyTo } from 'pg-copy-streams';
import { LogCorrupt } from '../errors.js';
import type { Json, LoggedEvent } from '../port.js';

const COPY = (after: Position, before: Position) => `copy (
  select position, stream, revision, event_id, type, schema_version, effective_on, to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), meta, data, encode(leaf, 'hex')
  from es.events where position > ${after} and position < ${before} order by position) to stdout`;

/** COPY writes a backslash for a backslash; nothing else that it escapes stands in canonical JSON. */
const unescape = (text: string): string => (text.includes('\\') ? text.replaceAll('\\\\', '\\') : text);

/** A line of COPY as an event; what is costly to parse is parsed when it is asked for. */
class CopiedEvent implements LoggedEvent {
  readonly position: Position;
  readonly stream: string;
  readonly revision: bigint;
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly effectiveOn: string;
  readonly recordedAt: Instant;
  readonly #metaText: string;
  #meta: EventMeta | undefined;
  readonly #data: string;
  readonly #leaf: string;

  constructor(line: string) {
    const [position = '', stream = '', revision = '', id = '', type = '', version = '', effectiveOn = '', recordedAt = '', meta = '', data = '', leaf = ''] =
      line.split('\t');
    this.position = BigInt(position);
    this.stream = stream;
    this.revision = BigInt(revision);
    this.id = id;
    this.type = type;
    this.schemaVersion = Number(version);
    this.effectiveOn = effectiveOn;
    this.recordedAt = recordedAt;
    this.#metaText = meta;
    this.#data = data;
    this.#leaf = leaf;
  }

  get meta(): EventMeta {
    this.#meta ??= JSON.parse(unescape(this.#metaText)) as EventMeta;
    return this.#meta;
  }

  /** False where the event surely corrects and voids none, told without parsing. */
  get replaces(): boolean {
    return this.#metaText.includes('"corrects":') || this.#metaText.includes('"voids":');
  }

  get data(): Json {
    return JSON.parse(unescape(this.#data)) as Json;
  }

  get leaf(): Uint8Array {
    return Buffer.from(this.#leaf, 'hex');
  }
}

/** See `PostgresLog.copyOut`. */
export async function* copyOut(database: Database, after: Position, before: Position = 2n ** 63n - 1n): AsyncIterable<readonly LoggedEvent[]> {
  const client = await database.connect('copy');
  try {
    await client.query('begin isolation level repeatable read read only');
    const { rows } = await client.query<{ head: bigint }>('select position as head from es.log_head');
    const stream = client.query(copyTo(COPY(after, before)));
    const decoder = new TextDecoder();
    let at = after;
    let rest = '';
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      if (lines.length === 0) continue;
      const events = lines.map((line) => new CopiedEvent(line));
      for (const { position } of events) {
        if (position !== ++at) throw new LogCorrupt(`${position} stands where ${at} should`);
      }
      yield events;
    }
    const head = rows[0]?.head ?? 0n;
    const end = before <= head ? before - 1n : head;
    if (at < end) throw new LogCorrupt(`nothing stands at ${at + 1n}, though the log goes on to ${head}`);
  } catch (error) {
    throw toDatabaseError(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}
