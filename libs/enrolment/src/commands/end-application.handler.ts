import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { endApplication, EndApplication } from '../domain/end-application.js';
import { enrolment } from '../domain/enrolment.js';
import { enrolmentStream } from '../events.js';

@CommandHandler(EndApplication)
export class EndApplicationHandler implements ICommandHandler<EndApplication, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: EndApplication): Promise<Receipt> {
    return this.streams.transact(command, enrolmentStream(command.input.enrolmentId), enrolment, endApplication);
  }
}
