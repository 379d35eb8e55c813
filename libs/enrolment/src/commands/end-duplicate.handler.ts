import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { endDuplicate, EndDuplicate } from '../domain/end-duplicate.js';
import { enrolment } from '../domain/enrolment.js';
import { enrolmentIdOf } from '../domain/enrolment-id.js';
import { enrolmentStream } from '../events.js';
import { loadOtherRecords } from './known-leader.js';

@CommandHandler(EndDuplicate)
export class EndDuplicateHandler implements ICommandHandler<EndDuplicate, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: EndDuplicate): Promise<Receipt> {
    const { enrolmentId, leaderId, cohortId, before, after } = command.input;
    // A merge may have been undone since: what is another person's is no duplicate.
    const records = await loadOtherRecords(this.streams, leaderId);
    const theirs = records.map((id) => enrolmentIdOf(cohortId, id));
    const load = (ids: readonly string[]) =>
      Promise.all(ids.filter((id) => theirs.includes(id)).map((id) => this.streams.load(enrolmentStream(id), enrolment)));
    const others = { before: await load(before), after: await load(after) };
    return this.streams.transact(command, enrolmentStream(enrolmentId), enrolment, (asked, state) => endDuplicate(asked, state, others));
  }
}
