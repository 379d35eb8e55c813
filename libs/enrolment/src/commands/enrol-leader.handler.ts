import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { enrol, EnrolLeader } from '../domain/enrol-leader.js';
import { enrolmentStream } from '../events.js';
import { loadCohortOf } from './known-cohort.js';

@CommandHandler(EnrolLeader)
export class EnrolLeaderHandler implements ICommandHandler<EnrolLeader, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: EnrolLeader): Promise<Receipt> {
    const { enrolmentId } = command.input;
    const cohort = await loadCohortOf(this.streams, enrolmentId);
    return this.streams.transact(command, enrolmentStream(enrolmentId), enrolment, (asked, state) => enrol(asked, state, cohort));
  }
}
