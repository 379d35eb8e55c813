import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { assignment } from '../domain/assignment.js';
import { leader } from '../domain/leader.js';
import { setLine, SetReportingLine } from '../domain/set-reporting-line.js';
import { assignmentStream, leaderStream } from '../events.js';

@CommandHandler(SetReportingLine)
export class SetReportingLineHandler implements ICommandHandler<SetReportingLine, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: SetReportingLine): Promise<Receipt> {
    const { assignmentId, managerId } = command.input;
    const manager = await this.streams.load(leaderStream(managerId), leader);
    return this.streams.transact(command, assignmentStream(assignmentId), assignment, (asked, state) => setLine(asked, state, manager));
  }
}
