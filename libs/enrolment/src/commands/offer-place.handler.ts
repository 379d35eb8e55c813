import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { HoldPlace } from '@app/programme/commands';
import { cohortStream } from '@app/programme/events';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { offer, OfferPlace } from '../domain/offer-place.js';
import { enrolmentStream } from '../events.js';

@CommandHandler(OfferPlace)
export class OfferPlaceHandler implements ICommandHandler<OfferPlace, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly commands: CommandBus,
  ) {}

  async execute(command: OfferPlace): Promise<Receipt> {
    const state = await this.streams.load(enrolmentStream(command.input.enrolmentId), enrolment);
    const answered = state.status !== 'none' && (await this.streams.holds(cohortStream(state.ref.cohortId), command.meta.commandId));
    const { cohortId, enrolmentId, leaderId } = offer(command, state, answered);
    return this.commands.execute<HoldPlace, Receipt>(new HoldPlace(command.meta, { cohortId, enrolmentId, leaderId, basis: 'OFFER' }));
  }
}
