import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { accept, AcceptOffer } from '../domain/accept-offer.js';
import { enrolmentStream } from '../events.js';

@CommandHandler(AcceptOffer)
export class AcceptOfferHandler implements ICommandHandler<AcceptOffer, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: AcceptOffer): Promise<Receipt> {
    return this.streams.transact(command, enrolmentStream(command.input.enrolmentId), enrolment, accept);
  }
}
