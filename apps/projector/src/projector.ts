import { TrackerModule, type TrackerOptions } from '@app/tracker';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Workers } from './workers.js';

@Module({ providers: [Workers] })
class ProjectorModule {}

/** The worker: the ordered log into read tables, and process managers. It works once this resolves, until closed. */
export function createProjector(options: TrackerOptions): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(
    { module: ProjectorModule, imports: [TrackerModule.forRoot(options)] },
    { bufferLogs: false, abortOnError: false },
  );
}
