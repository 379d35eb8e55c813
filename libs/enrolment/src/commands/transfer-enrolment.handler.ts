import { Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { transfer, TransferEnrolment } from '../domain/transfer-enrolment.js';
import { ofAnother } from '../domain/stage.js';
import { enrolmentStream } from '../events.js';
import { loadCohortOf } from './known-cohort.js';
import { loadTarget } from './load-target.js';

@CommandHandler(TransferEnrolment)
export class TransferEnrolmentHandler implements ICommandHandler<TransferEnrolment, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly persons: Persons,
  ) {}

  async execute(command: TransferEnrolment): Promise<Receipt> {
    const { enrolmentId, targetCohortId } = command.input;
    const [own, target] = await Promise.all([loadCohortOf(this.streams, enrolmentId), loadTarget(this.streams, enrolmentId, targetCohortId)]);
    const self = await this.persons.of(command.meta.actor);
    return this.streams.transact(command, enrolmentStream(enrolmentId), enrolment, (asked, state) => transfer(asked, ofAnother(state, self), { own, target }));
  }
}
