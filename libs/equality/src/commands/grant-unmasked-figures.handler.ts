import { Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { leave } from '../domain/figures.js';
import { GrantUnmaskedFigures, grantUnmasked } from '../domain/unmasked-figures.js';
import { unmaskedStream } from '../events.js';

@CommandHandler(GrantUnmaskedFigures)
export class GrantUnmaskedFiguresHandler implements ICommandHandler<GrantUnmaskedFigures, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly persons: Persons,
  ) {}

  execute(command: GrantUnmaskedFigures): Promise<Receipt> {
    return this.persons.inTurn(() => this.#decided(command));
  }

  async #decided(command: GrantUnmaskedFigures): Promise<Receipt> {
    const self = await this.persons.of(command.meta.actor);
    return this.streams.transact(command, unmaskedStream(command.input.grantId), leave, (asked, state) => grantUnmasked(asked, state, self));
  }
}
