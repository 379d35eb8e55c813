import { ProcessRunner } from '@app/process-manager';
import { CannotApply, Projector } from '@app/read-model';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';

/** Runs what reads the log in order, from start to shutdown. Several processes may: for each job one works, the others stand by. */
@Injectable()
export class Workers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Workers.name);
  private readonly end = new AbortController();
  private running: Promise<void>[] = [];

  constructor(
    private readonly projector: Projector,
    private readonly processes: ProcessRunner,
  ) {}

  onApplicationBootstrap(): void {
    this.running = [this.project(), this.processes.run(this.end.signal)];
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.end.abort();
    await Promise.allSettled(this.running);
  }

  private async project(): Promise<void> {
    try {
      await this.projector.run(this.end.signal);
    } catch (error) {
      // The process lives on, so that readiness can say what has happened and commands are still carried out.
      if (!(error instanceof CannotApply)) throw error;
      this.logger.fatal({ err: error }, 'the read model stands still until this event can be applied');
    }
  }
}
