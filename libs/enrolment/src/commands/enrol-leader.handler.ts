import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { enrol, EnrolLeader } from '../domain/enrol-leader.js';
import { enrolmentStream } from '../events.js';

@CommandHandler(EnrolLeader)
export class EnrolLeaderHandler implements ICommandHandler<EnrolLeader, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: EnrolLeader): Promise<Receipt> {
    return this.streams.transact(command, enrolmentStream(command.input.enrolmentId), enrolment, enrol);
  }
}
