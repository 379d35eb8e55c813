import { Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { notSelect, NotSelectApplicant } from '../domain/not-select-applicant.js';
import { ofAnother } from '../domain/stage.js';
import { enrolmentStream } from '../events.js';

@CommandHandler(NotSelectApplicant)
export class NotSelectApplicantHandler implements ICommandHandler<NotSelectApplicant, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly persons: Persons,
  ) {}

  async execute(command: NotSelectApplicant): Promise<Receipt> {
    const self = await this.persons.of(command.meta.actor);
    return this.streams.transact(command, enrolmentStream(command.input.enrolmentId), enrolment, (asked, state) => notSelect(asked, ofAnother(state, self)));
  }
}
