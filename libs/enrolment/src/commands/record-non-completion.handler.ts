import { Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { recordNonCompletion, RecordNonCompletion } from '../domain/record-non-completion.js';
import { ofAnother } from '../domain/stage.js';
import { enrolmentStream } from '../events.js';

@CommandHandler(RecordNonCompletion)
export class RecordNonCompletionHandler implements ICommandHandler<RecordNonCompletion, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly persons: Persons,
  ) {}

  async execute(command: RecordNonCompletion): Promise<Receipt> {
    const self = await this.persons.of(command.meta.actor);
    return this.streams.transact(command, enrolmentStream(command.input.enrolmentId), enrolment, (asked, state) =>
      recordNonCompletion(asked, ofAnother(state, self)),
    );
  }
}
