import { LogCorrupt, Mirror, WrongStore } from '@app/event-store';
import { ProcessRunner } from '@app/process-manager';
import { CannotApply, CannotBuild, OpenedTables, Projector } from '@app/read-model';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap, Optional } from '@nestjs/common';

/** What trying again does not mend. */
const STUCK = [CannotApply, CannotBuild, LogCorrupt, WrongStore];

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
    this.running.push(
      this.untilStuck('the read model', this.projector.run(signal)),
      this.untilStuck('the directory', this.opened.run(signal)),
      this.processes.run(signal),
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.end.abort();
    await Promise.allSettled(this.running);
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
