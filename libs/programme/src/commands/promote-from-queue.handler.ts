import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { cohort } from '../domain/cohort.js';
import { promote, PromoteFromQueue } from '../domain/promote-from-queue.js';
import { cohortStream } from '../events.js';

@CommandHandler(PromoteFromQueue)
export class PromoteFromQueueHandler implements ICommandHandler<PromoteFromQueue, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: PromoteFromQueue): Promise<Receipt> {
    return this.streams.transact(command, cohortStream(command.input.cohortId), cohort, promote);
  }
}
