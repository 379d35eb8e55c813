import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { cancel, CancelCohort } from '../domain/cancel-cohort.js';
import { cohort } from '../domain/cohort.js';
import { cohortStream } from '../events.js';

@CommandHandler(CancelCohort)
export class CancelCohortHandler implements ICommandHandler<CancelCohort, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: CancelCohort): Promise<Receipt> {
    const { cohortId, transferTo } = command.input;
    const target = transferTo ? await this.streams.load(cohortStream(transferTo), cohort) : undefined;
    return this.streams.transact(command, cohortStream(cohortId), cohort, (asked, state) => cancel(asked, state, target));
  }
}
