import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { reasonCode, reasonCodeIdOf } from '../domain/reason-code.js';
import { rename, RenameReasonCode } from '../domain/rename-reason-code.js';
import { reasonCodeStream } from '../events.js';

@CommandHandler(RenameReasonCode)
export class RenameReasonCodeHandler implements ICommandHandler<RenameReasonCode, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: RenameReasonCode): Promise<Receipt> {
    return this.streams.transact(command, reasonCodeStream(reasonCodeIdOf(command.input.code)), reasonCode, rename);
  }
}
