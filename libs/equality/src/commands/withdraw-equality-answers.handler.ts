import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { equality } from '../domain/equality.js';
import { withdrawAnswers, WithdrawEqualityAnswers } from '../domain/withdraw-equality-answers.js';
import { equalityStream } from '../events.js';

@CommandHandler(WithdrawEqualityAnswers)
export class WithdrawEqualityAnswersHandler implements ICommandHandler<WithdrawEqualityAnswers, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: WithdrawEqualityAnswers): Promise<Receipt> {
    return this.streams.transact(command, equalityStream(command.input.leaderId), equality, withdrawAnswers);
  }
}
