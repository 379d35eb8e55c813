import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { complete, CompleteProgramme } from '../domain/complete-programme.js';
import { enrolment } from '../domain/enrolment.js';
import { enrolmentStream } from '../events.js';
import { loadCohortOf } from './known-cohort.js';

@CommandHandler(CompleteProgramme)
export class CompleteProgrammeHandler implements ICommandHandler<CompleteProgramme, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: CompleteProgramme): Promise<Receipt> {
    const { enrolmentId } = command.input;
    const cohort = await loadCohortOf(this.streams, enrolmentId);
    return this.streams.transact(command, enrolmentStream(enrolmentId), enrolment, (asked, state) => complete(asked, state, cohort));
  }
}
