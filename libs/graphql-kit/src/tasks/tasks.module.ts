import { Module } from '@nestjs/common';
import { TaskResolver, TasksResolver } from './tasks.resolver.js';

/** What waits for whoever asks, by the kinds of all features: of a whole product alone. */
@Module({ providers: [TasksResolver, TaskResolver] })
export class TasksModule {}
