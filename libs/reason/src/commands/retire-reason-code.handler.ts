import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { reasonCode, reasonCodeIdOf } from '../domain/reason-code.js';
import { retire, RetireReasonCode } from '../domain/retire-reason-code.js';
import { reasonCodeStream } from '../events.js';

@CommandHandler(RetireReasonCode)
export class RetireReasonCodeHandler implements ICommandHandler<RetireReasonCode, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: RetireReasonCode): Promise<Receipt> {
    return this.streams.transact(command, reasonCodeStream(reasonCodeIdOf(command.input.code)), reasonCode, retire);
  }
}
