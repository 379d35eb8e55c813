import { ProcessRunner } from '@app/process-manager';
import { CannotApply, CannotBuild, OpenedTables, Projector } from '@app/read-model';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';

/** Runs what reads the log in order, from start to shutdown. Several processes may: for each job one works, the others stand by. */
@Injectable()
export class Workers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Workers.name);
  private readonly end = new AbortController();
  private running: Promise<void>[] = [];

  constructor(
    private readonly projector: Projector,
    private readonly opened: OpenedTables,
    private readonly processes: ProcessRunner,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.opened.ensure();
    const { signal } = this.end;
    this.running = [
      this.untilStuck('the read model', this.projector.run(signal)),
      this.untilStuck('the directory', this.opened.run(signal)),
      this.processes.run(signal),
    ];
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
      if (!(error instanceof CannotApply || error instanceof CannotBuild)) throw error;
      this.logger.fatal(error, `${what} stands still until this event can be applied`);
    }
  }
}
