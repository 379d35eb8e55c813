import { Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { hold, liftHold, LiftHold } from '../domain/hold.js';
import { holdStream } from '../events.js';

@CommandHandler(LiftHold)
export class LiftHoldHandler implements ICommandHandler<LiftHold, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly persons: Persons,
  ) {}

  execute(command: LiftHold): Promise<Receipt> {
    return this.persons.inTurn(() => this.#decided(command));
  }

  async #decided(command: LiftHold): Promise<Receipt> {
    const self = await this.persons.of(command.meta.actor);
    return this.streams.transact(command, holdStream(command.input.leaderId), hold, (asked, state) => liftHold(asked, state, self));
  }
}
