import { ConsoleLogger, Logger } from '@nestjs/common';

/**
 * Has a process that cannot start end by saying why, a sentence each and no stack: it is read by whoever wrote the configuration.
 * @returns what is to be called once it has started, from when on an error that nobody expected is a defect again
 */
export function starting(): () => void {
  const end = (error: unknown): void => {
    const { problems = [error] } = (error ?? {}) as { readonly problems?: readonly unknown[] };
    for (const problem of problems) process.stderr.write(`${problem instanceof Error ? problem.message : String(problem)}\n`);
    process.exit(1);
  };
  process.once('uncaughtException', end);
  return () => {
    process.off('uncaughtException', end);
    outliveForgotten();
  };
}

/** Has a process that serves many outlive what one of them began and nobody waited for: a defect, and said, but nobody else's end. */
export function outliveForgotten(): void {
  process.on('unhandledRejection', (error) => {
    Logger.error('something failed that nobody waited for', error instanceof Error ? error.stack : String(error), 'Process');
  });
}

/** Logs a start. Why it failed is said once, by whoever started it, and not by the framework with all of its stack too, nor what it had put together by then. */
export class StartLogger extends ConsoleLogger {
  constructor() {
    super({ logLevels: ['warn', 'error', 'fatal'] });
  }

  override error(message: unknown, ...more: unknown[]): void {
    if (more.at(-1) !== 'ExceptionHandler') super.error(message, ...more);
  }
}
