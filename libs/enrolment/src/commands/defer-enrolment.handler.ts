import { Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { defer, DeferEnrolment } from '../domain/defer-enrolment.js';
import { enrolment } from '../domain/enrolment.js';
import { ofAnother } from '../domain/stage.js';
import { enrolmentStream } from '../events.js';
import { loadTarget } from './load-target.js';

@CommandHandler(DeferEnrolment)
export class DeferEnrolmentHandler implements ICommandHandler<DeferEnrolment, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly persons: Persons,
  ) {}

  async execute(command: DeferEnrolment): Promise<Receipt> {
    const { enrolmentId, targetCohortId } = command.input;
    const target = await loadTarget(this.streams, enrolmentId, targetCohortId);
    const self = await this.persons.of(command.meta.actor);
    return this.streams.transact(command, enrolmentStream(enrolmentId), enrolment, (asked, state) => defer(asked, ofAnother(state, self), target));
  }
}
