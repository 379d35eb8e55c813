import { Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { recordStudyHours, RecordStudyHours } from '../domain/record-study-hours.js';
import { ofAnother } from '../domain/stage.js';
import { enrolmentStream } from '../events.js';

@CommandHandler(RecordStudyHours)
export class RecordStudyHoursHandler implements ICommandHandler<RecordStudyHours, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly persons: Persons,
  ) {}

  async execute(command: RecordStudyHours): Promise<Receipt> {
    const self = await this.persons.of(command.meta.actor);
    return this.streams.transact(command, enrolmentStream(command.input.enrolmentId), enrolment, (asked, state) =>
      recordStudyHours(asked, ofAnother(state, self)),
    );
  }
}
