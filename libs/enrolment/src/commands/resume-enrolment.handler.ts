import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { resume, ResumeEnrolment } from '../domain/resume-enrolment.js';
import { enrolmentStream } from '../events.js';

@CommandHandler(ResumeEnrolment)
export class ResumeEnrolmentHandler implements ICommandHandler<ResumeEnrolment, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: ResumeEnrolment): Promise<Receipt> {
    return this.streams.transact(command, enrolmentStream(command.input.enrolmentId), enrolment, resume);
  }
}
