import { Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { cohort } from '../domain/cohort.js';
import { promote, PromoteFromQueue } from '../domain/promote-from-queue.js';
import { cohortStream } from '../events.js';

@CommandHandler(PromoteFromQueue)
export class PromoteFromQueueHandler implements ICommandHandler<PromoteFromQueue, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly persons: Persons,
  ) {}

  async execute(command: PromoteFromQueue): Promise<Receipt> {
    const self = await this.persons.of(command.meta.actor);
    return this.streams.transact(command, cohortStream(command.input.cohortId), cohort, (asked, state) => promote(asked, state, self));
  }
}
