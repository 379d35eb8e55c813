import { Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { enrol, EnrolLeader } from '../domain/enrol-leader.js';
import { ofAnother } from '../domain/stage.js';
import { enrolmentStream } from '../events.js';
import { loadCohortOf } from './known-cohort.js';

@CommandHandler(EnrolLeader)
export class EnrolLeaderHandler implements ICommandHandler<EnrolLeader, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly persons: Persons,
  ) {}

  async execute(command: EnrolLeader): Promise<Receipt> {
    const { enrolmentId } = command.input;
    const cohort = await loadCohortOf(this.streams, enrolmentId);
    const self = await this.persons.of(command.meta.actor);
    return this.streams.transact(command, enrolmentStream(enrolmentId), enrolment, (asked, state) => enrol(asked, ofAnother(state, self), cohort));
  }
}
