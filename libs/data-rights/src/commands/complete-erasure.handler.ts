import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { complete, CompleteErasure } from '../domain/carry-out.js';
import { erasure } from '../domain/erasure.js';
import { erasureStream } from '../events.js';

@CommandHandler(CompleteErasure)
export class CompleteErasureHandler implements ICommandHandler<CompleteErasure, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: CompleteErasure): Promise<Receipt> {
    return this.streams.transact(command, erasureStream(command.input.erasureId), erasure, complete);
  }
}
