import { Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { knownLeader, leaderStream } from '@app/leader/events';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { erasure, erasureIdOf } from '../domain/erasure.js';
import { request, RequestErasure } from '../domain/request-erasure.js';
import { erasureStream } from '../events.js';

@CommandHandler(RequestErasure)
export class RequestErasureHandler implements ICommandHandler<RequestErasure, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly persons: Persons,
  ) {}

  execute(command: RequestErasure): Promise<Receipt> {
    return this.persons.inTurn(() => this.#decided(command));
  }

  async #decided(command: RequestErasure): Promise<Receipt> {
    const { leaderId } = command.input;
    const leader = await this.streams.load(leaderStream(leaderId), knownLeader);
    return this.streams.transact(command, erasureStream(erasureIdOf(leaderId)), erasure, (asked, state) => request(asked, state, leader));
  }
}
