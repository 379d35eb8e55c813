import { Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { knownLeader, leaderStream } from '@app/leader/events';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { erasure, erasureIdOf } from '../domain/erasure.js';
import { hold, placeHold, PlaceHold } from '../domain/hold.js';
import { erasureStream, holdStream } from '../events.js';

@CommandHandler(PlaceHold)
export class PlaceHoldHandler implements ICommandHandler<PlaceHold, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly persons: Persons,
  ) {}

  execute(command: PlaceHold): Promise<Receipt> {
    return this.persons.inTurn(() => this.#decided(command));
  }

  async #decided(command: PlaceHold): Promise<Receipt> {
    const { leaderId } = command.input;
    const leader = await this.streams.load(leaderStream(leaderId), knownLeader);
    const erasing = await this.streams.load(erasureStream(erasureIdOf(leaderId)), erasure);
    const self = await this.persons.of(command.meta.actor);
    return this.streams.transact(command, holdStream(leaderId), hold, (asked, state) => placeHold(asked, state, { leader, erasing: erasing.status, self }));
  }
}
