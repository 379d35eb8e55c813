import { Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { nominate, NominateLeader } from '../domain/nominate-leader.js';
import { enrolment } from '../domain/enrolment.js';
import { enrolmentIdOf } from '../domain/enrolment-id.js';
import { enrolmentStream } from '../events.js';
import { loadBeginFacts } from './known-applicant.js';

@CommandHandler(NominateLeader)
export class NominateLeaderHandler implements ICommandHandler<NominateLeader, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly persons: Persons,
  ) {}

  async execute(command: NominateLeader): Promise<Receipt> {
    const { cohortId, leaderId } = command.input;
    const self = await this.persons.of(command.meta.actor);
    const known = await loadBeginFacts(this.streams, command.input);
    return this.streams.transact(command, enrolmentStream(enrolmentIdOf(cohortId, leaderId)), enrolment, (asked, state) => nominate(asked, state, known, self));
  }
}
