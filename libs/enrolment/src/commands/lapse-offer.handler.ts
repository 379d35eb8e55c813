import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { lapse, LapseOffer } from '../domain/lapse-offer.js';
import { enrolmentStream } from '../events.js';

@CommandHandler(LapseOffer)
export class LapseOfferHandler implements ICommandHandler<LapseOffer, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: LapseOffer): Promise<Receipt> {
    return this.streams.transact(command, enrolmentStream(command.input.enrolmentId), enrolment, lapse);
  }
}
