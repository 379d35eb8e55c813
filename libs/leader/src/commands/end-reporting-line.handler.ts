import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { assignment } from '../domain/assignment.js';
import { endLine, EndReportingLine } from '../domain/end-reporting-line.js';
import { assignmentStream } from '../events.js';

@CommandHandler(EndReportingLine)
export class EndReportingLineHandler implements ICommandHandler<EndReportingLine, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: EndReportingLine): Promise<Receipt> {
    return this.streams.transact(command, assignmentStream(command.input.assignmentId), assignment, endLine);
  }
}
