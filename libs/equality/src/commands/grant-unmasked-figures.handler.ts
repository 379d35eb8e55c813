import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { leave } from '../domain/figures.js';
import { GrantUnmaskedFigures, grantUnmasked } from '../domain/unmasked-figures.js';
import { unmaskedStream } from '../events.js';

@CommandHandler(GrantUnmaskedFigures)
export class GrantUnmaskedFiguresHandler implements ICommandHandler<GrantUnmaskedFigures, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: GrantUnmaskedFigures): Promise<Receipt> {
    return this.streams.transact(command, unmaskedStream(command.input.grantId), leave, grantUnmasked);
  }
}
