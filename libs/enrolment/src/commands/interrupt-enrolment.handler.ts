import { Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { interrupt, InterruptEnrolment } from '../domain/interrupt-enrolment.js';
import { ofAnother } from '../domain/stage.js';
import { enrolmentStream } from '../events.js';

@CommandHandler(InterruptEnrolment)
export class InterruptEnrolmentHandler implements ICommandHandler<InterruptEnrolment, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly persons: Persons,
  ) {}

  async execute(command: InterruptEnrolment): Promise<Receipt> {
    const self = await this.persons.of(command.meta.actor);
    return this.streams.transact(command, enrolmentStream(command.input.enrolmentId), enrolment, (asked, state) => interrupt(asked, ofAnother(state, self)));
  }
}
