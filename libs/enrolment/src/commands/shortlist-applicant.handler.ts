import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { shortlist, ShortlistApplicant } from '../domain/shortlist-applicant.js';
import { enrolmentStream } from '../events.js';

@CommandHandler(ShortlistApplicant)
export class ShortlistApplicantHandler implements ICommandHandler<ShortlistApplicant, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: ShortlistApplicant): Promise<Receipt> {
    return this.streams.transact(command, enrolmentStream(command.input.enrolmentId), enrolment, shortlist);
  }
}
