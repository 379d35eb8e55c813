import { type Correlated, type Log, MIRROR_READER, StoreUnavailable } from '@app/event-store';
import { type Position, Refused } from '@app/kernel';
import { READ_MODEL_READER, type ReadModel } from '@app/read-model';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whoever reads the log besides the read model: opened tables, and process managers, which record more because of what they read. */
export abstract class Followers {
  /** Which of them have yet to come past some of these events, as far as those mean something to them. @throws DatabaseUnavailable */
  abstract behind(events: readonly Correlated[]): Promise<readonly string[]>;
  /** Which readers of the log cannot go on by themselves, also others than these. @throws DatabaseUnavailable */
  abstract stopped(): Promise<ReadonlySet<string>>;
}

/** A reader of the log that has not come as far as was waited for. */
export interface Missing {
  readonly reader: string;
  /** Whether it cannot go on by itself. */
  readonly stopped: boolean;
}

export interface SettlingSources {
  readonly log: Pick<Log, 'correlatedWith' | 'recordedSoFar'>;
  readonly readModel: Pick<ReadModel, 'waitFor'>;
  /** Undefined where nobody follows but the read model. */
  readonly followers?: Followers | undefined;
}

/** Followers say nothing when they move: they are looked at when the read model, which does, has come as far, and then ever more seldom. */
const FIRST_LOOK_MS = 10;
const LOOK_UP_TO_MS = 250;

/**
 * Waits until what a command led to can be read: until the read model and all followers have come past the event at a position and everything of its correlation, also
 * what they record on the way. A timer is nothing that is waited for, and neither is who has stopped.
 * @param deadline by `performance.now()`
 * @returns who has not come as far; nobody where everything is there
 */
export async function settle(sources: SettlingSources, position: Position, deadline: number): Promise<readonly Missing[]> {
  const { log, readModel, followers } = sources;
  const left = (): number => Math.max(0, deadline - performance.now());
  const missing = async (...readers: readonly string[]): Promise<readonly Missing[]> => {
    const stopped = await followers?.stopped();
    return readers.map((reader) => ({ reader, stopped: stopped?.has(reader) ?? false }));
  };
  for (let known: Position | undefined; ;) {
    const events = followers ? await log.correlatedWith(position) : [];
    const last = events.at(-1)?.position ?? position;
    if (last === known) return [];
    known = last;
    const isProjected = await readModel.waitFor(last, left());
    const behind = followers ? await followed(followers, events, left) : [];
    if (!isProjected || behind.length > 0) return missing(...(isProjected ? [] : [READ_MODEL_READER]), ...behind);
    if (!followers) return [];
    // What followers recorded on the way was recorded before they went on, but a log that follows its store may show it later.
    if (!(await shows(log, left()))) return missing(MIRROR_READER);
  }
}

async function followed(followers: Followers, events: readonly Correlated[], left: () => number): Promise<readonly string[]> {
  for (let pause = FIRST_LOOK_MS; ; pause = Math.min(pause * 2, LOOK_UP_TO_MS)) {
    const behind = await followers.behind(events);
    if (behind.length === 0 || left() === 0) return behind;
    const stopped = await followers.stopped();
    if (behind.every((reader) => stopped.has(reader))) return behind;
    await sleep(Math.min(pause, left()));
  }
}

async function shows(log: Pick<Log, 'recordedSoFar'>, timeoutMs: number): Promise<boolean> {
  try {
    await log.recordedSoFar(timeoutMs);
    return true;
  } catch (error) {
    if (error instanceof Refused || error instanceof StoreUnavailable) return false;
    throw error;
  }
}
