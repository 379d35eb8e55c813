import { comingUpOn, type Database } from '@app/database';
import { logging, StartLogger, TrackerModule, type TrackerOptions } from '@app/tracker';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Logger } from 'nestjs-pino';
import { Workers } from './workers.js';

@Module({ providers: [Workers] })
class ProjectorModule {}

export interface ProjectorOptions extends TrackerOptions {
  /** `fatal` … `trace`, or `silent` (default `info`). */
  readonly logLevel?: string | undefined;
}

/** The worker: the ordered log into read tables, and process managers. It works once this resolves, until closed. */
export async function createProjector(options: ProjectorOptions): Promise<INestApplicationContext> {
  const imports = (opened: Database) => [logging(options.logLevel ?? 'info'), TrackerModule.forRoot({ ...options, opened })];
  const projector = await comingUpOn(options.database, (database) =>
    NestFactory.createApplicationContext(
      { module: ProjectorModule, imports: imports(database) },
      { bufferLogs: true, logger: new StartLogger(), abortOnError: false },
    ),
  );
  projector.useLogger(projector.get(Logger));
  return projector;
}
