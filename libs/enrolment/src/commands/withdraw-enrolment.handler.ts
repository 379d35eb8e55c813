import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { withdraw, WithdrawEnrolment } from '../domain/withdraw-enrolment.js';
import { enrolmentStream } from '../events.js';

@CommandHandler(WithdrawEnrolment)
export class WithdrawEnrolmentHandler implements ICommandHandler<WithdrawEnrolment, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: WithdrawEnrolment): Promise<Receipt> {
    return this.streams.transact(command, enrolmentStream(command.input.enrolmentId), enrolment, withdraw);
  }
}
