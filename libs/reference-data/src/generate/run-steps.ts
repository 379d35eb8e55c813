import { NotNow } from '@app/event-store';
import { type Command, type Receipt, Refused } from '@app/kernel';
import type { CommandStep, Step } from './step.js';

export interface RunOptions {
  /** Executes a command as anyone else's would be. */
  readonly execute: (command: Command) => Promise<Receipt>;
  /** Waits until every process manager has reacted to everything recorded so far. */
  readonly settle: () => Promise<void>;
  /** Where an enrolment stands, as the read model calls it; undefined where there is none. */
  readonly statusOf: (enrolmentId: string) => Promise<string | undefined>;
  /** At each barrier: how much of the whole is done, from 0 to 1, and how many commands were executed. */
  readonly onProgress?: (share: number, executed: number) => void;
  /** Commands under way at once. */
  readonly concurrency?: number;
}

export interface RunReport {
  readonly executed: number;
  /** Steps whose condition did not hold. */
  readonly skipped: number;
  /** Refusals that were part of the story. */
  readonly refused: number;
}

/** A refusal that no step expected: the run stops there. */
export class StepRefused extends Error {
  constructor(
    readonly command: Command,
    readonly refusal: Refused,
  ) {
    super(
      `${command.constructor.name} on ${command.meta.effectiveOn} was refused, ${refusal.code}: ${JSON.stringify(refusal.details)}; its input was ${JSON.stringify(command.input)}`,
    );
    this.name = 'StepRefused';
  }
}

const CONCURRENCY = 32;
/** Steps taken from the iterable ahead of those under way, so that one busy key holds up no other. */
const AHEAD = 8;

/**
 * Executes steps: those of one key in order, those of different keys side by side, everything before a barrier before
 * anything after it. Taken up again after it broke off, it repeats nothing that was recorded.
 * @throws StepRefused at a refusal that the step does not allow
 */
export async function runSteps(steps: Iterable<Step>, { execute, settle, statusOf, onProgress, concurrency = CONCURRENCY }: RunOptions): Promise<RunReport> {
  const report = { executed: 0, skipped: 0, refused: 0 };
  const statuses = new Map<string, Promise<string | undefined>>();
  const permits = new Permits(concurrency);
  const taken = new Permits(concurrency * AHEAD);
  const last = new Map<string, Promise<void>>();
  let failure: { readonly error: unknown } | undefined;

  const holds = async ({ onlyIf }: CommandStep): Promise<boolean> => {
    if (!onlyIf) return true;
    let status = statuses.get(onlyIf.enrolmentId);
    if (!status) statuses.set(onlyIf.enrolmentId, (status = statusOf(onlyIf.enrolmentId)));
    return onlyIf.status.includes((await status) ?? '');
  };
  const perform = async (step: CommandStep): Promise<void> => {
    if (!(await holds(step))) {
      report.skipped++;
      return;
    }
    try {
      await execute(step.command);
      report.executed++;
    } catch (error) {
      if (!(error instanceof Refused) || error instanceof NotNow) throw error;
      if (!step.mayRefuse?.includes(error.code)) throw new StepRefused(step.command, error);
      report.refused++;
    }
  };
  const inTurn = async (step: CommandStep, before: Promise<void> | undefined): Promise<void> => {
    await before;
    await permits.take();
    try {
      if (!failure) await perform(step);
    } catch (error) {
      failure ??= { error };
    } finally {
      permits.give();
      taken.give();
    }
  };
  const drain = async () => {
    await Promise.all(last.values());
    last.clear();
    if (failure) throw failure.error;
  };

  for (const step of steps) {
    if ('settle' in step) {
      await drain();
      if (step.settle) await settle();
      statuses.clear();
      onProgress?.(step.progress, report.executed);
      continue;
    }
    await taken.take();
    if (failure) break;
    last.set(step.key, inTurn(step, last.get(step.key)));
  }
  await drain();
  return report;
}

/** So many at once; whoever comes later waits in turn. */
class Permits {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  async take(): Promise<void> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  give(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free++;
  }
}
