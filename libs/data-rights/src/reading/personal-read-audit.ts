import { type NotedReads, ReadAudit } from '@app/graphql-kit';
import type { Viewer } from '@app/identity';
import { Clock, type Instant, londonDate, refusals, type Refused, type SealedValue } from '@app/kernel';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RecordReads } from '../domain/record-reads.js';
import { type Pending, PendingReads, type Reader } from './pending-reads.js';
import { ReadValues } from './read-values.js';

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
/** How long reads are gathered into one event for each reader. */
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
 * `audit.pending`, which a crash leaves; every minute, and when this process starts, what is there is appended to the log, as one event
 * for each reader. Nothing is written on the path of a request.
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
    const taken = this.#unwritten;
    try {
      for (const [key, ofOne] of byReader(taken)) await this.#writeOne(JSON.parse(key) as Reader, ofOne);
    } catch (error) {
      this.#log.warn(`reads of personal values cannot be written: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (this.#unwritten.length > 0) this.#timer ??= setTimeout(() => void this.#write(), WRITE_MS).unref();
  }

  async #writeOne(reader: Reader, reads: readonly Unwritten[]): Promise<void> {
    const all = await this.values.describe(reads.flatMap(({ values }) => [...values]));
    const [first] = reads;
    const others = all.filter(({ leaderId }) => !first || !isOwn(first.viewer, leaderId));
    if (others.length > 0 && first) await this.pending.write(reader, first.notedAt, others);
    const written = new Set(reads);
    this.#unwritten = this.#unwritten.filter((one) => !written.has(one));
    this.#count = this.#unwritten.reduce((count, { values }) => count + values.size, 0);
  }

  /** Once at a time, too. */
  #handOn(): Promise<void> {
    this.#handingOn = this.#handingOn.then(() => this.#handOnAll());
    return this.#handingOn;
  }

  async #handOnAll(): Promise<void> {
    try {
      while (await this.pending.handOn((commandId, pending) => this.#record(commandId, pending)));
    } catch (error) {
      this.#log.warn(`reads of personal values wait to be recorded: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #record(commandId: string, { reader: { actor, roles, purpose }, since, until, reads }: Pending): Promise<unknown> {
    const [role = actor.role] = roles;
    const meta = {
      commandId,
      actor: { ...actor, role },
      effectiveOn: londonDate(new Date(until)),
      now: this.clock.instant(),
      today: this.clock.today(),
      correlationId: commandId,
    };
    return this.bus.execute(new RecordReads(meta, { roles, purpose, since, until, reads }));
  }
}

function byReader(taken: readonly Unwritten[]): ReadonlyMap<string, readonly Unwritten[]> {
  const readers = new Map<string, Unwritten[]>();
  for (const one of taken) {
    const key = readerOf(one);
    readers.set(key, [...(readers.get(key) ?? []), one]);
  }
  return readers;
}

/** Whether a record is the reader's own: one of several, where they were merged. */
const isOwn = ({ actor, grants }: Viewer, leaderId: string): boolean =>
  leaderId === actor.id || grants.some(({ reach, ids, delegated = false }) => reach === 'self' && !delegated && ids.person?.includes(leaderId));

/** Who read and what for, as a text that is the same for the same. */
function readerOf({ viewer: { actor, grants }, purpose }: Unwritten): string {
  // What is a principal's own is another's to their deputy.
  const towardsOthers = grants.filter(({ reach, delegated = false }) => reach !== 'public' && (reach !== 'self' || delegated)).map((grant) => grant.role);
  const reader: Reader = {
    actor,
    roles: [...new Set(towardsOthers)],
    ...(purpose !== undefined && { purpose }),
  };
  return JSON.stringify(reader);
}
