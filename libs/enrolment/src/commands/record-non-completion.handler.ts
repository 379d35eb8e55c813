import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { recordNonCompletion, RecordNonCompletion } from '../domain/record-non-completion.js';
import { enrolmentStream } from '../events.js';

@CommandHandler(RecordNonCompletion)
export class RecordNonCompletionHandler implements ICommandHandler<RecordNonCompletion, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: RecordNonCompletion): Promise<Receipt> {
    return this.streams.transact(command, enrolmentStream(command.input.enrolmentId), enrolment, recordNonCompletion);
  }
}
