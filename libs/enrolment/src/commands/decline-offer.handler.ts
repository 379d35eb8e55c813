import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { decline, DeclineOffer } from '../domain/decline-offer.js';
import { enrolmentStream } from '../events.js';

@CommandHandler(DeclineOffer)
export class DeclineOfferHandler implements ICommandHandler<DeclineOffer, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: DeclineOffer): Promise<Receipt> {
    return this.streams.transact(command, enrolmentStream(command.input.enrolmentId), enrolment, decline);
  }
}
