import type { CalendarDate, Clock, Instant, Position } from '@app/kernel';
import type { Log } from '@app/event-store';
import type { Access, Principal, Viewer } from '@app/identity';
import type { Moment, ReadModel, Snapshot, WhyOver } from '@app/read-model';
import { SnapshotOver } from '@app/read-model';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Cursors, useCursors } from '../connection/cursor.js';
import { type ReadAudit, readsNoted } from './read-audit.js';
import { refuseMoment } from './refuse.js';

/** The moment that is asked for; see `Query.at`. */
export interface MomentAsked {
  readonly asOf?: CalendarDate | undefined;
  readonly knownAt?: Instant | undefined;
  readonly position?: Position | undefined;
  /** The token of a receipt. */
  readonly after?: string | undefined;
}

/** How long a query waits for what is recorded but not projected, in milliseconds. */
export const PROJECTION_WAIT_MS = 2_000;

/** How long an operation may read, where nothing else is said, in milliseconds. */
const OPERATION_TIMEOUT_MS = 20_000;

const pinned = new WeakSet<Moment>();

/** Whether the caller fixed how much was known, so that the same question always has the same answer. */
export function isPinned(moment: Moment): boolean {
  return pinned.has(moment);
}

/** What moments are read from. */
export class ReadSources {
  constructor(
    readonly readModel: Pick<ReadModel, 'snapshot' | 'waitFor'>,
    readonly log: Pick<Log, 'head' | 'positionAt' | 'positionOf' | 'within'>,
    readonly clock: Clock,
    readonly access: Access,
    readonly cursors: Cursors,
    /** Undefined where reads of personal values are not recorded. */
    readonly audit?: ReadAudit,
  ) {}
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
    const arriving = this.#arrive(asked);
    this.#arriving.add(arriving);
    const position = await arriving.finally(() => this.#arriving.delete(arriving));
    const { snapshot, viewer } = await this.#open();
    if (!snapshot.restriction) snapshot.restrict(this.sources.access.restriction(viewer));
    const asOf = asked.asOf ?? snapshot.today;
    if (position === undefined) return snapshot.moment({ asOf });
    // Only when a moment is asked for after others were answered, which root fields never are.
    if (position > snapshot.head) throw refuseMoment('NOT_YET_PROJECTED', 'position');
    const moment = snapshot.moment({ asOf, knownAt: position });
    pinned.add(moment);
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
    // One that is only being opened gives itself back.
    await this.#opened?.catch(() => undefined);
  }

  #handOver({ snapshot, viewer }: Opened): void {
    const values = readsNoted(snapshot);
    if (values) this.sources.audit?.take({ viewer, values, ...(this.purpose !== undefined && { purpose: this.purpose }) });
  }

  async #arrive({ knownAt, position, after }: MomentAsked): Promise<Position | undefined> {
    if (knownAt !== undefined && position !== undefined) throw refuseMoment('MOMENT_OVERSTATED', 'position');
    const { log, clock } = this.sources;
    const deadline = performance.now() + PROJECTION_WAIT_MS;
    if (after !== undefined) await this.#project('after', await log.positionOf(after, PROJECTION_WAIT_MS), deadline);
    if (knownAt !== undefined) {
      if (knownAt > clock.instant()) throw refuseMoment('MOMENT_IN_FUTURE', 'knownAt', knownAt);
      return this.#project('knownAt', await log.positionAt(knownAt), deadline);
    }
    if (position === undefined) return undefined;
    if (position > (await log.head())) throw refuseMoment('MOMENT_IN_FUTURE', 'position', String(position));
    return this.#project('position', position, deadline);
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
