import { Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { HoldPlace } from '@app/programme/commands';
import { cohortStream } from '@app/programme/events';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { offer, OfferPlace } from '../domain/offer-place.js';
import { ofAnother } from '../domain/stage.js';
import { enrolmentStream } from '../events.js';

@CommandHandler(OfferPlace)
export class OfferPlaceHandler implements ICommandHandler<OfferPlace, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly commands: CommandBus,
    private readonly persons: Persons,
  ) {}

  async execute(command: OfferPlace): Promise<Receipt> {
    const self = await this.persons.of(command.meta.actor);
    const state = await this.streams.load(enrolmentStream(command.input.enrolmentId), enrolment);
    const answered = state.status !== 'none' && (await this.streams.holds(cohortStream(state.ref.cohortId), command.meta.commandId));
    const { cohortId, enrolmentId, leaderId } = offer(command, ofAnother(state, self), answered);
    return this.commands.execute<HoldPlace, Receipt>(new HoldPlace(command.meta, { cohortId, enrolmentId, leaderId, basis: 'OFFER' }));
  }
}
