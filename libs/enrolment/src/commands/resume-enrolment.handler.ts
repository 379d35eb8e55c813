import { Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { resume, ResumeEnrolment } from '../domain/resume-enrolment.js';
import { ofAnother } from '../domain/stage.js';
import { enrolmentStream } from '../events.js';

@CommandHandler(ResumeEnrolment)
export class ResumeEnrolmentHandler implements ICommandHandler<ResumeEnrolment, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly persons: Persons,
  ) {}

  async execute(command: ResumeEnrolment): Promise<Receipt> {
    const self = await this.persons.of(command.meta.actor);
    return this.streams.transact(command, enrolmentStream(command.input.enrolmentId), enrolment, (asked, state) => resume(asked, ofAnother(state, self)));
  }
}
