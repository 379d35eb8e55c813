import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { Codec } from '@app/event-store';
import { derivedId, type Event, type Logged } from '@app/kernel';
import type { Projection } from '@app/read-model';
import { readSamples, type Sample } from './golden-samples.js';

/** What each projection made of the golden log, under which version. */
export const PROJECTIONS = 'test/golden/projections.json';

const NAMESPACE = '0a1f6f0c-8a2c-4a3d-9c36-7c5c7a1d2b90';
/** Each event twice, a while apart: what it makes of no row, and of one that others made. */
const DAYS = ['2026-03-02', '2026-04-02'] as const;

/** Texts that a projection reads: a sample of one has no form. */
const OF_A_FORM: Readonly<Partial<Record<string, string>>> = { countedAt: '7', position: '7' };

/** One table's. */
interface Made {
  readonly version: number;
  /** SHA-256 over every row that the golden log led to on the way. */
  readonly checksum: string;
}

export interface Recorded {
  /** The samples that the log was made of. */
  readonly samples: readonly string[];
  readonly tables: Readonly<Record<string, Made>>;
}

export interface Named {
  readonly name: string;
  readonly projection: Projection;
}

/** Samples name each their own aggregates: here those that a field of one name tells of are one. */
function together(value: unknown, field = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => together(item, field));
  if (typeof value === 'string') return OF_A_FORM[field] ?? (field.endsWith('Id') ? derivedId(NAMESPACE, field) : value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, together(item, name)]));
}

/** The golden log, of these samples in this order. */
function goldenLog(codec: Codec, samples: readonly Sample[]): readonly Logged[] {
  return DAYS.flatMap((day, round) =>
    samples.map(({ event }, index) => {
      const decoded = codec.decode<Event>(event);
      const position = BigInt(round * samples.length + index + 1);
      return { ...decoded, data: together(decoded.data) as object, effectiveOn: day, recordedAt: `${day}T09:00:00.000Z`, position };
    }),
  );
}

const inText = (value: unknown) =>
  JSON.stringify(value, (_name, item: unknown) => {
    if (typeof item === 'bigint') return `${item}n`;
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1)));
  });

function checksumOf(projection: Projection, log: readonly Logged[]): string {
  const rows = new Map<string, ReturnType<Projection['step']>>();
  const hash = createHash('sha256');
  for (const event of log)
    for (const key of projection.keysOf(event)) {
      const row = projection.step(rows.get(key), event, key);
      rows.set(key, row);
      hash.update(`${event.type} ${inText(row ?? null)}\n`);
    }
  return hash.digest('hex');
}

const checksums = (tables: readonly Named[], log: readonly Logged[]) =>
  Object.fromEntries(tables.map(({ name, projection }) => [name, { version: projection.version, checksum: checksumOf(projection, log) }]));

export async function recordedProjections(file = PROJECTIONS): Promise<Recorded> {
  const nothing: Recorded = { samples: [], tables: {} };
  return readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Recorded,
    () => nothing,
  );
}

/** Tables to which the golden log gives other rows than it did under the same version, or a higher one. */
export function unraised(before: Recorded, tables: readonly Named[], codec: Codec, samples: readonly Sample[]): readonly string[] {
  const bySample = new Map(samples.map((sample) => [sample.file, sample]));
  const log = goldenLog(
    codec,
    before.samples.flatMap((file) => bySample.get(file) ?? []),
  );
  return Object.entries(checksums(tables, log)).flatMap(([name, now]) => {
    const made = before.tables[name];
    if (!made || now.checksum === made.checksum || now.version > made.version) return [];
    return [`${name}: the golden log gives it other rows, so its version must be higher than ${made.version}`];
  });
}

/**
 * Writes down what the projections make of the golden log now.
 * @throws Error naming those whose rows are others under a version that is not higher
 */
export async function recordProjections(tables: readonly Named[], codec: Codec, file = PROJECTIONS, given?: readonly Sample[]): Promise<void> {
  const samples = given ?? (await readSamples());
  const wrong = unraised(await recordedProjections(file), tables, codec, samples);
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  const recorded: Recorded = { samples: samples.map((sample) => sample.file), tables: checksums(tables, goldenLog(codec, samples)) };
  await writeFile(file, `${JSON.stringify(recorded, null, 2)}\n`);
}
