import { Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { recordAttendance, RecordAttendance } from '../domain/record-attendance.js';
import { ofAnother } from '../domain/stage.js';
import { enrolmentStream } from '../events.js';
import { loadCohortOf } from './known-cohort.js';

@CommandHandler(RecordAttendance)
export class RecordAttendanceHandler implements ICommandHandler<RecordAttendance, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly persons: Persons,
  ) {}

  async execute(command: RecordAttendance): Promise<Receipt> {
    const { enrolmentId, sessionId } = command.input;
    const cohort = await loadCohortOf(this.streams, enrolmentId);
    const session = cohort.status === 'none' ? undefined : cohort.sessions.get(sessionId);
    const self = await this.persons.of(command.meta.actor);
    return this.streams.transact(command, enrolmentStream(enrolmentId), enrolment, (asked, state) => recordAttendance(asked, ofAnother(state, self), session));
  }
}
