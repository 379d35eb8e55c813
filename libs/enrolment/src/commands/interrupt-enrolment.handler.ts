import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { interrupt, InterruptEnrolment } from '../domain/interrupt-enrolment.js';
import { enrolmentStream } from '../events.js';

@CommandHandler(InterruptEnrolment)
export class InterruptEnrolmentHandler implements ICommandHandler<InterruptEnrolment, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: InterruptEnrolment): Promise<Receipt> {
    return this.streams.transact(command, enrolmentStream(command.input.enrolmentId), enrolment, interrupt);
  }
}
