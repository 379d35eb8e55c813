import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { recordStudyHours, RecordStudyHours } from '../domain/record-study-hours.js';
import { enrolmentStream } from '../events.js';

@CommandHandler(RecordStudyHours)
export class RecordStudyHoursHandler implements ICommandHandler<RecordStudyHours, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: RecordStudyHours): Promise<Receipt> {
    return this.streams.transact(command, enrolmentStream(command.input.enrolmentId), enrolment, recordStudyHours);
  }
}
