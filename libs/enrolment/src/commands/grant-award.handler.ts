import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { grantAward, GrantAward } from '../domain/grant-award.js';
import { enrolment } from '../domain/enrolment.js';
import { enrolmentStream } from '../events.js';
import { loadCohortOf } from './known-cohort.js';

@CommandHandler(GrantAward)
export class GrantAwardHandler implements ICommandHandler<GrantAward, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: GrantAward): Promise<Receipt> {
    const { enrolmentId } = command.input;
    const cohort = await loadCohortOf(this.streams, enrolmentId);
    return this.streams.transact(command, enrolmentStream(enrolmentId), enrolment, (asked, state) => grantAward(asked, state, cohort));
  }
}
