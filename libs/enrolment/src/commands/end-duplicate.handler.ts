import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { endDuplicate, EndDuplicate } from '../domain/end-duplicate.js';
import { enrolment } from '../domain/enrolment.js';
import { enrolmentStream } from '../events.js';

@CommandHandler(EndDuplicate)
export class EndDuplicateHandler implements ICommandHandler<EndDuplicate, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: EndDuplicate): Promise<Receipt> {
    const { enrolmentId, before, after } = command.input;
    const load = (ids: readonly string[]) => Promise.all(ids.map((id) => this.streams.load(enrolmentStream(id), enrolment)));
    const others = { before: await load(before), after: await load(after) };
    return this.streams.transact(command, enrolmentStream(enrolmentId), enrolment, (asked, state) => endDuplicate(asked, state, others));
  }
}
