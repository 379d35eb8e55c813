import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { hold, liftHold, LiftHold } from '../domain/hold.js';
import { holdStream } from '../events.js';

@CommandHandler(LiftHold)
export class LiftHoldHandler implements ICommandHandler<LiftHold, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: LiftHold): Promise<Receipt> {
    return this.streams.transact(command, holdStream(command.input.leaderId), hold, liftHold);
  }
}
