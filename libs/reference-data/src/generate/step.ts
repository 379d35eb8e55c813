import type { CalendarDate, Command, CommandMeta } from '@app/kernel';

/** A command to be executed. */
export interface CommandStep {
  readonly command: Command;
  /** Steps of one key are executed one after the other, in order. */
  readonly key: string;
  /** Where the course of events was not the generator's to decide: only if the enrolment stood so at the last barrier. */
  readonly onlyIf?: { readonly enrolmentId: string; readonly status: readonly string[] };
  /** Refusals that are part of the story. */
  readonly mayRefuse?: readonly string[];
}

/** Everything before has been executed; with `settle`, every process manager has reacted to it too. */
export interface Barrier {
  readonly settle: boolean;
  /** How much of the whole is done by then, from 0 to 1. */
  readonly progress: number;
}

export type Step = CommandStep | Barrier;

/** Steps between two barriers, and which barrier follows. */
export interface Phase {
  readonly steps: readonly CommandStep[];
  readonly settle: boolean;
}

/** Collects steps with their dates; whatever is dated after today has not happened yet. */
export class Script {
  private steps: { readonly on: CalendarDate; readonly step: CommandStep }[] = [];
  private written = 0;

  constructor(
    private readonly today: CalendarDate,
    private readonly metaFor: (number: number, effectiveOn: CalendarDate, reasonCode?: string) => CommandMeta,
  ) {}

  /** A step on a date. It counts even if it has not happened yet, so that the ids of the others stay what they are. */
  add(
    on: CalendarDate,
    key: string,
    command: (meta: CommandMeta) => Command,
    more: Omit<CommandStep, 'command' | 'key'> & { readonly reasonCode?: string } = {},
  ): void {
    this.written++;
    if (on > this.today) return;
    const { reasonCode, ...rest } = more;
    this.steps.push({ on, step: { command: command(this.metaFor(this.written, on, reasonCode)), key, ...rest } });
  }

  /** Everything added since, by date and then as it was added. */
  phase(settle: boolean): Phase {
    const steps = this.steps.sort((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0)).map(({ step }) => step);
    this.steps = [];
    return { steps, settle };
  }
}
