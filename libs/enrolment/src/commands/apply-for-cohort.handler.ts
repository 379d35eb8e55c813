import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { apply, ApplyForCohort } from '../domain/apply-for-cohort.js';
import { enrolment } from '../domain/enrolment.js';
import { enrolmentIdOf } from '../domain/enrolment-id.js';
import { enrolmentStream } from '../events.js';
import { loadBeginFacts } from './known-applicant.js';

@CommandHandler(ApplyForCohort)
export class ApplyForCohortHandler implements ICommandHandler<ApplyForCohort, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: ApplyForCohort): Promise<Receipt> {
    const { cohortId, leaderId } = command.input;
    const known = await loadBeginFacts(this.streams, command.input);
    return this.streams.transact(command, enrolmentStream(enrolmentIdOf(cohortId, leaderId)), enrolment, (asked, state) => apply(asked, state, known));
  }
}
