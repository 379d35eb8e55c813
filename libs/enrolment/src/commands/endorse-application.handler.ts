import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { endorse, EndorseApplication } from '../domain/endorse-application.js';
import { enrolmentStream } from '../events.js';

@CommandHandler(EndorseApplication)
export class EndorseApplicationHandler implements ICommandHandler<EndorseApplication, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: EndorseApplication): Promise<Receipt> {
    return this.streams.transact(command, enrolmentStream(command.input.enrolmentId), enrolment, endorse);
  }
}
