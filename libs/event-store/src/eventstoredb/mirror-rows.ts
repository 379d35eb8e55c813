import type { JSONRecordedEvent, MetadataType } from '@eventstore/db-client';
import { canonicalJson } from '../canonical.js';
import { ForeignEvent, goneForGood } from '../errors.js';
import { BinaryArray } from '../postgres/binary-array.js';
import { isCanonical } from './mirror-canonical.js';
import { metadataAsWritten, type WrittenMetadata } from './mirror-metadata.js';
import type { NativeRecord } from './mirror-wire.js';
import { fromNative, jsonIn, metadataIn, mustBeNamedAsOurs } from './native-event.js';

const DELETED = '$streamDeleted';
/** 100 ns in a millisecond, by its digits. */
const TICKS_DIGITS = -4;
const DAY_MS = 86_400_000;

/** Events on their way from $all to es.events, in the columns that `es.mirror_batch` takes. */
export class MirrorRows {
  readonly #streams = new BinaryArray('text');
  readonly #revisions = new BinaryArray('int8');
  readonly #ids = new BinaryArray('uuid');
  readonly #types = new BinaryArray('text');
  readonly #versions = new BinaryArray('int4');
  readonly #effective = new BinaryArray('date');
  readonly #recorded = new BinaryArray('timestamptz');
  readonly #commands = new BinaryArray('uuid');
  readonly #metas = new BinaryArray('text');
  readonly #datas = new BinaryArray('text');
  readonly #columns = [
    this.#streams,
    this.#revisions,
    this.#ids,
    this.#types,
    this.#versions,
    this.#effective,
    this.#recorded,
    this.#commands,
    this.#metas,
    this.#datas,
  ];
  #bytes = 0;

  /** @param prefix of the native streams' names */
  constructor(private readonly prefix: string) {}

  get count(): number {
    return this.#ids.count;
  }

  /** Of metadata and data. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * @param revision in the stream, without what is passed over there
   * @throws ForeignEvent for what this product did not write, naming it; StreamCut where a stream was deleted for good
   */
  add(record: NativeRecord, revision = record.revision): void {
    const { prefix } = this;
    const { effectiveOn, schemaVersion, recordedAt, commandId, meta } = metadataOf(record, prefix);
    const days = daysOf(effectiveOn);
    if (Number.isNaN(days)) throw new ForeignEvent(record, 'its metadata name no effective date');
    const recorded = recordedAt === undefined ? Number(record.created.slice(0, TICKS_DIGITS)) : instantOf(recordedAt);
    if (Number.isNaN(recorded)) throw new ForeignEvent(record, 'it was recorded at no instant');
    const data = isCanonical(record.data) ? record.data : Buffer.from(canonicalJson(jsonIn(record, record.data)));
    this.#streams.text(record.stream.slice(prefix.length));
    this.#revisions.int8(revision);
    this.#ids.uuid(record.id);
    this.#types.text(record.type);
    this.#versions.int4(schemaVersion);
    this.#effective.date(days);
    this.#recorded.timestamptz(recorded);
    this.#commands.uuid(commandId);
    this.#metas.text(meta);
    this.#datas.bytes(data);
    this.#bytes += meta.length + data.length;
  }

  /** In the order of `es.mirror_batch`'s parameters, until something is added or they are cleared. */
  columns(): readonly Buffer[] {
    return this.#columns.map((column) => column.finished());
  }

  /** Empty again, in the memory that they have: a database that keeps up asks for no more of it. */
  clear(): void {
    for (const column of this.#columns) column.clear();
    this.#bytes = 0;
  }
}

function metadataOf(record: NativeRecord, prefix: string): WrittenMetadata {
  if (record.type === DELETED) throw goneForGood(record.stream, `was deleted for good in EventStoreDB, at ${record.commit} of $all`);
  mustBeNamedAsOurs(record, prefix, record.contentType === 'application/json');
  return metadataAsWritten(record.metadata) ?? parsed(record, prefix);
}

const NEVER = new Date(0);

function parsed(record: NativeRecord, prefix: string): WrittenMetadata {
  const { id, type, stream: streamId, revision, position } = record;
  const metadata = metadataIn(record, record.metadata) as MetadataType;
  const event: JSONRecordedEvent = { id, type, streamId, revision, position, isJson: true, data: {}, metadata, created: NEVER };
  const { effectiveOn, schemaVersion, meta, recordedAt } = fromNative(prefix, { event });
  const imported = recordedAt !== NEVER.toISOString();
  return { effectiveOn, schemaVersion, recordedAt: imported ? recordedAt : undefined, commandId: meta.commandId, meta: canonicalJson(meta) };
}

/** Most events of a time hold on few days. */
const lastDay = { text: '', days: Number.NaN };

/** Since 1970-01-01; NaN for what is no calendar date. */
function daysOf(date: string): number {
  if (date === lastDay.text) return lastDay.days;
  const ms = Date.parse(`${date}T00:00:00.000Z`);
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date) return Number.NaN;
  lastDay.text = date;
  lastDay.days = ms / DAY_MS;
  return lastDay.days;
}

/** In milliseconds since 1970; NaN for what is not an instant as this product writes it. */
function instantOf(text: string): number {
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString() === text ? ms : Number.NaN;
}
