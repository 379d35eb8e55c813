import { DatabaseUnavailable } from '@app/database';
import { backOff, LogCorrupt, Mirror, type Reader, WrongStore } from '@app/event-store';
import { ProcessRunner } from '@app/process-manager';
import { CannotApply, CannotBuild, OpenedTables, Projector } from '@app/read-model';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap, Optional } from '@nestjs/common';

/** What trying again at once does not mend. */
const STUCK = [CannotApply, CannotBuild, LogCorrupt, WrongStore];
/** It is tried again after so long, twice as long after each time, and at once where an operator asks for it or has the event passed over. */
const RETRY_FROM_MS = 5_000;
const RETRY_UP_TO_MS = 10 * 60_000;

/** Runs what reads the log in order, from start to shutdown. Several processes may: for each job one works, the others stand by. */
@Injectable()
export class Workers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Workers.name);
  private readonly end = new AbortController();
  private readonly running: Promise<void>[] = [];

  constructor(
    private readonly projector: Projector,
    private readonly opened: OpenedTables,
    private readonly processes: ProcessRunner,
    /** Where the history is in an EventStoreDB. */
    @Optional() private readonly mirror?: Mirror,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { signal } = this.end;
    if (this.mirror) this.running.push(this.untilStuck('the mirror', this.mirror.run(signal)));
    await this.opened.ensure();
    this.running.push(this.untilEnded(this.projector), this.untilEnded(this.opened), this.processes.run(signal));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.end.abort();
    await Promise.allSettled(this.running);
  }

  /** What stops says so in the database. The process lives on, so that everything else does. */
  private async untilEnded(work: { readonly reader: Reader; run(signal: AbortSignal): Promise<void> }): Promise<void> {
    const { signal } = this.end;
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        await work.run(signal);
      } catch (error) {
        if (!STUCK.some((kind) => error instanceof kind)) throw error;
        this.logger.error(`${work.reader.name} stands still: “projections status” says where, and what can be done`);
        await this.untilWorthTrying(work.reader, Math.min(RETRY_FROM_MS * 2 ** failures, RETRY_UP_TO_MS));
      }
    }
  }

  private async untilWorthTrying(reader: Reader, patienceMs: number): Promise<void> {
    const { signal } = this.end;
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        return await reader.worthTrying(signal, patienceMs);
      } catch (error) {
        if (!(error instanceof DatabaseUnavailable)) throw error;
        await backOff(failures, signal);
      }
    }
  }

  private async untilStuck(what: string, work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      // The process lives on, so that readiness can say what has happened and commands are still carried out.
      if (!STUCK.some((kind) => error instanceof kind)) throw error;
      this.logger.fatal(error, `${what} stands still until this is mended`);
    }
  }
}
