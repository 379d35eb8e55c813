import { type CalendarDate, type Clock, type Instant, type Position, Refused } from '@app/kernel';
import { type Log, MIRROR_READER } from '@app/event-store';
import type { Access, Principal, Viewer } from '@app/identity';
import type { Moment, ReadModel, Snapshot, WhyOver } from '@app/read-model';
import { READ_MODEL_READER, SnapshotOver } from '@app/read-model';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Cursors, useCursors } from '../connection/cursor.js';
import { type ReadAudit, readsNoted } from './read-audit.js';
import { pin } from '../pin.js';
import { refuseMoment } from './refuse.js';
import { type Followers, type Missing, settle, type SettlingSources } from './settling.js';

/** The moment that is asked for; see `Query.at`. */
export interface MomentAsked {
  readonly asOf?: CalendarDate | undefined;
  readonly knownAt?: Instant | undefined;
  readonly position?: Position | undefined;
  /** The argument that holds the position, where it is not its own: an id. */
  readonly within?: string;
  /** The token of a receipt. */
  readonly after?: string | undefined;
}

/** How long a query waits for what is recorded but not projected, in milliseconds. */
export const PROJECTION_WAIT_MS = 2_000;

/** How long an operation may read, where nothing else is said, in milliseconds. */
const OPERATION_TIMEOUT_MS = 20_000;

const missing = new WeakMap<Moment, readonly Missing[]>();

/** Who has not come as far as was waited for before a moment was read; nobody where nothing was waited for. */
export function missingAt(moment: Moment): readonly Missing[] {
  return missing.get(moment) ?? [];
}

/** What moments are read from. */
export class ReadSources implements SettlingSources {
  constructor(
    readonly readModel: Pick<ReadModel, 'snapshot' | 'waitFor'>,
    readonly log: Pick<Log, 'head' | 'positionAt' | 'positionOf' | 'byId' | 'correlatedWith' | 'recordedSoFar' | 'within'>,
    readonly clock: Clock,
    readonly access: Access,
    readonly cursors: Cursors,
    /** Undefined where reads of personal values are not recorded. */
    readonly audit?: ReadAudit,
    readonly followers?: Followers,
  ) {}
}

/** How much is to be known, where that is said, and who has not come as far as was waited for. */
interface Arrived {
  readonly position: Position | undefined;
  readonly behind: readonly Missing[];
}

interface Opened {
  readonly snapshot: Snapshot;
  readonly viewer: Viewer;
}

/**
 * The reads of one GraphQL operation, all from one snapshot, and all within what its sender may see. It is opened by whoever first needs it, but not before every
 * moment of the operation has what it waits for; `end` gives it back.
 */
export class OperationReads {
  readonly #arriving = new Set<Promise<unknown>>();
  #opened: Promise<Opened> | undefined;
  #snapshot: Snapshot | undefined;
  #reading: Opened | undefined;
  #over: SnapshotOver | undefined;
  #back: Promise<void> | undefined;
  /** The field of a mutation whose answer is read. */
  #field: string | undefined;
  /** Of the field before. */
  #givenBack: Promise<unknown> = Promise.resolve();
  readonly #deadline: NodeJS.Timeout;

  constructor(
    private readonly sources: ReadSources,
    private readonly principal: Principal,
    /** What its sender reads for, where they say: a code. */
    private readonly purpose?: string,
    timeoutMs = OPERATION_TIMEOUT_MS,
  ) {
    this.#deadline = setTimeout(() => void this.end('time'), timeoutMs).unref();
  }

  /**
   * The moment asked for.
   * @throws Refused NO_ROLE; MOMENT_IN_FUTURE, MOMENT_OVERSTATED, NOT_YET_PROJECTED, TOKEN_MALFORMED, TOKEN_NOT_REACHED, naming the argument
   */
  async at(asked: MomentAsked): Promise<Moment> {
    const { position, behind } = await this.#coming(this.#arrive(asked));
    const snapshot = await this.#restricted();
    // Only when a moment is asked for after others were answered.
    if (position !== undefined && position > snapshot.head) throw refuseMoment('NOT_YET_PROJECTED', asked.within ?? 'position');
    const moment = pin(snapshot.moment({ asOf: asked.asOf ?? snapshot.today, knownAt: position }), { asOf: asked.asOf, position });
    missing.set(moment, behind);
    return moment;
  }

  /**
   * Now, once what a mutation recorded, and what that led to, can be read, and after two seconds whether or not. What one field of a mutation answers is
   * read from one snapshot; of the next field, from another, in place of the first. Fields of a mutation are answered one after the other.
   * @param field of the mutation
   * @param token of its receipt
   * @throws Refused NO_ROLE
   */
  async afterwards(field: string, token: string): Promise<Moment> {
    if (this.#field !== field) this.#renew();
    this.#field = field;
    const behind = await this.#coming(this.#settle(token));
    const snapshot = await this.#restricted();
    const moment = snapshot.moment({ asOf: snapshot.today });
    missing.set(moment, behind);
    return moment;
  }

  /** Who asks, with what they reach now. */
  async viewer(): Promise<Viewer> {
    return (await this.#open()).viewer;
  }

  /**
   * Gives the snapshot back, now or as soon as it is open; nothing can be read any more, and what still reads is told why. May be called again.
   * @returns once nothing of the operation goes on in the database
   */
  end(why: WhyOver = 'over'): Promise<void> {
    this.#back ??= this.#end(why);
    return this.#back;
  }

  async #end(why: WhyOver): Promise<void> {
    clearTimeout(this.#deadline);
    this.#over = new SnapshotOver(why);
    if (this.#reading) this.#handOver(this.#reading);
    await this.#snapshot?.release(why);
    await this.#givenBack;
    // One that is only being opened gives itself back.
    await this.#opened?.catch(() => undefined);
  }

  #handOver({ snapshot, viewer }: Opened): void {
    const values = readsNoted(snapshot);
    if (values) this.sources.audit?.take({ viewer, values, ...(this.purpose !== undefined && { purpose: this.purpose }) });
  }

  #renew(): void {
    const before = this.#opened;
    if (!before) return;
    [this.#opened, this.#snapshot, this.#reading] = [undefined, undefined, undefined];
    const giveBack = (opened: Opened): Promise<void> => {
      this.#handOver(opened);
      return opened.snapshot.release();
    };
    this.#givenBack = before.then(giveBack, () => undefined);
  }

  /** No snapshot is opened before what is on its way has come. */
  async #coming<Arrived>(arriving: Promise<Arrived>): Promise<Arrived> {
    this.#arriving.add(arriving);
    return arriving.finally(() => this.#arriving.delete(arriving));
  }

  async #restricted(): Promise<Snapshot> {
    const { snapshot, viewer } = await this.#open();
    if (!snapshot.restriction) snapshot.restrict(this.sources.access.restriction(viewer));
    return snapshot;
  }

  async #settle(token: string): Promise<readonly Missing[]> {
    const deadline = performance.now() + PROJECTION_WAIT_MS;
    try {
      return await settle(this.sources, await this.sources.log.positionOf(token, PROJECTION_WAIT_MS), deadline);
    } catch (error) {
      // Recorded it is, but not shown yet: a log that follows its store has it later.
      if (!(error instanceof Refused)) throw error;
      const stopped = await this.sources.followers?.stopped();
      return [MIRROR_READER, READ_MODEL_READER].map((reader) => ({ reader, stopped: stopped?.has(reader) ?? false }));
    }
  }

  async #arrive({ knownAt, position, within = 'position', after }: MomentAsked): Promise<Arrived> {
    if (knownAt !== undefined && position !== undefined) throw refuseMoment('MOMENT_OVERSTATED', 'position');
    const { log, clock } = this.sources;
    const deadline = performance.now() + PROJECTION_WAIT_MS;
    let behind: readonly Missing[] = [];
    if (after !== undefined) {
      const token = await this.#project('after', await log.positionOf(after, PROJECTION_WAIT_MS), deadline);
      behind = await settle(this.sources, token, deadline);
    }
    if (knownAt !== undefined) {
      if (knownAt > clock.instant()) throw refuseMoment('MOMENT_IN_FUTURE', 'knownAt', knownAt);
      return { behind, position: await this.#project('knownAt', await log.positionAt(knownAt), deadline) };
    }
    if (position === undefined || (this.#snapshot && position <= this.#snapshot.head)) return { behind, position };
    if (position > (await log.head())) throw refuseMoment('MOMENT_IN_FUTURE', within, String(position));
    return { behind, position: await this.#project(within, position, deadline) };
  }

  async #project(field: string, position: Position, deadline: number): Promise<Position> {
    if (!(await this.sources.readModel.waitFor(position, Math.max(0, deadline - performance.now())))) throw refuseMoment('NOT_YET_PROJECTED', field);
    return position;
  }

  #open(): Promise<Opened> {
    this.#opened ??= this.#whenAllArrived();
    return this.#opened;
  }

  // A turn later, all root fields of the operation have been called; then whoever still waits is waited for.
  async #whenAllArrived(): Promise<Opened> {
    await nextTurn();
    while (this.#arriving.size > 0) await Promise.allSettled(this.#arriving);
    await this.#givenBack;
    const { readModel, access, cursors } = this.sources;
    this.#assertGoesOn();
    const snapshot = (this.#snapshot = await readModel.snapshot().catch((error: unknown) => {
      // Who waited for a connection until they were over is told that.
      throw this.#over ?? error;
    }));
    useCursors(snapshot, cursors);
    try {
      this.#assertGoesOn();
      return (this.#reading = { snapshot, viewer: await access.viewer(snapshot, this.principal) });
    } catch (error) {
      await snapshot.release();
      throw error;
    }
  }

  #assertGoesOn(): void {
    if (this.#over) throw this.#over;
  }
}
