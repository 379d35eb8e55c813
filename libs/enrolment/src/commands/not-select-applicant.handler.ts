import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { notSelect, NotSelectApplicant } from '../domain/not-select-applicant.js';
import { enrolmentStream } from '../events.js';

@CommandHandler(NotSelectApplicant)
export class NotSelectApplicantHandler implements ICommandHandler<NotSelectApplicant, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: NotSelectApplicant): Promise<Receipt> {
    return this.streams.transact(command, enrolmentStream(command.input.enrolmentId), enrolment, notSelect);
  }
}
