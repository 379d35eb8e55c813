import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { assignment } from '../domain/assignment.js';
import { end, EndAssignment } from '../domain/end-assignment.js';
import { assignmentStream } from '../events.js';

@CommandHandler(EndAssignment)
export class EndAssignmentHandler implements ICommandHandler<EndAssignment, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: EndAssignment): Promise<Receipt> {
    return this.streams.transact(command, assignmentStream(command.input.assignmentId), assignment, end);
  }
}
