import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { joinWaitlist, JoinWaitlist } from '../domain/join-waitlist.js';
import { enrolment } from '../domain/enrolment.js';
import { enrolmentStream } from '../events.js';

@CommandHandler(JoinWaitlist)
export class JoinWaitlistHandler implements ICommandHandler<JoinWaitlist, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: JoinWaitlist): Promise<Receipt> {
    const { enrolmentId, continues } = command.input;
    const source = continues ? await this.streams.load(enrolmentStream(continues), enrolment) : undefined;
    return this.streams.transact(command, enrolmentStream(enrolmentId), enrolment, (asked, state) => joinWaitlist(asked, state, source));
  }
}
