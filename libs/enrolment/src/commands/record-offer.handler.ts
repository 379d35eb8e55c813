import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { recordOffer, RecordOffer } from '../domain/record-offer.js';
import { enrolmentStream } from '../events.js';

@CommandHandler(RecordOffer)
export class RecordOfferHandler implements ICommandHandler<RecordOffer, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: RecordOffer): Promise<Receipt> {
    return this.streams.transact(command, enrolmentStream(command.input.enrolmentId), enrolment, recordOffer);
  }
}
