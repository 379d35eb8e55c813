import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { reasonCode, reasonCodeIdOf } from '../domain/reason-code.js';
import { register, RegisterReasonCode } from '../domain/register-reason-code.js';
import { reasonCodeStream } from '../events.js';

@CommandHandler(RegisterReasonCode)
export class RegisterReasonCodeHandler implements ICommandHandler<RegisterReasonCode, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: RegisterReasonCode): Promise<Receipt> {
    return this.streams.transact(command, reasonCodeStream(reasonCodeIdOf(command.input.code)), reasonCode, register);
  }
}
