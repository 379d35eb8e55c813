import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { defer, DeferEnrolment } from '../domain/defer-enrolment.js';
import { enrolment } from '../domain/enrolment.js';
import { enrolmentStream } from '../events.js';
import { loadTarget } from './load-target.js';

@CommandHandler(DeferEnrolment)
export class DeferEnrolmentHandler implements ICommandHandler<DeferEnrolment, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: DeferEnrolment): Promise<Receipt> {
    const { enrolmentId, targetCohortId } = command.input;
    const target = await loadTarget(this.streams, enrolmentId, targetCohortId);
    return this.streams.transact(command, enrolmentStream(enrolmentId), enrolment, (asked, state) => defer(asked, state, target));
  }
}
