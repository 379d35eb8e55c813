import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { transfer, TransferEnrolment } from '../domain/transfer-enrolment.js';
import { enrolmentStream } from '../events.js';
import { loadCohortOf } from './known-cohort.js';
import { loadTarget } from './load-target.js';

@CommandHandler(TransferEnrolment)
export class TransferEnrolmentHandler implements ICommandHandler<TransferEnrolment, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: TransferEnrolment): Promise<Receipt> {
    const { enrolmentId, targetCohortId } = command.input;
    const [own, target] = await Promise.all([loadCohortOf(this.streams, enrolmentId), loadTarget(this.streams, enrolmentId, targetCohortId)]);
    return this.streams.transact(command, enrolmentStream(enrolmentId), enrolment, (asked, state) => transfer(asked, state, { own, target }));
  }
}
