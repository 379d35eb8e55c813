import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { cohort } from '../domain/cohort.js';
import { schedule, ScheduleSession } from '../domain/schedule-session.js';
import { cohortStream } from '../events.js';

@CommandHandler(ScheduleSession)
export class ScheduleSessionHandler implements ICommandHandler<ScheduleSession, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: ScheduleSession): Promise<Receipt> {
    return this.streams.transact(command, cohortStream(command.input.cohortId), cohort, schedule);
  }
}
