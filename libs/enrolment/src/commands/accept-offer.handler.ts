import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { accept, AcceptOffer } from '../domain/accept-offer.js';
import { enrolmentStream } from '../events.js';
import { loadCohortOf } from './known-cohort.js';

@CommandHandler(AcceptOffer)
export class AcceptOfferHandler implements ICommandHandler<AcceptOffer, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: AcceptOffer): Promise<Receipt> {
    const { enrolmentId } = command.input;
    const cohort = await loadCohortOf(this.streams, enrolmentId);
    return this.streams.transact(command, enrolmentStream(enrolmentId), enrolment, (asked, state) => accept(asked, state, cohort));
  }
}
