import { type NotedReads, ReadAudit } from '@app/graphql-kit';
import type { Viewer } from '@app/identity';
import { Clock, type Instant, londonDate, refusals, Refused, type SealedValue } from '@app/kernel';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RecordReads } from '../domain/record-reads.js';
import { together } from '../read-model/personal-read.projection.js';
import { type Batch, hourOf, PendingReads, type Reader, type ReadOfOne } from './pending-reads.js';
import { ReadValues } from './read-values.js';
import { ShownReads } from './shown-reads.js';

const refuse = refusals({
  READS_UNRECORDED: {
    en: 'Personal data cannot be read right now: who reads it is recorded, and that cannot be written. Ask again in a while.',
    cy: 'Ni ellir darllen data personol ar hyn o bryd: cofnodir pwy sy’n ei ddarllen, ac ni ellir ysgrifennu hynny. Gofynnwch eto ymhen ychydig.',
  },
});

/** How long a read is in this process's memory alone: what a kill can lose. */
const WRITE_MS = 1_000;
/** Where it cannot be written, nothing personal is answered after this long, or beyond so many values. */
const MOST_UNWRITTEN_MS = 10_000;
const MOST_UNWRITTEN = 200_000;
/** How long what was read for the first time in its hour waits for the log. */
const HAND_ON_MS = 60_000;

interface Unwritten {
  readonly viewer: Viewer;
  readonly purpose?: string;
  readonly notedAt: Instant;
  /** On the clock that never steps. */
  readonly since: number;
  readonly values: ReadonlySet<SealedValue<unknown>>;
}

/**
 * Records who read personal values of others. An operation hands over what it read before its answer goes out; a second later at most it is in
 * the tables of `PendingReads`, which a crash leaves; every minute, and when this process starts, what is new there is appended to the log, as one event
 * for each reader. What is read again in the same hour of the clock moves the end of what is there, which is appended once that hour is over. Nothing is
 * written on the path of a request.
 */
@Injectable()
export class PersonalReadAudit extends ReadAudit implements OnApplicationBootstrap {
  readonly #log = new Logger(PersonalReadAudit.name);
  #unwritten: Unwritten[] = [];
  #count = 0;
  #writing: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #interval: NodeJS.Timeout | undefined;
  #handingOn: Promise<void> = Promise.resolve();

  constructor(
    private readonly clock: Clock,
    private readonly pending: PendingReads,
    private readonly values: ReadValues,
    private readonly shown: ShownReads,
    private readonly bus: CommandBus,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    this.#interval = setInterval(() => void this.#handOn(), HAND_ON_MS).unref();
    void this.#handOn();
  }

  override refusal(): Refused | undefined {
    const [oldest] = this.#unwritten;
    return oldest && (this.#count > MOST_UNWRITTEN || performance.now() - oldest.since > MOST_UNWRITTEN_MS) ? refuse('READS_UNRECORDED') : undefined;
  }

  override async own<Value extends SealedValue<unknown>>(viewer: Viewer, values: readonly Value[]): Promise<ReadonlySet<Value>> {
    const subjects = await this.values.subjectsOf(values);
    return new Set(values.filter((_value, index) => isOwn(viewer, subjects[index] ?? '')));
  }

  override take({ viewer, purpose, values }: NotedReads): void {
    this.#unwritten.push({ viewer, values, notedAt: this.clock.instant(), since: performance.now(), ...(purpose !== undefined && { purpose }) });
    this.#count += values.size;
    this.#timer ??= setTimeout(() => void this.#write(), WRITE_MS).unref();
  }

  override async drain(): Promise<void> {
    clearInterval(this.#interval);
    await this.#write();
    if (this.#unwritten.length > 0) await this.#write();
    clearTimeout(this.#timer);
    await this.#handingOn;
    if (this.#unwritten.length > 0) this.#log.error(`${this.#count} reads of personal values could not be written and are lost`);
  }

  /** Has everything that was read so far in the log. */
  async flush(): Promise<void> {
    await this.#write();
    await this.#handOn();
  }

  /** One write at a time; a failed one is tried again with what came since. */
  #write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = (this.#writing ?? Promise.resolve()).then(() => this.#writeAll());
    return this.#writing;
  }

  async #writeAll(): Promise<void> {
    try {
      for (const ofOne of byReaderAndHour(this.#unwritten)) await this.#writeOne(ofOne);
    } catch (error) {
      this.#log.warn(`reads of personal values cannot be written: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (this.#unwritten.length > 0) this.#timer ??= setTimeout(() => void this.#write(), WRITE_MS).unref();
  }

  async #writeOne({ reader, hour, viewer, reads }: OfOneReader): Promise<void> {
    const others = (await this.#described(reads)).filter(({ leaderId }) => !isOwn(viewer, leaderId));
    if (others.length > 0) await this.pending.write(reader, hour, others);
    const written = new Set(reads);
    this.#unwritten = this.#unwritten.filter((one) => !written.has(one));
    this.#count = this.#unwritten.reduce((count, { values }) => count + values.size, 0);
  }

  /** Each person once. The same values are in many answers: each is looked at once. */
  async #described(reads: readonly Unwritten[]): Promise<readonly ReadOfOne[]> {
    const found = new Map<string, { readonly value: SealedValue<unknown>; since: Instant; until: Instant }>();
    for (const { values, notedAt } of reads) {
      for (const value of values) {
        const known = found.get(value.bound);
        if (!known) found.set(value.bound, { value, since: notedAt, until: notedAt });
        else if (notedAt > known.until) known.until = notedAt;
        else if (notedAt < known.since) known.since = notedAt;
      }
    }
    const all = [...found.values()];
    const byPerson = new Map<string, Omit<ReadOfOne, 'leaderId'>[]>();
    const described = await this.values.describe(all.map(({ value }) => value));
    for (const [index, { since, until }] of all.entries()) {
      const { leaderId = '', field = '' } = described[index] ?? {};
      const read = { fields: [field], since, until };
      const known = byPerson.get(leaderId);
      if (known) known.push(read);
      else byPerson.set(leaderId, [read]);
    }
    return [...byPerson].map(([leaderId, ofOne]) => ({ leaderId, ...together(ofOne) }));
  }

  /** Once at a time, too. */
  #handOn(): Promise<void> {
    this.#handingOn = this.#handingOn.then(() => this.#handOnAll());
    return this.#handingOn;
  }

  async #handOnAll(): Promise<void> {
    const now = this.clock.instant();
    try {
      await this.pending.handOn(now, (batch) => this.#record(batch));
      await this.pending.forget(now, await this.shown.at(now));
    } catch (error) {
      this.#log.warn(`reads of personal values wait to be recorded: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async #record({ id, windowId, reader: { actor, roles, purpose }, reads }: Batch): Promise<void> {
    const [role = actor.role] = roles;
    const { until } = together(reads);
    const meta = {
      commandId: id,
      actor: { ...actor, role },
      effectiveOn: londonDate(new Date(until)),
      now: this.clock.instant(),
      today: this.clock.today(),
      correlationId: id,
    };
    try {
      await this.bus.execute(new RecordReads(meta, { roles, purpose, windowId, reads }));
    } catch (error) {
      // An earlier release recorded it, and could not say so any more.
      if (!(error instanceof Refused && error.code === 'COMMAND_ID_REUSED')) throw error;
    }
  }
}

interface OfOneReader {
  readonly reader: Reader;
  readonly hour: Instant;
  /** One of those of the same reader. */
  readonly viewer: Viewer;
  readonly reads: readonly Unwritten[];
}

function byReaderAndHour(unwritten: readonly Unwritten[]): readonly OfOneReader[] {
  const groups = new Map<string, OfOneReader & { readonly reads: Unwritten[] }>();
  for (const one of unwritten) {
    const [reader, hour] = [readerOf(one), hourOf(one.notedAt)];
    const key = `${JSON.stringify(reader)} ${hour}`;
    const group = groups.get(key);
    if (group) group.reads.push(one);
    else groups.set(key, { reader, hour, viewer: one.viewer, reads: [one] });
  }
  return [...groups.values()];
}

/** Whether a record is the reader's own: one of several, where they were merged. */
const isOwn = ({ actor, grants }: Viewer, leaderId: string): boolean =>
  leaderId === actor.id || grants.some(({ reach, ids, delegated = false }) => reach === 'self' && !delegated && ids.person?.includes(leaderId));

/** Who read and what for: as JSON, the same for the same. */
function readerOf({ viewer: { actor, grants }, purpose }: Unwritten): Reader {
  // What is a principal's own is another's to their deputy.
  const towardsOthers = grants.filter(({ reach, delegated = false }) => reach !== 'public' && (reach !== 'self' || delegated)).map((grant) => grant.role);
  return { actor, roles: [...new Set(towardsOthers)], ...(purpose !== undefined && { purpose }) };
}
