import { Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { leave } from '../domain/figures.js';
import { ReadUnmaskedFigures, readUnmasked } from '../domain/unmasked-figures.js';
import { unmaskedStream } from '../events.js';
import { Tabulating } from '../figures/tabulating.js';

@CommandHandler(ReadUnmaskedFigures)
export class ReadUnmaskedFiguresHandler implements ICommandHandler<ReadUnmaskedFigures, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly tabulating: Tabulating,
    private readonly persons: Persons,
  ) {}

  async execute(command: ReadUnmaskedFigures): Promise<Receipt> {
    const readable = await this.tabulating.readable();
    const self = await this.persons.of(command.meta.actor);
    return this.streams.transact(command, unmaskedStream(command.input.grantId), leave, (asked, state) => readUnmasked(asked, state, readable, self));
  }
}
