import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { closeWithCohort, CloseWithCohort } from '../domain/close-with-cohort.js';
import { enrolment } from '../domain/enrolment.js';
import { enrolmentStream } from '../events.js';

@CommandHandler(CloseWithCohort)
export class CloseWithCohortHandler implements ICommandHandler<CloseWithCohort, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: CloseWithCohort): Promise<Receipt> {
    const { enrolmentId, continues } = command.input;
    const source = continues ? await this.streams.load(enrolmentStream(continues), enrolment) : undefined;
    return this.streams.transact(command, enrolmentStream(enrolmentId), enrolment, (asked, state) => closeWithCohort(asked, state, source));
  }
}
