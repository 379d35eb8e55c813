import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { carryOn, ContinueEnrolment } from '../domain/continue-enrolment.js';
import { enrolment } from '../domain/enrolment.js';
import { enrolmentStream } from '../events.js';
import { loadSource } from './load-source.js';

@CommandHandler(ContinueEnrolment)
export class ContinueEnrolmentHandler implements ICommandHandler<ContinueEnrolment, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: ContinueEnrolment): Promise<Receipt> {
    const { enrolmentId, continues } = command.input;
    const source = await loadSource(this.streams, continues);
    return this.streams.transact(command, enrolmentStream(enrolmentId), enrolment, (asked, state) => carryOn(asked, state, source));
  }
}
